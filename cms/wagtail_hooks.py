"""The vocabulary in the editor's menu: words, facts, organisations, labels."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import Fact, GlossaryTerm, Organisation, Region, Topic


class FactViewSet(SnippetViewSet):
    """Facts, with the ones to check again in sight."""

    model = Fact
    icon = "doc-full-inverse"
    list_display = ["__str__", "statement", "nation", "source", "review_by"]
    list_filter = ["nation", "confidence", "review_by"]
    list_export = ["key", "statement", "value", "unit", "nation", "source", "source_date", "checked_on", "review_by"]
    ordering = ["review_by"]
    panels = [
        FieldPanel("statement"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit"), FieldPanel("nation")]),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldPanel("source_url"),
                FieldRowPanel([FieldPanel("source_date"), FieldPanel("checked_on"), FieldPanel("review_by")]),
                FieldPanel("confidence"),
            ],
            "Where it comes from",
        ),
        FieldPanel("key"),
    ]


class GlossaryTermViewSet(SnippetViewSet):
    """Words that need explaining."""

    model = GlossaryTerm
    icon = "openquote"
    list_display = ["term", "plain"]
    panels = [
        FieldPanel("term"),
        FieldPanel("slug"),
        FieldPanel("plain"),
        FieldPanel("in_law"),
        FieldPanel("in_campaign"),
        FieldPanel("also"),
    ]


class OrganisationViewSet(SnippetViewSet):
    """Groups, unions, councils and providers."""

    model = Organisation
    icon = "group"
    list_display = ["name", "kind", "region", "is_example"]
    list_filter = ["kind", "region", "is_example"]


class TopicViewSet(SnippetViewSet):
    """What things are about."""

    model = Topic
    icon = "tag"


class RegionViewSet(SnippetViewSet):
    """Parts of the UK."""

    model = Region
    icon = "site"
    list_display = ["name", "nation"]


class VocabularyGroup(SnippetViewSetGroup):
    """The menu entry."""

    menu_label = "Words and facts"
    menu_icon = "list-ul"
    menu_order = 300
    items = (FactViewSet, GlossaryTermViewSet, OrganisationViewSet, TopicViewSet, RegionViewSet)


register_snippet(VocabularyGroup)
