import pytest

from a11y_audit.text.topic import shares, topics


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("図書館の休館日", "休館日は月曜日です"),
        ("ゴミ収集カレンダー", "収集の曜日"),
        ("Opening Hours", "We are open on Mondays"),
        ("市", "図書館"),
        ("2026年", "月曜日"),
        ("", "図書館"),
        ("도서관", "도서관 안내"),
    ],
)
def test_texts_share_a_topic_or_tell_none(text: str, other: str) -> None:
    assert shares(text, other)


@pytest.mark.parametrize(
    ("text", "other"), [("図書館", "月曜日は休みです"), ("Weather", "We are open on Mondays"), ("ゴミ", "収集の曜日")]
)
def test_texts_share_no_topic(text: str, other: str) -> None:
    assert not shares(text, other)


def test_topics_are_pairs_of_letters_and_beginnings_of_words() -> None:
    assert topics("図書館の new Libraries") == {"図書", "書館", "libr"}
