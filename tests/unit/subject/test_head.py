"""What a page says of itself to crawlers."""

from dataclasses import replace

import pytest

from a11y_audit.subject import Page, head
from tests.unit.records import URL, page


def shown(inside: str, **headers: str) -> Page:
    made = page(f"<html><head>{inside}</head><body><p>文</p></body></html>")
    return Page(replace(made.snapshot, headers={name.replace("_", "-"): value for name, value in headers.items()}))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<link rel="canonical" href="/a?b=1">', "https://www.city.example.jp/a?b=1"),
        ('<link rel="Alternate CANONICAL" href="b"><link rel="canonical" href="/c">', f"{URL}b"),
        ('<base href="/d/"><link rel="canonical" href="e">', "https://www.city.example.jp/d/e"),
        ('<link rel="canonical" href=" ">', None),
        ('<link rel="canonical">', None),
        ('<link rel="canonical" href="http://[">', None),
        ('<link rel="next" href="/f">', None),
    ],
)
def test_canonical_address(inside: str, expected: str | None) -> None:
    assert expected == head.canonical(shown(inside))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=/a", "https://www.city.example.jp/a"),
        ("5;URL='/b'", "https://www.city.example.jp/b"),
        ('5, "/c"', "https://www.city.example.jp/c"),
        ("0.5 ; /d", "https://www.city.example.jp/d"),
        ("300", None),
        ("300;", None),
        ("url=/e", None),
    ],
)
def test_where_a_page_leads_after_its_time(content: str, expected: str | None) -> None:
    escaped = content.replace('"', "&quot;")
    assert expected == head.refresh(shown(f'<meta http-equiv="Refresh" content="{escaped}">'))


def test_what_robots_are_told() -> None:
    told = shown('<meta name="ROBOTS" content="noindex"><meta name="description" content="x">', x_robots_tag="nofollow")
    assert ("noindex", "nofollow") == head.directives(told)
    assert () == head.directives(shown(""))
