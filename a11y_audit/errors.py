"""All errors that the product raises on purpose.

A11yAuditError
 ├─ UsageError          wrong arguments or files (exit 2)
 │   └─ SettingsError   a setting is missing, misspelt or impossible
 └─ AuditError          the work could not be done (exit 3)
     ├─ BrowserError    no browser, or it does not start
     ├─ SiteError       the site can't be reached at its seeds
     ├─ StoreError      the database is foreign, newer, locked, broken, or the disk is full
     └─ DisagreementError  totals and details of a report differ
"""

from a11y_audit.core.text import Lang, Text


class A11yAuditError(Exception):
    """Something went wrong that has a known cause: what happened, and what to do."""

    exit_code = 4

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint

    def in_(self, lang: Lang) -> str:
        """Return message and hint in `lang`, on two lines."""
        lines = [self.message.in_(lang)]
        if self.hint:
            lines.append(self.hint.in_(lang))
        return "\n".join(lines)


class UsageError(A11yAuditError):
    """An argument or a file given by the user can't be used."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting is missing, misspelt or impossible."""


class AuditError(A11yAuditError):
    """The work could not be done, or not completely."""

    exit_code = 3


class BrowserError(AuditError):
    """No browser was found, or it does not start."""


class SiteError(AuditError):
    """The site can't be reached at any of its seeds."""


class StoreError(AuditError):
    """The database is foreign, newer, locked or broken, or the disk is full."""


class DisagreementError(AuditError):
    """Totals and details differ, so no report is written."""
