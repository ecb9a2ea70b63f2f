"""Parts of the site that are no pages."""

from django.urls import path

from cms.views import branding, pictures, reading, search, styleguide

app_name = "cms"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("reading-settings/", reading.reading_settings, name="reading_settings"),
    path("brand.css", branding.stylesheet, name="brand_css"),
    path("media/images/<str:name>", pictures.picture, name="picture"),
    path("robots.txt", branding.robots, name="robots"),
]
