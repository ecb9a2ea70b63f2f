"""A file of ours opens in a spreadsheet as text and numbers; nothing in it runs, and nothing in it is lost."""

import csv
import io
import math
import tracemalloc
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from lms.lib.spreadsheets import BYTE_ORDER_MARK, as_typed, csv_bytes, csv_response, defused

DANGEROUS = [
    "=",
    "+",
    "-",
    "@",
    "|",
    "%",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    "｜",
    "％",
    "﹦",
    "﹢",
    "﹣",
    "﹫",
    "−",
]
BEFORE = ["", " ", "   ", "\u00a0", "\u200b", "\ufeff", "\u202e", "\u2060", "\u3000", "\x00", "'", "\u3164", " \u200d "]


def read(rows: list[list[Any]]) -> list[list[str]]:
    """Return what a reader of the dialect finds in a file of these rows."""
    text = b"".join(csv_bytes(rows)).decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("sign", DANGEROUS)
def test_what_could_be_a_formula_starts_with_an_apostrophe(sign: str, before: str) -> None:
    text = f"{before}{sign}cmd|'/c calc'!A0"
    assert read([[text]]) == [["'" + text]]


@pytest.mark.parametrize("text", ["Ama", "a=b", "3-1", "'twas", "“=”", "50 %", "1\n=2", "", "Łódź", "أهلا"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert read([[text]]) == [[text]]


def test_numbers_stay_numbers_and_text_that_looks_like_one_stays_text() -> None:
    line = b"".join(csv_bytes([[5, -5, -2.5, Decimal("-0.10"), "-5", "5", True, None, date(2027, 3, 1), math.nan]]))
    assert line.decode("utf-8-sig") == '5,-5,-2.5,-0.10,"\'-5","5","yes","","2027-03-01","nan"\r\n'


def test_translated_words_and_half_characters_are_written() -> None:
    assert read([[gettext_lazy("Download")], ["half \ud800"]]) == [["Download"], ["half ?"]]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), min_size=1, max_size=5))
def test_every_text_comes_back_as_it_was_typed_and_none_can_run(rows: list[list[str]]) -> None:
    encodable = [[text.encode("utf-8", errors="replace").decode() for text in row] for row in rows]
    found = read(rows)
    assert [[as_typed(cell) for cell in row] for row in found] == encodable
    for cell in (cell for row in found for cell in row):
        visible = [one for one in cell if one == "'" or unicodedata.category(one) not in {"Zs", "Cf", "Cc"}]
        assert not visible or unicodedata.normalize("NFKC", visible[0])[0] not in "=+-@|%"


@given(st.text(alphabet=[*DANGEROUS, "'", " ", "a", "\u200b"], max_size=6))
def test_taking_the_apostrophe_off_is_exact(text: str) -> None:
    assert as_typed(defused(text)) == text


def test_memory_stays_flat_however_many_rows_there_are() -> None:
    def peak(number: int) -> int:
        tracemalloc.start()
        for _ in csv_bytes((place, "a name", 0.5) for place in range(number)):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(20_000) < peak(1_000) + 100_000


def test_a_download_is_a_file_that_nobody_keeps() -> None:
    response = csv_response("learners", [["Name"], ["=1"]])
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="learners.csv"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content) == '\ufeff"Name"\r\n"\'=1"\r\n'.encode()
