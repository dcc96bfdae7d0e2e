"""Techniques and situations name only what exists."""

import pytest

from a11y_audit.core.criterion import Level
from a11y_audit.standards import Situation, Technique, situations, standard, techniques

EVERY_TECHNIQUE = [pytest.param(technique, id=technique.id) for technique in techniques().values()]
EVERY_SITUATION = [pytest.param(situation, id=situation.key) for situation in situations()]
PREFIXES = {
    "general": "G",
    "html": "H",
    "css": "C",
    "client-side-script": "SCR",
    "server-side-script": "SVR",
    "aria": "ARIA",
    "pdf": "PDF",
    "smil": "SM",
    "text": "T",
    "failure": "F",
}


@pytest.mark.parametrize("technique", EVERY_TECHNIQUE)
def test_id_fits_the_technology(technique: Technique) -> None:
    assert PREFIXES[technique.technology] == technique.id.rstrip("0123456789")


@pytest.mark.parametrize("technique", EVERY_TECHNIQUE)
def test_titles_are_there_in_both_languages(technique: Technique) -> None:
    assert technique.title.ja.strip()
    assert technique.title.en.strip()
    assert (frozenset(), frozenset()) == technique.title.placeholders


@pytest.mark.parametrize("technique", EVERY_TECHNIQUE)
def test_criteria_of_a_failure_exist(technique: Technique) -> None:
    known = (standard("jis2016"), standard("wcag22"))
    assert all(any(number in each for each in known) for number in technique.criteria)


def test_every_failure_but_f19_names_its_criteria_and_nothing_else_does() -> None:
    named = {technique.id for technique in techniques().values() if technique.criteria}
    # F19 fails a conformance requirement instead of a criterion.
    assert {own.id for own in techniques().values() if own.technology == "failure"} - {"F19"} == named


@pytest.mark.parametrize(
    ("id_", "criteria"),
    [("F32", ("1.3.2",)), ("F65", ("1.1.1",)), ("F77", ("4.1.1",)), ("F89", ("2.4.4", "2.4.9", "4.1.2"))],
)
def test_failures_by_value(id_: str, criteria: tuple[str, ...]) -> None:
    assert criteria == techniques()[id_].criteria


@pytest.mark.parametrize("id_", ["F5", "F6", "F11", "F17", "F21", "F35", "F45", "F62", "F64", "F76", "H1", "G2"])
def test_ids_that_w3c_does_not_use_are_not_known(id_: str) -> None:
    assert id_ not in techniques()


@pytest.mark.parametrize("situation", EVERY_SITUATION)
def test_situation_names_only_known_techniques_that_are_no_failures(situation: Situation) -> None:
    for group in situation.alternatives:
        assert group
        for id_ in group:
            assert techniques()[id_].technology != "failure"


@pytest.mark.parametrize("situation", EVERY_SITUATION)
def test_situation_belongs_to_its_criterion(situation: Situation) -> None:
    assert situation.criterion in standard("jis2016")
    assert situation.key == situation.criterion or situation.key.startswith(situation.criterion + "-")


@pytest.mark.parametrize("situation", EVERY_SITUATION)
def test_alternatives_are_different_and_enough(situation: Situation) -> None:
    assert len(set(situation.alternatives)) == len(situation.alternatives)
    assert 1 <= situation.needed <= len(situation.alternatives)


def test_every_criterion_of_level_aa_has_a_situation() -> None:
    assert {own.number for own in standard("jis2016").at(Level.AA)} == {own.criterion for own in situations()}


def test_keys_are_unique() -> None:
    assert len(situations()) == len({situation.key for situation in situations()})


def test_general_technique_needs_a_specific_one_and_ways_to_a_page_need_two() -> None:
    by_key = {situation.key: situation for situation in situations()}
    assert ("G94", "H37") in by_key["1.1.1-A"].alternatives
    assert by_key["1.1.1-E"].alternatives == (("G143", "G144"),)
    assert ("G69", "G58") in by_key["1.2.3"].alternatives
    assert by_key["2.4.5"].needed == 2
