"""The whole trend report: its pages and tables, written beside their place and put there in one step."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from a11y_audit.core.text import Lang
from a11y_audit.report import trend_html, trend_tables
from a11y_audit.report.duties import Duties
from a11y_audit.report.lessons import Lesson
from a11y_audit.report.trend_view import TrendView
from a11y_audit.report.write import beside


def write_trend(
    view: TrendView,
    duties: Callable[[Path], Duties],
    lessons: Sequence[Lesson],
    out: Path,
    *,
    formats: Collection[str],
    languages: Sequence[Lang],
) -> Path:
    """Write the trend into the folder `out`; return index.html, or the folder when no HTML was asked for.

    `duties` writes what is to be done by each department below a folder, and tells it.

    Raises:
        AuditError: the folder can't be written.
    """
    with beside(out) as half:
        # The tables come first, since the pages tell their sizes.
        if "csv" in formats:
            trend_tables.write_csv(view, half)
        if "xlsx" in formats:
            trend_tables.write_xlsx(view, half)
        told = duties(half)
        if "html" in formats:
            trend_html.write_html(view, told, lessons, half, languages)
    return out / "index.html" if "html" in formats else out
