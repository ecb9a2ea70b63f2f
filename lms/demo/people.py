"""The demo school's staff and learners, named by role. Passwords are made on each machine and kept in a private file."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from lms.accounts.models import User

SIGN_INS = "demo-sign-ins.json"
VOCABULARY = ("fact", "glossaryterm", "organisation", "topic", "region")


@dataclass(frozen=True)
class Staff:
    """Somebody who signs in to the editor."""

    email: str
    name: str
    groups: tuple[str, ...]
    is_superuser: bool = False


STAFF = (
    Staff("editor@demo.example", "Site editor", (), is_superuser=True),
    Staff("trainer@demo.example", "Trainer", ("Trainers",)),
    Staff("coordinator@demo.example", "Working-group coordinator", ("Coordinators",)),
)
LEARNER = ("learner@demo.example", "Learner")
ORGANISER = ("organiser@demo.example", "Tenant-union organiser")


def password_for(email: str) -> str:
    """Return this machine's password of a demo sign-in, made once and kept in a file only the owner may read."""
    path = Path(settings.VAR_DIR) / SIGN_INS
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if email not in known:
        known[email] = "-".join(secrets.token_hex(3) for _ in range(3))
        path.touch(mode=0o600)
        path.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return known[email]


def load_groups() -> None:
    """Make the two kinds of staff with what they may do in the editor; run again, nothing is doubled."""
    root = Page.objects.get(depth=1)
    for name in ("Trainers", "Coordinators"):
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for action in ("add", "change", "view"):
            codenames = [f"{action}_{model}" for model in VOCABULARY]
            group.permissions.add(*Permission.objects.filter(codename__in=codenames, content_type__app_label="cms"))
        for codename in ("add_page", "change_page", "publish_page"):
            permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        for codename in ("add_image", "choose_image", "add_document", "choose_document"):
            for permission in Permission.objects.filter(codename=codename):
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=Collection.get_first_root_node(), permission=permission
                )
    Group.objects.get(name="Trainers").permissions.add(Permission.objects.get(codename="view_insight"))
    registrations = Permission.objects.filter(content_type__app_label="webinars", codename__contains="registration")
    groups = Permission.objects.filter(content_type__app_label="courses", codename__in=("view_cohort", "change_cohort"))
    Group.objects.get(name="Coordinators").permissions.add(*registrations, *groups)


def load_people() -> User:
    """Make the staff and two learners; return the site editor, in whose name the demo is made."""
    load_groups()
    for staff in STAFF:
        person = User.objects.filter(email=staff.email).first() or User(email=staff.email, display_name=staff.name)
        person.is_staff, person.is_superuser = True, staff.is_superuser
        if person.pk is None or not person.check_password(password_for(staff.email)):
            person.set_password(password_for(staff.email))
        person.save()
        person.groups.set(Group.objects.filter(name__in=staff.groups))
    for email, name in (LEARNER, ORGANISER):
        if not User.objects.filter(email=email).exists():
            User.objects.create_user(email, display_name=name)
    return User.objects.get(email=STAFF[0].email)


def sign_ins() -> list[str]:
    """Return a line for each demo sign-in, for the terminal of whoever started the school."""
    lines = [f"{staff.email:28} {password_for(staff.email):22} {staff.name}" for staff in STAFF]
    return [*lines, f"{LEARNER[0]:28} {'(a code by e-mail)':22} {LEARNER[1]}"]
