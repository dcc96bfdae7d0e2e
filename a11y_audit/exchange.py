"""The facade of the sheets that go out to people and come back: questions, answers, and lists for other tools."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from a11y_audit import registry, review
from a11y_audit.assess.questions import Question
from a11y_audit.assess.taking import Refused, Taken, take
from a11y_audit.audit.judging import Judged
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import reason_of
from a11y_audit.core.target import Box
from a11y_audit.core.text import Text
from a11y_audit.errors import A11yAuditError, StoreError, UsageError
from a11y_audit.report.jis.questionnaire import Pictured, read_sheet, write_csv, write_sheet
from a11y_audit.report.michecker import TestedPage, Told, write_michecker
from a11y_audit.settings import Settings
from a11y_audit.store import answers, pictured, sampled
from a11y_audit.workplace import DATA, OUT, opened, turn

FORMATS: Final = ("xlsx", "csv", "michecker")
REFUSED_SHOWN: Final = 50
_NAME: Final = "review"
_FOLDER: Final = "michecker"
_NOWHERE: Final = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, and how many questions they hold."""

    paths: tuple[Path, ...]
    questions: int


def export(
    settings: Settings, folder: Path, *, formats: Sequence[str], every: bool, out: Path | None, today: date
) -> Exported:
    """Write the questions about the newest sample for people to answer.

    Args:
        settings: waivers, and rules that are off.
        folder: holds `data/` and `out/`.
        formats: some of `FORMATS`.
        every: whether what a machine proved is among them, so that it can be contested.
        out: folder to write into; a new one below `out/` unless given.
        today: the day.

    Raises:
        A11yAuditError: there is no sample, or the folder can't be written.
    """
    judged = review.judge(settings, folder, today=today)
    chosen = judged.questions if every else judged.asked
    place = out or folder / OUT / _NAME
    title = settings.site.name or settings.site.city or judged.sample.site
    try:
        place.mkdir(parents=True, exist_ok=True)
        paths: list[Path] = []
        if "xlsx" in formats:
            with _pictures(folder, judged) as shown:
                path = place / f"{_NAME}.xlsx"
                paths.append(write_sheet(path, chosen, judged.ledger, judged.standard, pictured=shown, title=title))
        if "csv" in formats:
            paths.append(write_csv(place / f"{_NAME}.csv", chosen, judged.ledger, judged.standard))
        if "michecker" in formats:
            tested = list(_tested(folder, judged))
            criteria = [row.criterion for row in judged.table.rows]
            paths.append(write_michecker(place / _FOLDER, tested, criteria)[0])
    except OSError as error:
        raise unwritable(place, error) from error
    return Exported(tuple(paths), len(chosen))


def import_answers(settings: Settings, folder: Path, path: Path, *, person: str, now: datetime) -> Taken:
    """Take the answers of a sheet about the newest sample: all of them or, where one row can't be taken, none.

    Raises:
        A11yAuditError: the sheet can't be read, or a row of it can't be taken; nothing was stored.
    """
    rows = read_sheet(path)
    with turn(folder / DATA):
        judged = review.judge(settings, folder, today=now.date())
        by_id = {each.id: each for each in judged.questions}
        taken = take(rows, by_id, judged.ledger.given, person=person, now=now)
        if taken.refused:
            raise _refusal(path, taken.refused)
        if taken.answers:
            with opened(folder, create=False) as store:
                answers.save_answers(store, judged.sample.site, taken.answers)
    return taken


def unwritable(place: Path, error: OSError) -> UsageError:
    """Return the refusal of a folder that can't be written."""
    cause = error.strerror or type(error).__name__
    return UsageError(
        Text(f"書き出せませんでした: {place}（{cause}）", f"This could not be written: {place} ({cause})"),
        Text(
            "空き容量と書き込みの権限を確かめ、Excel などで開いているファイルを閉じてください。",
            "Look at free space and permissions, and close files that are open in another program.",
        ),
    )


def _refusal(path: Path, refused: Sequence[Refused]) -> A11yAuditError:
    shown = refused[:REFUSED_SHOWN]
    more = len(refused) - len(shown)
    ja = "\n".join(f"・{each.number}行目（{each.question}）：{each.reason.ja}" for each in shown)
    en = "\n".join(f"- row {each.number} ({each.question}): {each.reason.en}" for each in shown)
    if more:
        ja, en = f"{ja}\n・ほか {more} 行", f"{en}\n- {more} more rows"
    return UsageError(
        Text(
            f"読み込めない行が {len(refused)} 行あるので、何も記録しませんでした: {path}\n{ja}",
            f"{len(refused)} rows can't be taken, so nothing was stored: {path}\n{en}",
        ),
        Text(
            "その行を直すか消して、もう一度読み込んでください。ほかの行はそのままでかまいません。",
            "Correct or delete those rows and take the sheet in again; the others may stay.",
        ),
    )


@contextmanager
def _pictures(folder: Path, judged: Judged) -> Iterator[Pictured]:
    """Give what returns the picture of a question, while the store is open."""
    with opened(folder, create=False) as store:
        places = pictured.places_of(store, judged.sample.site)

        def shown(question: Question) -> tuple[bytes, Box] | None:
            if not question.picture:
                return None
            try:
                return store.blobs.get(question.picture), places.get(question.picture, _NOWHERE)
            except StoreError:
                return None

        yield shown


def _tested(folder: Path, judged: Judged) -> Iterator[TestedPage]:
    urls = judged.table.pages
    found: dict[str, list[Told]] = defaultdict(list)
    wanted = {row.criterion.number for row in judged.table.rows}
    known = {rule.id: rule for rule in registry.rules()}
    with opened(folder, create=False) as store:
        for row in sampled.findings_of(store, judged.run.id, urls):
            rule = known.get(row["rule"])
            criteria = tuple(each for each in row["criteria"].split() if each in wanted)
            words = reason_of(rule, row["reason"]) if rule else None
            if rule is None or words is None or not criteria or row["unstable"]:
                continue
            found[row["url"]].append(
                Told(
                    kind=Kind(row["kind"]),
                    criteria=criteria,
                    techniques=rule.techniques,
                    line=row["line"],
                    message=words.text.fill(json.loads(row["data"])),
                )
            )
    titles = {page.url: page.title for page in judged.sample.pages}
    for url in urls:
        yield TestedPage(url, titles.get(url, ""), tuple(found[url]))
