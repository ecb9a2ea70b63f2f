"""The key that badges are signed with: the private half in a file of its own, the public halves in the database."""

import logging
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.urls import reverse

from courses.badges.multikey import from_multikey, multikey
from courses.errors import BadgeRefused, NoSigningKey
from courses.models import BadgeKey
from lms.lib import clock

logger = logging.getLogger(__name__)


def key_file() -> Path:
    """Return where the private key is."""
    return Path(settings.BADGE_KEY_FILE)


def issuer_id() -> str:
    """Return the address that names this school as an issuer, and at which its keys are published."""
    return f"{settings.PUBLIC_BASE_URL}{reverse('courses:badge_issuer')}"


def method_of(public: str) -> str:
    """Return the address of one public key."""
    return f"{issuer_id()}#{public}"


def signing_key() -> Ed25519PrivateKey:
    """Return the private key. Where settings allow it (on a laptop) it is made on first use. Raises NoSigningKey."""
    file = key_file()
    if not file.exists():
        if not settings.BADGE_KEY_ON_FIRST_USE:
            raise NoSigningKey
        write_key(Ed25519PrivateKey.generate(), replace=False)
    key = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSigningKey
    return key


def write_key(key: Ed25519PrivateKey, *, replace: bool) -> None:
    """Write the private key so that only its owner may read it; whoever comes second leaves the first one's file."""
    file = key_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.{os.getpid()}")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as output:
        output.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        output.flush()
        os.fsync(output.fileno())
    if replace:
        half.replace(file)
        return
    try:
        os.link(half, file)
    except FileExistsError:
        pass
    finally:
        half.unlink()


def rotate_key() -> str:
    """Make a new key, publish it, then sign with it; return its public half. Old public keys stay published."""
    if key_file().exists():
        publish(multikey(signing_key().public_key()))
    key = Ed25519PrivateKey.generate()
    public = multikey(key.public_key())
    publish(public)  # first, so that no badge is ever signed with a key that nobody can find
    write_key(key, replace=True)
    logger.info("badge_key.made key=%s", public)
    return public


def publish(public: str) -> None:
    """Keep a public key for good. Done twice, once."""
    BadgeKey.objects.bulk_create([BadgeKey(public=public, made_at=clock.now())], ignore_conflicts=True)


def published_keys() -> list[str]:
    """Return every public key of this school, the newest first: those kept, and the one in use. Never writes a row."""
    kept = list(BadgeKey.objects.order_by("-made_at", "-pk").values_list("public", flat=True))
    try:
        present = multikey(signing_key().public_key())
    except NoSigningKey:
        return kept
    return [present, *(public for public in kept if public != present)]


def own_key(method: str) -> Ed25519PublicKey:
    """Return the key of a verification method of this school. Raises BadgeRefused for any other."""
    address, _, public = method.partition("#")
    if address != issuer_id():
        raise BadgeRefused("It was issued by another school, so we do not know its key.")
    if public not in published_keys():
        raise BadgeRefused("It names a key that this school never had.")
    return from_multikey(public)
