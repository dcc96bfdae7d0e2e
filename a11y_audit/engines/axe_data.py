"""What axe's checks recorded of a place, as a reason of ours and as values for its text."""

from collections.abc import Mapping

from a11y_audit.core.snapshot import EnginePlace

UNKNOWN = "－"
"""Stands where axe recorded nothing."""
_NAMING = ("prohibited", "invalidAttrs", "needsReview", "values")
"""Keys under which a check names attributes, ids or other parts of the markup."""


def doubt(place: EnginePlace, codes: Mapping[str, str]) -> str:
    """Return the reason code of an undecided place.

    Args:
        place: the place.
        codes: reason codes by axe's message key or id of the check; "default" is for every other key.
    """
    for check, value in place.checks:
        key = value.get("messageKey") if isinstance(value, Mapping) else None
        for each in (key, check):
            if isinstance(each, str) and each in codes:
                return codes[each]
    return codes.get("default", "unsure")


def values(place: EnginePlace) -> str:
    """Return the parts of markup that a place is about: what stands for {values} in its text."""
    recorded = [value for _, value in place.checks]
    return ", ".join(dict.fromkeys(name for value in recorded for name in _named(value))) or UNKNOWN


def _named(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return [each for each in value if isinstance(each, str)]
    if isinstance(value, Mapping):
        return [name for key in _NAMING for name in _named(value.get(key))]
    return []
