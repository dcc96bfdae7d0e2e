"""What a status and its headers say about a page."""

import pytest

from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.render.refusals import failure, refusal

DATE = "Wed, 01 Apr 2026 00:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (429, {"retry-after": "30"}, NotAudited(Why.TOO_MANY, "429", 30)),
        (503, {"retry-after": "Wed, 01 Apr 2026 00:01:00 GMT", "date": DATE}, NotAudited(Why.SERVER_ERROR, "503", 60)),
        (503, {"retry-after": DATE, "date": "Wed, 01 Apr 2026 00:01:00 GMT"}, NotAudited(Why.SERVER_ERROR, "503", 0)),
        (503, {"retry-after": DATE}, NotAudited(Why.SERVER_ERROR, "503", 0)),
        (503, {"retry-after": "soon"}, NotAudited(Why.SERVER_ERROR, "503", 0)),
        (429, {}, NotAudited(Why.TOO_MANY, "429", 0)),
        (500, {"retry-after": "30"}, NotAudited(Why.SERVER_ERROR, "500")),
        (404, {}, NotAudited(Why.NOT_FOUND, "404")),
        (204, {}, NotAudited(Why.EMPTY, "204")),
    ],
    ids=[
        "seconds",
        "date",
        "past",
        "date without clock",
        "no time",
        "nothing said",
        "other fault",
        "missing",
        "nothing",
    ],
)
def test_refusal_tells_how_long_the_server_asks_to_wait(
    status: int, headers: dict[str, str], expected: NotAudited
) -> None:
    assert expected == refusal(status, headers)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Target page, context or browser has been closed", Why.CRASH),
        ("Page crashed", Why.CRASH),
        ("net::ERR_CERT_DATE_INVALID at https://a/", Why.TLS),
        ("net::ERR_CERT_AUTHORITY_INVALID at https://a/", Why.TLS),
        ("net::ERR_SSL_PROTOCOL_ERROR at https://a/", Why.TLS),
        ("net::ERR_UNSAFE_PORT at http://a:6000/", Why.UNSAFE_PORT),
        ("about:neterror?e=deniedPortAccess&u=http%3A//a%3A6000/", Why.UNSAFE_PORT),
        ("net::ERR_UNSAFE_REDIRECT at https://a/", Why.LEFT_SITE),
        ("net::ERR_EMPTY_RESPONSE at https://a/", Why.NETWORK),
    ],
)
def test_failure_tells_why_nothing_came_up(message: str, expected: Why) -> None:
    assert NotAudited(expected, f"Page.goto: {message}") == failure(f"Page.goto: {message}\nCall log:\n  - navigating")
