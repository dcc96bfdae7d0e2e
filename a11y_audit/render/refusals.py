"""Why an address gave no page: from the browser's message, or from the answer's status and type."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from a11y_audit.core.visit import NotAudited, Why

HTML_TYPES = ("text/html", "application/xhtml+xml")
_STATUSES = {
    204: Why.EMPTY,
    205: Why.EMPTY,
    401: Why.LOGIN,
    403: Why.FORBIDDEN,
    404: Why.NOT_FOUND,
    407: Why.LOGIN,
    410: Why.NOT_FOUND,
    429: Why.TOO_MANY,
}
_ERRORS = (
    ("ERR_NAME_NOT_RESOLVED", Why.NO_HOST),
    ("ERR_CONNECTION_REFUSED", Why.REFUSED),
    ("ERR_ADDRESS_UNREACHABLE", Why.REFUSED),
    ("ERR_UNSAFE_PORT", Why.UNSAFE_PORT),
    ("deniedPortAccess", Why.UNSAFE_PORT),
    ("ERR_CERT_", Why.TLS),
    ("ERR_SSL_", Why.TLS),
    ("ERR_TOO_MANY_REDIRECTS", Why.REDIRECT_LOOP),
    ("ERR_UNSAFE_REDIRECT", Why.LEFT_SITE),
    ("ERR_TIMED_OUT", Why.TIMEOUT),
    ("ERR_CONNECTION_TIMED_OUT", Why.TIMEOUT),
    ("ERR_INVALID_AUTH_CREDENTIALS", Why.LOGIN),
    ("Download is starting", Why.NOT_HTML),
    ("crashed", Why.CRASH),
    ("has been closed", Why.CRASH),
)
"""Marks in the browsers' messages. An unsafe redirect is one to `file:`, `data:` or `about:`."""


def failure(message: str) -> NotAudited:
    """Return why a navigation failed, from the browser's message."""
    why = next((why for mark, why in _ERRORS if mark in message), Why.NETWORK)
    return NotAudited(why, message.splitlines()[0][:200])


def refusal(status: int, headers: Mapping[str, str]) -> NotAudited | None:
    """Return why a response of that status and type is no page to audit, or None when it is one."""
    if status in _STATUSES:
        return NotAudited(_STATUSES[status], str(status), _retry_after_s(status, headers))
    if status >= 500:  # noqa: PLR2004 -- RFC 9110, section 15.6
        return NotAudited(Why.SERVER_ERROR, str(status), _retry_after_s(status, headers))
    if status >= 400:  # noqa: PLR2004 -- RFC 9110, section 15.5
        return NotAudited(Why.CLIENT_ERROR, str(status))
    content_type = headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if content_type not in HTML_TYPES:
        return NotAudited(Why.NOT_HTML, content_type)
    return None


def _retry_after_s(status: int, headers: Mapping[str, str]) -> float | None:
    # RFC 9110, section 10.2.3: seconds or a date; a date is measured by the server's own clock.
    if status not in (429, 503):
        return None
    wish = headers.get("retry-after", "").strip()
    if wish.isascii() and wish.isdecimal():
        return float(wish)
    try:
        until, now = parsedate_to_datetime(wish), parsedate_to_datetime(headers.get("date", ""))
        return max((until - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return 0.0
