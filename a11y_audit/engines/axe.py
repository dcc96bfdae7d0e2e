"""axe-core's rules as rules of ours."""

from a11y_audit.core.rule import Rule
from a11y_audit.subject import Page


def rules() -> tuple[Rule[Page], ...]:
    """Return axe's rules, sorted by id."""
    return ()
