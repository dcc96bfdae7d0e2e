"""The facade of papers: two audits compared, the pack for a tender, figures to publish."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from a11y_audit import registry
from a11y_audit.assess.addressmap import pairs
from a11y_audit.assess.comparing import compare as laid_together
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import reason_of
from a11y_audit.core.text import Text
from a11y_audit.errors import AuditError, BrowserError, UsageError
from a11y_audit.render.printing import print_pages
from a11y_audit.report.acceptance import FAILED, Comparison, items
from a11y_audit.report.comparison import write_comparison
from a11y_audit.report.masking import masked_view
from a11y_audit.report.opendata import About, write_figures
from a11y_audit.report.tender import Pack, write_archive, write_pack
from a11y_audit.settings import Settings
from a11y_audit.standards import standard
from a11y_audit.store import compared, frontier, reading
from a11y_audit.store import runs as stored_runs
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run
from a11y_audit.store.templates import templates
from a11y_audit.workplace import DATA, OUT, opened, turn, view_of

_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tendered:
    """A pack that was written: its first page, the archive beside its folder, and whether there is a PDF in it."""

    page: Path
    archive: Path
    has_pdf: bool


def compare(
    settings: Settings,
    folder: Path,
    old_id: int,
    new_id: int,
    *,
    address_map: Path | None = None,
    out: Path | None = None,
) -> tuple[Path, bool]:
    """Write two runs beside each other: of one site, or of an old and a new one.

    Args:
        settings: what was agreed for an acceptance, and the languages.
        folder: holds `data/` and `out/`.
        old_id: number of the old run.
        new_id: number of the new one.
        address_map: table of old and new addresses, or None.
        out: folder to write into; one below `out/` unless given.

    Returns:
        The page, and whether every agreed item that a machine can judge passed.

    Raises:
        A11yAuditError: there is no such run, or the table can't be read.
    """
    if old_id == new_id:
        raise UsageError(
            Text("同じ検査どうしは比べられません。", "A run can't be compared with itself."),
            Text("一覧は a11y-audit runs で見られます。", "See the list with: a11y-audit runs"),
        )
    rules = read_map(address_map) if address_map else []
    with opened(folder, create=False) as store:
        comparison = _comparison(store, settings, folder, (old_id, new_id), rules)
        place = out or folder / OUT / f"compare-{old_id:04d}-{new_id:04d}"
        with turn(folder / DATA):
            path = written(place, lambda half: write_comparison(comparison, half, settings.report.languages))
    return path, all(each.verdict is not FAILED for each in items(comparison))


def _comparison(
    store: Store, settings: Settings, folder: Path, runs: tuple[int, int], rules: list[tuple[str, str]]
) -> Comparison:
    old, new = (stored_runs.get(store, each) for each in runs)
    for run in (old, new):
        if run.totals is None:
            raise UsageError(
                Text(f"検査 {run.id} は終わっていません。", f"Run {run.id} has not ended."),
                Text("終わった検査どうしを比べてください。", "Compare runs that have ended."),
            )
    pages = pairs(compared.sheets(store, old.id), compared.sheets(store, new.id), rules)
    before, after = compared.occurrences(store, old.id), compared.occurrences(store, new.id)
    told = laid_together(before, after, pages, compared.looked(store, new.id), standing=reading.standing(store, new.id))
    kinds: dict[str, tuple[Kind, str, Text, Mapping[str, object]]] = {}
    for run in (old, new):
        for defect, (kind, rule, reason, criteria, data) in compared.kinds(store, run.id).items():
            kinds[defect] = (kind, criteria, _words(rule, reason), json.loads(data))
    addresses = frontier.known(store, old.id) | frontier.known(store, new.id)
    now = datetime.now(UTC)
    return Comparison(
        old=view_of(store, old, settings, folder, now=now),
        new=view_of(store, new, settings, folder, now=now),
        pages=tuple(pages),
        defects=tuple(told),
        kinds=kinds,
        addresses=addresses,
        acceptance=settings.acceptance,
    )


def _words(rule: str, reason: str) -> Text:
    try:
        said = reason_of(registry.rule(rule), reason)
    except UsageError:  # a rule that this version no longer has
        said = None
    return said.text if said else Text(f"{rule}: {reason}", f"{rule}: {reason}")


def tender(
    settings: Settings, folder: Path, run_id: int | None = None, *, out: Path | None = None, pdf: bool = True
) -> Tendered:
    """Write the pack for a tender from a run (the newest by default): a folder, and an archive of it beside it.

    Raises:
        A11yAuditError: there is no such run, it has not ended, or the pack can't be written.
    """
    with opened(folder, create=False) as store:
        run = stored_runs.get(store, run_id)
        if run.state == "running" or run.finished_at is None:
            raise UsageError(
                Text(f"検査 {run.id} は終わっていません。", f"Run {run.id} has not ended."),
                Text("終わった検査を指定してください。", "Give a run that has ended."),
            )
        place = out or folder / OUT / f"tender-{run.id:04d}"
        wanted = partial(_pack, store, run, settings, folder)
        with turn(folder / DATA):
            try:
                return _tendered(place, settings, wanted, pdf=pdf)
            except BrowserError:
                # Everything but the PDF needs no browser, and the pack says that it has none.
                return _tendered(place, settings, wanted, pdf=False)


def _tendered(place: Path, settings: Settings, wanted: Callable[..., Pack], *, pdf: bool) -> Tendered:
    prints = partial(print_pages, configured=settings.render.browser) if pdf else None
    pack = wanted(has_pdf=pdf)
    page = written(place, lambda half: write_pack(pack, half, settings.report.languages, prints))
    archive = place.with_name(f"{place.name}.zip")
    half = archive.with_name(f".{archive.name}.new")
    try:
        write_archive(place, half)
        half.replace(archive)
    except OSError as error:
        raise unwritten(archive, error) from error
    finally:
        half.unlink(missing_ok=True)
    return Tendered(page=page, archive=archive, has_pdf=pdf)


def _pack(store: Store, run: Run, settings: Settings, folder: Path, *, has_pdf: bool) -> Pack:
    chosen = settings.tender
    view = view_of(store, run, settings, folder, now=datetime.now(UTC))
    if chosen.mask:
        view = masked_view(view, pictures=chosen.pictures)
    shared = {}
    for row in view.defects():
        if row.state.shared and row.state.state.open:
            shared[row.state.defect] = (row.state, row.words, row.data)
    return Pack(
        view=view,
        settings=settings,
        templates=tuple(templates(store, run.id)),
        shared=shared,
        masked=chosen.mask,
        pictures=chosen.pictures or not chosen.mask,
        has_pdf=has_pdf,
    )


def opendata(settings: Settings, folder: Path, *, licence: str = "", out: Path | None = None) -> Path:
    """Write monthly and yearly figures of the newest run's site with their description; return the description.

    Raises:
        A11yAuditError: no audit has ended, or the figures can't be written.
    """
    with opened(folder, create=False) as store:
        newest = stored_runs.get(store)
        of_site = [run for run in stored_runs.every(store) if run.site == newest.site]
    place = out or folder / OUT / "opendata"
    site = settings.site
    about = About(
        site=site.name or site.city or newest.site,
        publisher=site.city,
        licence=licence,
        standard=standard(settings.rules.profile).name,
    )
    return written(place, lambda half: write_figures(of_site, half, about))


def read_map(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of old and new addresses in a table (CSV, UTF-8 or that of Japanese Windows).

    A first line without any address is taken for its head; what begins with "#" is passed over.

    Raises:
        UsageError: it can't be read, or a line is no pair; the line is named.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(
            Text(f"対応表を読めません: {path}", f"The table of addresses can't be read: {path}"),
            Text("ファイルの名前と場所を確かめてください。", "See that the name and the folder are right."),
        ) from error
    found: list[tuple[str, str]] = []
    for number, row in enumerate(csv.reader(io.StringIO(_decoded(raw, path))), 1):
        cells = [each.strip() for each in row]
        if not any(cells) or cells[0].startswith("#") or (number == 1 and not _is_address(cells[0])):
            continue
        if len(cells) < _COLUMNS or not all(map(_is_address, cells[:_COLUMNS])):
            raise UsageError(
                Text(
                    f"対応表の{number}行目が正しくありません: {path}", f"Line {number} of the table is no pair: {path}"
                ),
                Text(
                    "1行に「旧アドレス,新アドレス」と書いてください（例: /kurashi/*,/life/*）。",
                    "Write “old address,new address” on each line (such as /kurashi/*,/life/*).",
                ),
            )
        found.append((cells[0], cells[1]))
    return found


def _decoded(raw: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(
        Text(f"対応表の文字コードが分かりません: {path}", f"The encoding of the table is not known: {path}"),
        Text("UTF-8 で保存し直してください。", "Save it again as UTF-8."),
    )


def _is_address(word: str) -> bool:
    return word.startswith(("/", "http://", "https://"))


def written(place: Path, write: Callable[[Path], Path]) -> Path:
    """Write a folder beside its place and put it there when it is whole; return what `write` names, in its place.

    Raises:
        AuditError: it can't be written.
    """
    half, before = place.with_name(f".{place.name}.new"), place.with_name(f".{place.name}.old")
    try:
        for rest in (half, before):
            shutil.rmtree(rest, ignore_errors=True)
        half.mkdir(parents=True)
        inner = write(half).relative_to(half)
        if place.exists():
            place.rename(before)
        half.rename(place)
    except OSError as error:
        raise unwritten(place, error) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    shutil.rmtree(before, ignore_errors=True)
    return place / inner


def unwritten(place: Path, error: OSError) -> AuditError:
    """Return the error that tells that a paper could not be written."""
    return AuditError(
        Text(f"書けませんでした: {place}（{error.strerror}）", f"It could not be written: {place} ({error.strerror})"),
        Text("空き容量と書き込みの権限を確かめてください。", "Look at free space and permissions."),
    )
