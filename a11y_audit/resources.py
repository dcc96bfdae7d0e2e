"""Where the rules, templates and data lie: beside the package in a checkout, inside it in an installation."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_BUNDLED = PACKAGE / "_bundled"
ROOT = _BUNDLED if _BUNDLED.is_dir() else PACKAGE.parent

CHECKS = ROOT / "checks"
CONFIG = ROOT / "config"
REPORTS = ROOT / "reports"
