"""The file of axe-core: from the package that carries it, or a newer one that the settings name."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from a11y_audit.core.text import Text
from a11y_audit.errors import SettingsError


@cache
def axe_source(configured: str | None = None) -> str:
    """Return axe-core's script.

    Raises:
        SettingsError: the configured file can't be read.
    """
    if configured is None:
        return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    try:
        return Path(configured).read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            Text(f"axe のファイルを読めません: {configured}", f"The axe file can't be read: {configured}"),
            Text("設定 [render] axe を直してください。", "Correct [render] axe in the settings."),
        ) from error
