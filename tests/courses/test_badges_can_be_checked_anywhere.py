"""Open Badges 3.0: signed as the standards say, refused with a sentence when anything is wrong, naming nobody."""

import copy
import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from courses.badges import linked_data
from courses.badges.linked_data import canonical
from courses.badges.multikey import base58, from_base58, from_multikey, multikey
from courses.badges.proof import check_proof, hash_data, sign
from courses.badges.status_list import LENGTH, is_set, packed, place_of
from courses.badges.verify import verify_badge
from courses.errors import BadgeRefused, NoSigningKey
from courses.models import BadgeKey, Certificate
from courses.services import badges
from courses.services.badge_keys import own_key, published_keys, rotate_key, signing_key
from courses.services.certificates import withdraw_certificate
from courses.services.data_rights import erase_learning
from lms.accounts.models import User
from lms.lib import clock
from tests.courses.conftest import School
from tests.courses.finishing import finish

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "eddsa-rdfc-2022"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
VECTOR_PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
VECTOR_PRIVATE = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
VECTOR_HASHES = (
    "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0",
    "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017",
)
Document = dict[str, Any]


@pytest.fixture
def key_file(settings: Any, tmp_path: Path) -> Path:
    """Let this test sign with a key of its own, made on first use."""
    settings.BADGE_KEY_FILE = str(tmp_path / "badge-signing.key")
    settings.BADGE_KEY_ON_FIRST_USE = True
    return tmp_path / "badge-signing.key"


@pytest.fixture
def certificate(school: School, learner: User, key_file: Path) -> Certificate:
    """Return Ama's certificate."""
    return finish(learner, school.lessons)


@pytest.fixture
def badge(certificate: Certificate) -> Document:
    """Return Ama's badge."""
    return badges.badge_for(certificate)


@pytest.fixture
def vector(monkeypatch: pytest.MonkeyPatch) -> Document:
    """Return the signed example of the standard, with the one vocabulary that only it uses."""
    monkeypatch.setitem(linked_data.BUNDLED, EXAMPLES, str(GOLDEN / "credentials-examples-v2.json"))
    read: Document = json.loads((GOLDEN / "signed-credential.json").read_text(encoding="utf-8"))
    return read


def refusal(document: Any) -> str:
    """Return why this school refuses a badge, "" when it does not."""
    try:
        badges.check_own_badge(document)
    except BadgeRefused as refused:
        return refused.message
    return ""


def test_the_public_vector_has_our_hashes_and_our_signature(vector: Document) -> None:
    hashed = hash_data(vector, vector["proof"]).hex()
    assert (hashed[:64], hashed[64:]) == VECTOR_HASHES
    check_proof(vector, key_of=lambda method: from_multikey(VECTOR_PUBLIC))


def test_signing_the_vector_gives_its_very_letters(vector: Document) -> None:
    key = Ed25519PrivateKey.from_private_bytes(from_base58(VECTOR_PRIVATE)[2:])
    proof = vector.pop("proof")
    created = datetime.fromisoformat(proof["created"])
    assert sign(vector, key=key, method=proof["verificationMethod"], created=created)["proof"] == proof


# Figures of the test vector in the Open Badges 3.0 specification (1EdTech, "Linked Data Proof Test Vector").
OB_PUBLIC = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
OB_PROOF = {
    "type": "DataIntegrityProof",
    "created": "2010-01-01T19:23:24Z",
    "verificationMethod": f"https://example.edu/issuers/565049#{OB_PUBLIC}",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
}
OB_SIGNATURE = bytes.fromhex(
    "f7a017acf7d27983267ec362657c0fb08e955549f49dac5bf36a03c4f2c3a4f1"
    "e3738a6c5ecd7ffba7135cb9cd754e6196f4b73082ea8df8e703c8ecd4333503"
)
OB_PROOF_HASH = "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19"
OB_DOCUMENT_HASH = "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773"


def test_the_figures_of_the_open_badges_vector_are_ours_too() -> None:
    proof_hash = hashlib.sha256(canonical({"@context": [linked_data.CREDENTIALS], **OB_PROOF}))
    assert proof_hash.hexdigest() == OB_PROOF_HASH
    key = from_multikey(OB_PUBLIC)
    key.verify(OB_SIGNATURE, proof_hash.digest() + bytes.fromhex(OB_DOCUMENT_HASH))
    with pytest.raises(InvalidSignature):
        key.verify(OB_SIGNATURE, bytes.fromhex(OB_DOCUMENT_HASH) + proof_hash.digest())


@pytest.mark.parametrize("place", ["name", "validFrom", "proof"])
def test_one_changed_letter_of_the_vector_is_seen(vector: Document, place: str) -> None:
    if place == "proof":
        vector["proof"]["created"] = "2023-02-24T23:36:39Z"
    else:
        vector[place] = {"name": "Alumni credential", "validFrom": "2023-01-02T00:00:00Z"}[place]
    with pytest.raises(BadgeRefused, match="changed after it was signed"):
        check_proof(vector, key_of=lambda method: from_multikey(VECTOR_PUBLIC))


def test_another_key_is_seen(vector: Document) -> None:
    with pytest.raises(BadgeRefused, match="signed by somebody else"):
        check_proof(vector, key_of=lambda method: Ed25519PrivateKey.generate().public_key())


def test_our_badge_is_real_and_says_what_the_certificate_says(badge: Document, certificate: Certificate) -> None:
    assert refusal(badge) == ""
    achievement = badge["credentialSubject"]["achievement"]
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert (badge["name"], achievement["name"], badge["issuer"]["id"]) == (
        "Homes 2027",
        "Homes 2027",
        "http://testserver/badges/issuer/",
    )
    assert "3 lessons" in achievement["description"]
    assert badge["id"].endswith(reverse("courses:check_code", args=[certificate.code]))


def test_a_badge_names_nobody(badge: Document, certificate: Certificate, learner: User) -> None:
    text = json.dumps(badge)
    secrets = [str(learner.email), "Ama", str(learner.public_id), str(certificate.public_id), "identityHash"]
    assert [secret for secret in secrets if secret in text] == []
    assert badge["credentialSubject"]["id"].startswith("urn:uuid:")


def with_change(change: Callable[[Document], object]) -> Callable[[Document], Document]:
    """Return a function that gives a changed copy of a badge."""

    def changed(document: Document) -> Document:
        twin = copy.deepcopy(document)
        change(twin)
        return twin

    return changed


REFUSED = {
    "a changed letter": (with_change(lambda d: d.update(name="Homes 2028")), "changed after it was signed"),
    "a claim more": (
        with_change(lambda d: d["credentialSubject"]["achievement"].update(tag=["honours"])),
        "changed after it was signed",
    ),
    "a word nobody knows": (
        with_change(lambda d: d["credentialSubject"].update(grade="A")),
        "“grade”, a word that its vocabularies do not know",
    ),
    "a type nobody knows": (with_change(lambda d: d["type"].append("Honours")), "“Honours”, a word"),
    "an unknown vocabulary": (
        with_change(lambda d: d["@context"].append("https://words.example/v1")),
        "not a vocabulary we know",
    ),
    "a vocabulary on this machine": (
        with_change(lambda d: d["@context"].append("file:///etc/passwd")),
        "not a vocabulary we know",
    ),
    "a vocabulary of its own": (
        with_change(lambda d: d["@context"].append({"name": "https://schema.org/description"})),
        "vocabulary of its own",
    ),
    "a vocabulary inside": (
        with_change(lambda d: d["credentialSubject"].update({"@context": {"name": "x:y"}})),
        "changes the vocabulary inside",
    ),
    "no vocabulary": (with_change(lambda d: d.pop("@context")), "version 2"),
    "another cryptosuite": (
        with_change(lambda d: d["proof"].update(cryptosuite="ecdsa-rdfc-2019")),
        "cryptosuite is not eddsa-rdfc-2022",
    ),
    "another purpose": (
        with_change(lambda d: d["proof"].update(proofPurpose="authentication")),
        "of a kind we do not check",
    ),
    "no signature": (with_change(lambda d: d.pop("proof")), "not signed"),
    "two signatures": (with_change(lambda d: d.update(proof=[d["proof"], d["proof"]])), "more than one signature"),
    "a short signature": (with_change(lambda d: d["proof"].update(proofValue=base58(b"short"))), "wrong length"),
    "no text for a signature": (with_change(lambda d: d["proof"].update(proofValue=7)), "not written the way"),
    "another school": (
        with_change(
            lambda d: (
                d["issuer"].update(id="https://else.example/i"),
                d["proof"].update(verificationMethod="https://else.example/i#z6Mk"),
            )
        ),
        "another school",
    ),
    "another's key": (
        with_change(lambda d: d["issuer"].update(id="https://else.example/i")),
        "a key that is not its issuer's",
    ),
    "a key we never had": (
        with_change(lambda d: d["proof"].update(verificationMethod=f"{d['issuer']['id']}#{VECTOR_PUBLIC}")),
        "a key that this school never had",
    ),
    "not a badge": (with_change(lambda d: d.update(type=["VerifiableCredential"])), "not an Open Badge"),
    "no issuer": (with_change(lambda d: d.pop("issuer")), "who issued it"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_is_wrong_is_refused_with_a_sentence(badge: Document, fault: str) -> None:
    change, sentence = REFUSED[fault]
    assert sentence in refusal(change(badge))


@pytest.mark.parametrize("document", [None, [], "badge", 7, {}, {"type": []}, {"@context": [], "proof": {}}])
def test_what_is_no_badge_at_all_is_refused(db: None, key_file: Path, document: Any) -> None:
    assert refusal(document) != ""


@pytest.mark.parametrize(
    ("field", "days", "sentence"), [("validFrom", 2, "not valid yet"), ("validUntil", -2, "ran out on")]
)
def test_dates_hold(certificate: Certificate, field: str, days: int, sentence: str) -> None:
    document = badges.badge_document(badges.paper_of(certificate))
    document[field] = (clock.now() + timedelta(days=days)).isoformat()
    assert sentence in refusal(badges.signed(document))


def test_a_withdrawn_badge_is_refused_and_others_are_not(
    school: School,
    certificate: Certificate,
    badge: Document,
    other_learner: User,
    visitor: Client,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    other = badges.badge_for(finish(other_learner, school.lessons))
    assert (refusal(badge), refusal(other)) == ("", "")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_certificate(certificate=certificate, reason="Issued by mistake.", by=None)
    assert (refusal(badge), refusal(other)) == ("It was real, and its issuer has withdrawn it.", "")
    erase_learning(certificate.enrolment.user)
    badges.cache.clear()
    assert refusal(badge) == "It was real, and its issuer has withdrawn it."


def test_the_list_of_the_withdrawn_is_signed_and_public(certificate: Certificate, visitor: Client) -> None:
    response = visitor.get(reverse("courses:badge_status", args=[0]))
    listed = response.json()
    check_proof(listed, key_of=own_key)
    assert (response["Content-Type"], response["Access-Control-Allow-Origin"]) == ("application/ld+json", "*")
    number, index = place_of(certificate.pk)
    assert (number, is_set(listed["credentialSubject"]["encodedList"], index)) == (0, False)
    assert visitor.get(reverse("courses:badge_status", args=[1])).status_code == 404


@pytest.mark.parametrize("change", ["unsigned", "another issuer", "torn", "too short"])
def test_a_list_that_cannot_be_trusted_is_refused(badge: Document, change: str) -> None:
    listed = copy.deepcopy(badges.status_credential(0))
    assert listed is not None
    if change == "unsigned":
        listed["credentialSubject"]["encodedList"] = packed([5])
    elif change == "another issuer":
        listed["issuer"] = "https://else.example/i"
    else:
        listed.pop("proof")
        listed["credentialSubject"]["encodedList"] = "u!!!" if change == "torn" else "u"
        listed = badges.signed(listed)
    with pytest.raises(BadgeRefused, match=r"list of withdrawn|changed after"):
        verify_badge(badge, key_of=own_key, list_at=lambda address: listed, now=clock.now())


def test_bits_come_back_from_the_list() -> None:
    text = packed([0, 7, 8, LENGTH - 1])
    assert [index for index in range(LENGTH) if index < 20 or index > LENGTH - 5 if is_set(text, index)] == [
        0,
        7,
        8,
        LENGTH - 1,
    ]
    assert text == packed([LENGTH - 1, 8, 7, 0])
    with pytest.raises(BadgeRefused):
        is_set(text, LENGTH)


def test_old_keys_stay_published_after_a_change(badge: Document, key_file: Path, visitor: Client) -> None:
    (first,) = published_keys()
    second = rotate_key()
    assert published_keys() == [second, first]
    assert refusal(badge) == ""
    issuer = visitor.get(reverse("courses:badge_issuer")).json()
    assert [method["publicKeyMultibase"] for method in issuer["verificationMethod"]] == [second, first]
    assert issuer["assertionMethod"] == [f"http://testserver/badges/issuer/#{key}" for key in (second, first)]
    assert {row.public for row in BadgeKey.objects.all()} == {first, second}


def test_the_private_key_is_for_its_owner_only(key_file: Path, db: None) -> None:
    public = multikey(signing_key().public_key())
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert multikey(signing_key().public_key()) == public
    assert list(key_file.parent.glob("badge-signing.key.*")) == []
    rotate_key()
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_without_a_key_nothing_is_signed_and_the_page_says_so(
    certificate: Certificate, learner: User, client_of: Callable[[User], Client], key_file: Path, settings: Any
) -> None:
    key_file.unlink(missing_ok=True)
    settings.BADGE_KEY_ON_FIRST_USE = False
    with pytest.raises(NoSigningKey):
        signing_key()
    response = client_of(learner).get(reverse("courses:badge_file", args=[certificate.public_id]))
    assert (response.status_code, "not set up here yet" in response.content.decode()) == (503, True)
    assert Client().get(reverse("courses:badge_status", args=[0])).status_code == 404
    with pytest.raises(CommandError, match=r"Make one: manage\.py badge_key --new"):
        call_command("badge_key", stdout=StringIO())
    assert not key_file.exists()


def test_the_download_is_what_the_command_calls_real(
    certificate: Certificate, learner: User, client_of: Callable[[User], Client], tmp_path: Path
) -> None:
    response = client_of(learner).get(reverse("courses:badge_file", args=[certificate.public_id]))
    assert response["Content-Disposition"] == 'attachment; filename="certificate.json"'
    file = tmp_path / "badge.json"
    file.write_bytes(response.content)
    said = StringIO()
    call_command("verify_badge", str(file), stdout=said)
    call_command("verify_badge", str(file), "--key", published_keys()[0], stdout=said)
    assert said.getvalue().count("Real badge") == 2
    with pytest.raises(CommandError, match=r"Not a real badge\. It was changed"):
        call_command("verify_badge", str(file), "--key", VECTOR_PUBLIC)


@pytest.mark.parametrize("content", ["", "{", "[]", "\udce4", '{"a":' * 5000, "null"])
def test_the_command_refuses_what_is_no_badge(db: None, tmp_path: Path, content: str) -> None:
    file = tmp_path / "badge.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(CommandError, match="Not a real badge"):
        call_command("verify_badge", str(file))
    with pytest.raises(CommandError, match="no readable file"):
        call_command("verify_badge", str(tmp_path / "nothing.json"))


def test_bytes_come_back_from_their_letters() -> None:
    for data in (b"", b"\0", b"\0\0a", bytes(range(64))):
        assert from_base58(base58(data)) == data
    assert multikey(from_multikey(VECTOR_PUBLIC)) == VECTOR_PUBLIC
