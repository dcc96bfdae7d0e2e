"""Texts in two languages and their placeholders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.core.text import Lang, Text

names = st.text("abc", min_size=1, max_size=3)


@pytest.mark.parametrize(("lang", "expected"), [(Lang.JA, "画像"), (Lang.EN, "Image")], ids=str)
def test_each_language_has_its_words(lang: Lang, expected: str) -> None:
    assert expected == Text("画像", "Image").in_(lang)


def test_placeholders_are_filled_in_both_languages() -> None:
    assert Text("3 件の a", "a: 3") == Text("{count} 件の {name}", "{name}: {count}").fill({"count": 3, "name": "a"})


def test_missing_value_stays_visible() -> None:
    assert Text("{alt} です", "{alt}!") == Text("{alt} です", "{alt}!").fill({"other": 1})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("{x.__class__}", "{x.__class__}"),
        ("{x.missing}", "{x.missing}"),
        ("{x[0]}", "{x[0]}"),
        ("{x:>99999999}", "値"),
        ("{x!r}", "値"),
        ("{}", "{}"),
        ("{{x}}", "{x}"),
    ],
)
def test_template_reaches_nothing_but_the_values_themselves(words: str, expected: str) -> None:
    assert Text(expected, expected) == Text(words, words).fill({"x": "値"})


@given(st.dictionaries(names, st.text()), st.lists(names))
def test_values_come_out_as_they_are_even_with_braces(values: dict[str, str], used: list[str]) -> None:
    words = "、".join(f"{{{name}}}" for name in used)
    expected = "、".join(values.get(name, f"{{{name}}}") for name in used)
    assert expected == Text(words, "").fill(values).ja


def test_names_of_placeholders_are_told_by_language() -> None:
    text = Text("{alt} は {count} 件、{{x}}", "{alt}")
    assert (frozenset({"alt", "count"}), frozenset({"alt"})) == text.placeholders


def test_pieces_tell_values_from_words() -> None:
    text = Text("「{alt}」は{count}件、{missing}", "{alt}")
    expected = [("「", False), ("<b>", True), ("」は", False), ("2", True), ("件、", False), ("{missing}", False)]
    assert expected == list(text.pieces(Lang.JA, {"alt": "<b>", "count": 2}))
    assert [("<b>", True)] == list(text.pieces(Lang.EN, {"alt": "<b>"}))
