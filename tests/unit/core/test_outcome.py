"""The table of precedence as a lattice, and the words for kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.core.outcome import PRECEDENCE, Kind, Outcome, prevailing

states = st.sampled_from(PRECEDENCE)
said = st.lists(states)


@given(said, said, said)
def test_order_and_grouping_do_not_matter(one: list[str], two: list[str], three: list[str]) -> None:
    whole = prevailing([*one, *two, *three])
    assert whole == prevailing([*three, *one, *two])
    groups = [prevailing(each) for each in (one, two, three) if each]
    assert whole == prevailing(groups)


@given(said)
def test_saying_it_again_changes_nothing(one: list[str]) -> None:
    assert prevailing(one) == prevailing([*one, *one])


@given(st.lists(states, min_size=1), states)
def test_one_more_word_never_makes_it_better(one: list[str], more: str) -> None:
    assert PRECEDENCE.index(prevailing([*one, more])) == min(PRECEDENCE.index(each) for each in (*one, more))


@given(said)
def test_failure_prevails_over_everything(one: list[str]) -> None:
    assert prevailing([*one, "failed"]) == "failed"


@given(said)
def test_passed_never_covers_what_was_not_tested(one: list[str]) -> None:
    assert prevailing([*one, "passed", "untested"]) not in ("passed", "inapplicable")


@pytest.mark.parametrize("nothing", [[], ["advice"], ["advice", "no such word"]], ids=["silence", "advice", "unknown"])
def test_nothing_said_is_not_tested(nothing: list[str]) -> None:
    assert prevailing(nothing) == "untested"


def test_advice_alone_has_no_outcome() -> None:
    assert [Kind.ADVICE] == [kind for kind in Kind if kind.outcome is None]
    assert set(Outcome) - {Outcome.INAPPLICABLE} == {kind.outcome for kind in Kind} - {None}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_heading_of_its_own(kind: Kind) -> None:
    assert kind.heading.ja
    assert kind.heading.en
    assert 1 == [each.heading for each in Kind].count(kind.heading)
