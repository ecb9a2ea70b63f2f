"""Every block of an ordinary page shows a trainer what it looks like before it is chosen."""

import pytest
from django.core.exceptions import ValidationError

from cms.blocks import page_blocks
from cms.models import Organisation

BLOCKS = dict(page_blocks())


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_says_what_it_is_for(name: str) -> None:
    block = BLOCKS[name]
    assert block.meta.description
    assert block.meta.icon != "placeholder"
    assert block.meta.group in {"Say", "Show"}
    assert block.is_previewable


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["heading", "text", "callout", "quote", "opinion", "debate", "video"])
def test_a_block_renders_its_preview(name: str) -> None:
    block = BLOCKS[name]
    assert block.render(block.get_preview_value()).strip()


@pytest.mark.django_db
def test_a_picture_needs_a_description_or_the_mark_of_decoration() -> None:
    block = BLOCKS["image"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"image": None, "alt": "", "decorative": False, "caption": ""}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("transcript", "refused"), [("<p></p>", {"transcript"}), ("<p>A councillor opens the meeting at six.</p>", set())]
)
def test_a_video_needs_a_transcript(transcript: str, refused: set[str]) -> None:
    block = BLOCKS["video"]
    value = {
        "title": "How a planning meeting works",
        "address": "https://video.example/planning",
        "length_minutes": 6,
        "size_mb": "18.0",
        "captions_checked_by": "Programme team",
        "captions_checked_on": "2026-06-30",
        "transcript": transcript,
        "bsl_address": "",
    }
    errors: set[str] = set()
    try:
        block.clean(block.to_python(value))
    except ValidationError as error:
        errors = set(error.block_errors)
    assert errors == refused


@pytest.mark.django_db
def test_an_opinion_names_whose_it_is() -> None:
    organisation = Organisation.objects.create(name="Calder Tenants Union", slug="ctu", is_example=True)
    block = BLOCKS["opinion"]
    value = block.to_python({"organisation": organisation.pk, "text": "<p>Build on public land first.</p>"})
    for html in (block.render(value), block.print_form(value)):
        assert "Opinion of Calder Tenants Union" in html
        assert "(example)" in html
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"organisation": None, "text": "<p>Whose?</p>"}))


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["evidence_for", "evidence_against", "unknown", "sources"])
def test_a_debate_shows_both_sides_and_what_is_not_known(side: str) -> None:
    block = BLOCKS["debate"]
    value = dict(block.meta.preview_value)
    html = block.render(block.to_python(value))
    assert [html.count(words) for words in ("speaks for it", "speaks against it", "not known")] == [1, 1, 1]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({**value, side: ""}))
