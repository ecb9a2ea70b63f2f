"""The site's tables and pages; other floors import them from here."""

from cms.models.branding import Branding, MenuItem
from cms.models.case_study import CaseStudyPage
from cms.models.home import HomePage
from cms.models.mixins import LineageMixin, NationMixin, TopicsMixin
from cms.models.site_page import SitePage
from cms.models.standard import StandardPage
from cms.vocabulary.fact import Fact
from cms.vocabulary.glossary import GlossaryTerm
from cms.vocabulary.labels import Region, Topic
from cms.vocabulary.nation import Nation
from cms.vocabulary.organisation import Organisation

__all__ = [
    "Branding",
    "CaseStudyPage",
    "Fact",
    "GlossaryTerm",
    "HomePage",
    "LineageMixin",
    "MenuItem",
    "Nation",
    "NationMixin",
    "Organisation",
    "Region",
    "SitePage",
    "StandardPage",
    "Topic",
    "TopicsMixin",
]
