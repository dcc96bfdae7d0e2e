"""How criteria are judged, as data: every criterion of every standard, with parts and kinds that pages have."""

import pytest

from a11y_audit.core.criterion import Level
from a11y_audit.standards import STANDARD_IDS, standard
from a11y_audit.standards.judging import Judging, judging, kind_names
from a11y_audit.subject import content
from tests.unit.records import body, page

NUMBERS = sorted({str(each.number) for name in STANDARD_IDS for each in standard(name).at(Level.AA)})


@pytest.mark.parametrize("number", NUMBERS)
def test_criterion_is_judged_by_parts_that_pages_have_and_kinds_that_have_a_name(number: str) -> None:
    own = judging(number)
    assert own != Judging()
    assert set(own.evidence) <= set(content(page(body("<p>文</p>"))).parts)
    assert set(own.absent) <= set(kind_names())


def test_a_criterion_of_a_coming_standard_is_judged_template_by_template_and_always_applies() -> None:
    assert Judging() == judging("9.9.9")
    assert () == judging("9.9.9").absent


def test_names_of_kinds_are_in_both_languages() -> None:
    assert all(name.ja.strip() and name.en.isascii() for name in kind_names().values())
