"""What the text of an inline event handler gives away: whether it does anything when it is called."""

import re

_IDLE = re.compile(
    r"(return(\s+(true|false|void\(?\s*0?\s*\)?|null|undefined))?|void\(?\s*0?\s*\)?|(true|false|null|undefined|0)|"
    r"(window\.)?(event|e|\$event)\.(stopPropagation|preventDefault|stopImmediatePropagation)\(\)|"
    r"(event|e)\.(cancelBubble|returnValue)\s*=\s*(true|false))?",
    re.IGNORECASE,
)
_LONGEST = 2000
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
_WATCHES = re.compile(
    r"\b(ga|gtag|_gaq|dataLayer|_trackEvent|trackEvent|trackClick|sendEvent|clickLog|click_log|s_objectID|fbq|ytag)\b"
)
_LEADS = re.compile(
    r"\blocation(\.href)?\s*\+?=[^=]|\blocation\.(assign|replace)\(|(^|[^\w.])(window\.)?open\(\s*['\"][^'\"\s]|"
    r"\bhistory\.(back|forward|go)\(|\.submit\(\s*\)"
)
_PLACE = re.compile(r"""(?:location(?:\.href)?\s*=\s*|location\.(?:assign|replace)\(\s*|open\(\s*)(['"])([^'"]+)\1""")


def acts(handler: str) -> bool:
    """Return whether an inline handler does anything that a reader notices, beyond counting clicks."""
    if len(handler) > _LONGEST:
        return True
    code = _COMMENT.sub("", handler.removeprefix("javascript:"))
    return any(not _IDLE.fullmatch(part.strip()) and not _WATCHES.search(part) for part in code.split(";"))


def leads(handler: str) -> bool:
    """Return whether the handler itself says that it goes to another place or sends a form."""
    return len(handler) <= _LONGEST and bool(_LEADS.search(_COMMENT.sub("", handler)))


def places(handler: str) -> list[str]:
    """Return the addresses, as written, to which the handler itself says that it goes."""
    return [found[2] for found in _PLACE.finditer(handler[:_LONGEST])]
