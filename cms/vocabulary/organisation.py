"""Groups, unions, councils and providers: never a list of people."""

from django.db import models
from wagtail.search import index


class Organisation(index.Indexed, models.Model):
    """A body that hosts trainings or wrote something. Contact routes are role addresses, never a person's."""

    class Kind(models.TextChoices):
        """What sort of body it is."""

        TENANT_UNION = "tenant_union", "Tenant union"
        COMMUNITY = "community", "Community group"
        TRADE_UNION = "trade_union", "Trade union"
        COUNCIL = "council", "Council"
        PROVIDER = "provider", "Housing provider"
        CHARITY = "charity", "Charity or think-tank"
        TEAM = "team", "Team of this programme"

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    region = models.ForeignKey(
        "cms.Region", null=True, blank=True, on_delete=models.SET_NULL, related_name="organisations"
    )
    focus = models.CharField(max_length=200, blank=True)
    website = models.URLField(blank=True)
    is_example = models.BooleanField(
        default=False, help_text="Invented for the demo. Its name is shown with “(example)”."
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("kind")]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
