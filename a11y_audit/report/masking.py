"""Take mail addresses and telephone numbers out of what a page says, for papers that leave the house."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from a11y_audit.core.finding import Datum
from a11y_audit.core.text import Text
from a11y_audit.report.view import DefectRow, FindingRow, PageRow, PictureView, ReportView
from a11y_audit.text.personal import masked


def masked_view(view: ReportView, *, pictures: bool) -> ReportView:
    """Return the view of a run with nothing in it that a page says of a person, as far as it can be recognised.

    Args:
        view: the run.
        pictures: whether pictures of places stay: of which it is known what is to be covered in them.
    """
    return replace(
        view,
        contact=masked(view.contact),
        waivers=tuple(replace(each, person="") for each in view.waivers),
        settings={key: masked(value) for key, value in view.settings.items() if not _is_private(key)},
        defects=lambda: _defects(view.defects(), pictures=pictures),
        pages=lambda: map(_page, view.pages()),
        findings=lambda: map(_finding, view.findings()),
        unstable=lambda: map(_finding, view.unstable()),
    )


def _is_private(key: str) -> bool:
    return key.partition(".")[0] in ("notify", "access", "waiver")


def _defects(rows: Iterable[DefectRow], *, pictures: bool) -> Iterator[DefectRow]:
    for row in rows:
        yield replace(
            row,
            selector=masked(row.selector),
            snippet=masked(row.snippet),
            data=_data(row.data),
            picture=_covered(row.picture) if pictures else None,
            pages=tuple((url, masked(title)) for url, title in row.pages),
        )


def _covered(picture: PictureView | None) -> PictureView | None:
    """Return a picture that is to be shown with covers; None where nobody knows what it shows."""
    return replace(picture, hidden=True) if picture and picture.covers is not None else None


def _data(data: Mapping[str, Datum]) -> dict[str, Datum]:
    return {key: _datum(value) for key, value in data.items()}


def _datum(value: Datum) -> Datum:
    match value:
        case str():
            return masked(value)
        case list():
            return [masked(each) for each in value]
        case _:
            return value


def _page(row: PageRow) -> PageRow:
    return replace(row, title=masked(row.title))


def _finding(row: FindingRow) -> FindingRow:
    return replace(
        row,
        page_title=masked(row.page_title),
        message=Text(masked(row.message.ja), masked(row.message.en)),
        selector=masked(row.selector),
        snippet=masked(row.snippet),
    )
