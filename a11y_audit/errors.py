"""All errors that the product raises on purpose.

A11yAuditError
 ├─ UsageError          wrong arguments or files (exit 2)
 │   └─ SettingsError   a setting is missing, misspelt or impossible
 └─ AuditError          the work could not be done (exit 3)
     ├─ BrowserError    no browser, or it does not start
     ├─ SiteError       the site can't be reached at its seeds
     ├─ RestError       the site is to be left alone now
     ├─ StoreError      the database is foreign, newer, locked, broken, or the disk is full
     └─ DisagreementError  totals and details of a report differ
"""

from a11y_audit.core.text import Lang, Text

_EXAMINE = Text(
    "a11y-audit doctor で環境を確かめてください。--log-json を付けて実行すると、ファイルに詳しい記録が残ります。",
    "Examine this machine with: a11y-audit doctor. Run this with --log-json to keep a detailed log in a file.",
)
_HELP = Text("使い方は a11y-audit --help で見られます。", "See the usage with: a11y-audit --help")


class A11yAuditError(Exception):
    """Something went wrong that has a known cause: what happened, and what to do."""

    exit_code = 4
    general = _EXAMINE
    """What to do where nothing better is known."""

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint or self.general

    def in_(self, lang: Lang) -> str:
        """Return message and hint in `lang`, on two lines."""
        return f"{self.message.in_(lang)}\n{self.hint.in_(lang)}"


class UsageError(A11yAuditError):
    """An argument or a file given by the user can't be used."""

    exit_code = 2
    general = _HELP


class SettingsError(UsageError):
    """A setting is missing, misspelt or impossible."""


class AuditError(A11yAuditError):
    """The work could not be done, or not completely."""

    exit_code = 3


class BrowserError(AuditError):
    """No browser was found, or it does not start."""


class SiteError(AuditError):
    """The site can't be reached at any of its seeds."""


class RestError(AuditError):
    """The site is to be left alone now: quiet hours, or an emergency that it shows."""


class StoreError(AuditError):
    """The database is foreign, newer, locked or broken, or the disk is full."""


class DisagreementError(AuditError):
    """Totals and details differ, so no report is written."""
