"""Text from a hostile page, made safe to show."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from a11y_audit.core.printable import printable

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NONCHARACTERS = "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"

texts = st.text(
    st.characters(exclude_categories=()) | st.sampled_from(f"\x00\x1b\t\r\n\x85\u2028{BIDI}{NONCHARACTERS}")
)
limits = st.integers(min_value=1, max_value=30)


@given(texts, limits, st.booleans())
@example("", 1, False)
@example("長い", 1, False)
def test_result_is_never_longer_than_the_limit(text: str, limit: int, newlines: bool) -> None:  # noqa: FBT001
    assert len(printable(text, limit=limit, newlines=newlines)) <= limit


@given(texts, limits, st.booleans())
def test_nothing_that_steers_a_terminal_or_turns_text_round_is_left(text: str, limit: int, newlines: bool) -> None:  # noqa: FBT001
    shown = printable(text, limit=limit, newlines=newlines)
    left = shown.replace("\n", "") if newlines else shown
    assert [] == [char for char in left if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert set() == set(left) & set(BIDI + NONCHARACTERS)
    assert len(left.splitlines()) <= 1
    assert shown.encode().decode() == shown


@given(texts, limits, st.booleans())
def test_second_time_changes_nothing(text: str, limit: int, newlines: bool) -> None:  # noqa: FBT001
    once = printable(text, limit=limit, newlines=newlines)
    assert once == printable(once, limit=limit, newlines=newlines)


@given(st.text(st.characters(categories=("L", "N", "P", "So")), max_size=20))
def test_plain_text_that_fits_stays_as_it_is(text: str) -> None:
    assert text == printable(text, limit=20)


@pytest.mark.parametrize(
    ("text", "newlines", "expected"),
    [
        ("ひかり市　総務部", False, "ひかり市　総務部"),
        ("一\n二\t三\r四", False, "一 二 三 四"),
        ("一\n二\r三\u2028四", True, "一\n二 三 四"),
        ("\x1b[31m赤", False, "\ufffd[31m赤"),
        ("左\u202e右", False, "左\ufffd右"),
        ("\ud800片", False, "\ufffd片"),
        ("あいうえおかきくけこさ", False, "あいうえおかきくけ…"),
        ("👨\u200d👩\u200d👧", False, "👨\u200d👩\u200d👧"),
    ],
    ids=["wide-space", "one-line", "lines-kept", "escape", "bidi", "surrogate", "cut", "joined-emoji"],
)
def test_each_sign_is_shown_as_announced(text: str, newlines: bool, expected: str) -> None:  # noqa: FBT001
    assert expected == printable(text, limit=10, newlines=newlines)
