"""Addresses of the reports on learning, under /learning/reports/, and of learning records."""

from django.urls import path

from courses.views import insight, records

EDITION = "learning/reports/<uuid:programme>/<row:year>"

report_urls = [
    path("learning/reports/", insight.reports, name="reports"),
    path(f"{EDITION}/", insight.report, name="report"),
    path(f"{EDITION}/report.csv", insight.report_file, name="report_file"),
    path(f"{EDITION}/modules/<row:page_id>/", insight.module, name="report_module"),
    path(f"{EDITION}/learners/", insight.learners, name="learners"),
    path(f"{EDITION}/learners.csv", insight.learners_file, name="learners_file"),
    path(f"{EDITION}/records/", records.export_records, name="export_records"),
    path("my-learning/records.jsonl", records.my_records, name="my_records"),
]
