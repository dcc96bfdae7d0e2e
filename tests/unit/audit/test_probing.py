"""Which pages are tried out."""

from dataclasses import replace

import pytest

from a11y_audit.audit.probing import OfTemplates, finished
from a11y_audit.core.lettering import Letters
from a11y_audit.core.snapshot import Evidence
from a11y_audit.probes.page import Recording
from tests.unit.probes.test_page import RESPONSE


def of_templates(**given: object) -> OfTemplates:
    return OfTemplates(**{"per_template": 2, "run_s": 100.0, **given})  # type: ignore[arg-type] -- plain fields


def test_some_pages_of_each_template_are_wanted() -> None:
    choice = of_templates()

    wanted = [(url, skeleton) for skeleton in "AB" for url in "1234" if choice.wants(skeleton + url, skeleton, "")]

    assert wanted == [("1", "A"), ("2", "A"), ("1", "B"), ("2", "B")]


def test_the_second_test_of_a_page_is_wanted_even_when_no_time_is_left() -> None:
    choice = of_templates()
    choice.wants("a", "A", "")
    choice.spent(1_000)

    assert choice.wants("a", "A", "")
    assert not choice.wants("b", "B", "")
    assert choice.left_out == 1


def test_pages_that_changed_are_wanted_until_half_of_the_time_is_used() -> None:
    choice = of_templates(per_template=0, before={"a": "x", "b": "x", "c": "x"})

    assert choice.wants("a", "A", "other")
    assert not choice.wants("b", "A", "x")
    choice.spent(50)
    assert not choice.wants("c", "A", "other")


def test_pages_that_were_tried_out_before_are_wanted_again() -> None:
    choice = of_templates(per_template=0, before={"a": "x"}, held=frozenset({"a"}))
    choice.spent(99)

    assert choice.wants("a", "A", "x")


def test_an_interrupted_run_goes_on_with_what_it_tried_out() -> None:
    choice = of_templates(tried={"a": "A", "b": "A"})

    assert not choice.wants("c", "A", "")


@pytest.mark.parametrize(
    ("letters", "told"),
    [(None, "zoom:2"), (Letters({}), "letters:1 zoom:2"), (Letters({}, unread=1), "zoom:2")],
    ids=["none read", "all read", "some read"],
)
def test_what_got_to_its_end_is_told(letters: Letters | None, told: str) -> None:
    evidence = {
        "zoom": Evidence(version=2, finished=True, data={}),
        "walk": Evidence(version=1, finished=False, data={}),
    }
    recording = replace(Recording(RESPONSE, "", None, None), evidence=evidence, letters=letters)

    assert told == finished(recording)
