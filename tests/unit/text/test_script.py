import pytest

from a11y_audit.text.script import acts


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
