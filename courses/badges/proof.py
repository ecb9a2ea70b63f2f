"""Signing and checking a document: W3C Data Integrity, cryptosuite eddsa-rdfc-2022."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from courses.badges.linked_data import Document, canonical, check_vocabularies
from courses.badges.multikey import base58, from_base58
from courses.errors import BadgeRefused

CRYPTOSUITE = "eddsa-rdfc-2022"
PURPOSE = "assertionMethod"
SIGNATURE_BYTES = 64


def iso(moment: datetime) -> str:
    """Return an instant as credentials write it: 2027-02-09T10:30:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def hash_data(document: Document, options: Document) -> bytes:
    """Return what is signed: the SHA-256 of the canonical proof options, then that of the canonical document."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    config = {"@context": document["@context"], **{name: options[name] for name in options if name != "proofValue"}}
    return hashlib.sha256(canonical(config)).digest() + hashlib.sha256(canonical(unsecured)).digest()


def sign(document: Document, *, key: Ed25519PrivateKey, method: str, created: datetime) -> Document:
    """Return a document with a proof. `method` is the address at which the public key is published."""
    check_vocabularies(document)
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        "created": iso(created),
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }
    signature = key.sign(hash_data(document, options))
    return {**document, "proof": {**options, "proofValue": base58(signature)}}


def check_proof(document: Document, *, key_of: Callable[[str], Ed25519PublicKey]) -> None:
    """Raise BadgeRefused unless the document's proof is right. `key_of` finds the key of a verification method."""
    check_vocabularies(document)
    proof = document.get("proof")
    if not isinstance(proof, dict):
        raise BadgeRefused("It is not signed, or has more than one signature.")
    wanted: dict[str, Any] = {"type": "DataIntegrityProof", "cryptosuite": CRYPTOSUITE, "proofPurpose": PURPOSE}
    for name, value in wanted.items():
        if proof.get(name) != value:
            raise BadgeRefused(f"Its signature is of a kind we do not check ({name} is not {value}).")
    signature = from_base58(proof.get("proofValue"))
    if len(signature) != SIGNATURE_BYTES:
        raise BadgeRefused("Its signature has the wrong length.")
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise BadgeRefused("It does not say which key it was signed with.")
    key = key_of(method)
    try:
        key.verify(signature, hash_data(document, proof))
    except InvalidSignature as fault:
        raise BadgeRefused("It was changed after it was signed, or signed by somebody else.") from fault
