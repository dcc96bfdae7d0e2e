import pytest

from a11y_audit.text.script import acts, leads, places


@pytest.mark.parametrize(
    "handler",
    [
        "openMenu()",
        "location.href='a.html'",
        "javascript:location.href='a.html';",
        "event.stopPropagation(); toggle(this)",
        "gtag('event', 'click'); openMenu(); return false;",
        "this.classList.toggle('open') // opens",
        "/*" * 10_000,
    ],
)
def test_handler_acts(handler: str) -> None:
    assert acts(handler)


@pytest.mark.parametrize(
    "handler",
    [
        "",
        " ; ",
        "return false;",
        "return",
        "void(0)",
        "javascript:void(0);",
        "event.stopPropagation()",
        "e.preventDefault(); return false",
        "event.cancelBubble = true",
        "/* openMenu() */",
        "// openMenu()",
        "gtag('event', 'click')",
        "ga('send', 'event', 'banner'); return true;",
    ],
)
def test_handler_does_nothing_that_a_reader_notices(handler: str) -> None:
    assert not acts(handler)


@pytest.mark.parametrize(
    "handler",
    [
        "location.href='a.html'",
        "window.location = 'a.html'; return false",
        "location.assign('https://example.com/')",
        "window.open('map.html', 'map')",
        "history.back()",
        "document.forms[0].submit()",
    ],
)
def test_handler_says_that_it_leads_elsewhere(handler: str) -> None:
    assert leads(handler)


@pytest.mark.parametrize(
    "handler",
    ["openMenu()", "if (location.href == 'a.html') open()", "map.open(marker)", "dialog.open()", "x" * 10_000],
)
def test_handler_does_not_say_where_it_leads(handler: str) -> None:
    assert not leads(handler)


def test_places_of_a_handler() -> None:
    assert places("if (a) location.href = 'a.html'; else window.open('b.html')") == ["a.html", "b.html"]
    assert places("location = path") == []
