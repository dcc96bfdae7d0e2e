"""The texts of a page, as rules read them."""

from dataclasses import replace

import pytest

from a11y_audit.core.snapshot import Layer, TextLook, TextRun
from a11y_audit.subject import NotGatheredError, Page
from tests.unit.records import body, page, record

LOOK = TextLook("rgb(0, 0, 0)", 16.0, 400, "", "", "", (Layer("colour", "rgb(255, 255, 255)", whole=True),))
DOCUMENT = record(body("<p>市役所</p>"))


def shown(*, looks: tuple[TextLook, ...] | None, problems: tuple[str, ...] = ()) -> Page:
    document = replace(DOCUMENT, texts=(TextRun(4, "", 0, cjk=True, single=False),))
    return Page(replace(page(document).snapshot, looks=looks, problems=problems))


def test_texts_come_with_their_element_and_look() -> None:
    [(element, text, look)] = shown(looks=(LOOK,)).texts()

    assert ("p", True, LOOK) == (element.name, text.cjk, look)


@pytest.mark.parametrize(
    "lacking",
    [shown(looks=None), shown(looks=(), problems=("texts: TypeError",))],
    ids=["recorded before texts were", "could not be gathered"],
)
def test_texts_that_were_not_gathered_are_told(lacking: Page) -> None:
    with pytest.raises(NotGatheredError):
        next(lacking.texts())
