"""Which page became which."""

from a11y_audit.assess.moves import PageMark, successors


def mark(key: int, title: str = "", likeness: str = "", name: str = "") -> PageMark:
    return PageMark(id=key, title=title, likeness=likeness, name=name)


def test_redirects_go_before_all_else() -> None:
    assert {1: 9} == successors([mark(1, "題")], [mark(2, "題"), mark(9, "別")], {1: 9})


def test_what_shows_the_same_is_the_same() -> None:
    assert {1: 2} == successors([mark(1, "古", "x")], [mark(2, "新", "x"), mark(3, "古", "y")], {})


def test_title_and_name_tell_pages_apart_that_share_a_title() -> None:
    went, came = [mark(1, "題", name="a"), mark(2, "題", name="b")], [mark(3, "題", name="b"), mark(4, "題", name="a")]
    assert {1: 4, 2: 3} == successors(went, came, {})


def test_of_two_with_one_title_nobody_can_say() -> None:
    assert {} == successors([mark(1, "題")], [mark(2, "題"), mark(3, "題")], {})
    assert {} == successors([mark(1)], [mark(2)], {})
