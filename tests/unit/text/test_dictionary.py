"""What the dictionary knows of words."""

import pytest

from a11y_audit.text import dictionary


@pytest.mark.parametrize("word", ["日時", "家賃", "見積り", "東京"])
def test_nouns_and_places_are_nouns(word: str) -> None:
    assert dictionary.is_common_noun(word)


@pytest.mark.parametrize("word", ["太郎丸次", "翠野", "これは", "林一"])
def test_names_of_persons_and_what_is_no_word_are_none(word: str) -> None:
    assert not dictionary.is_common_noun(word)


def test_readings_are_in_hiragana() -> None:
    assert {"きょう", "こんにち"} == dictionary.readings("今日")
    assert frozenset() == dictionary.readings("翠野")


def test_a_line_is_cut_into_the_longest_words() -> None:
    assert ["市役所", "の", "窓口"] == [each.written for each in dictionary.tokens("市役所の窓口")]


def test_family_and_given_names_are_told_apart_from_nouns() -> None:
    assert [True, True] == [each.is_person for each in dictionary.tokens("林一")]
    assert [(True, False)] == [(each.is_noun, each.is_person) for each in dictionary.tokens("家賃")]


def test_the_edition_is_a_day() -> None:
    assert dictionary.edition().isdigit()
