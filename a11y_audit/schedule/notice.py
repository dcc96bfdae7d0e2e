"""The notice of a night: whether there is something to tell, and the three lines that a manager reads."""

from dataclasses import dataclass
from typing import Final

from a11y_audit.core.printable import printable
from a11y_audit.core.text import Lang, Text
from a11y_audit.report.notation import number, share
from a11y_audit.schedule.journal import Night

_LIMIT: Final = 200
_SUBJECT: Final = Text(
    "［検査］{site}: 新しい問題 {fresh}・直った問題 {fixed}", "[Audit] {site}: {fresh} new, {fixed} repaired"
)
_SUBJECT_FAILED: Final = Text("［検査］{site}: 検査できませんでした", "[Audit] {site}: could not be audited")
_CHANGES: Final = Text(
    "新しく見つかった問題 {fresh} 件、直った問題 {fixed} 件、残っている問題 {open} 件です。",
    "{fresh} problems are new, {fixed} were repaired, {open} remain.",
)
_PAGES: Final = Text(
    "{found} ページのうち {audited} ページ（{coverage}）を検査し、{failed} ページ（{ratio}）に問題があります。",
    "{audited} of {found} pages ({coverage}) were audited; {failed} of them ({ratio}) have a failure.",
)
_FIRST: Final = Text(
    "まず直すところ: {what}（直すと {pages} ページがよくなります）",
    "To repair first: {what} ({pages} pages get better)",
)
_NOTHING: Final = Text("今すぐ直すところはありません。", "Nothing has to be repaired at once.")
_FAILED: Final = Text("昨夜の検査はできませんでした。", "The audit of last night could not be done.")
_CUT_OFF: Final = Text(
    "前回の夜は途中で切れました（停電など）。続きから検査しました。",
    "The night before was cut off (a power cut or the like); this one went on from there.",
)
_PARTIAL: Final = Text(
    "途中までの結果です。残りは次の夜に検査します。", "These are results so far; the rest follows in the next night."
)
_GATE: Final = Text("条件を満たしません: {objection}", "Gate: {objection}")
_REPORT: Final = Text("報告書: {path}", "Report: {path}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told of a night.

    Attributes:
        site: whose.
        night: what became of it.
        first: what to repair first, in words, and on how many pages it is; None when there is nothing.
        objections: limits of the settings that are broken.
        report: where the report is, or "".
        cut_off: whether the night before was cut off.
    """

    site: str
    night: Night
    first: tuple[Text, int] | None = None
    objections: tuple[Text, ...] = ()
    report: str = ""
    cut_off: bool = False

    def subject(self, lang: Lang) -> str:
        """Return the subject of a mail, on one line."""
        values = {"site": self.site, "fresh": _fresh(self.night), "fixed": self.night.numbers.get("fixed", 0)}
        words = _SUBJECT_FAILED if self.night.error[0] else _SUBJECT
        return printable(words.fill(values).in_(lang), limit=_LIMIT)

    def lines(self, lang: Lang) -> list[str]:
        """Return the three lines, and below them what else is to be known."""
        if self.night.error[0]:
            found = [_FAILED.in_(lang), *Text(*self.night.error).in_(lang).splitlines()]
        else:
            found = [*self._three(lang)]
        if self.cut_off:
            found.append(_CUT_OFF.in_(lang))
        if self.night.state == "partial" and not self.night.error[0]:
            found.append(_PARTIAL.in_(lang))
        found += [_GATE.fill({"objection": each.in_(lang)}).in_(lang) for each in self.objections]
        if self.report:
            found.append(_REPORT.fill({"path": self.report}).in_(lang))
        return [printable(line, limit=_LIMIT * 2) for line in found]

    def _three(self, lang: Lang) -> tuple[str, str, str]:
        numbers = self.night.numbers
        found, audited, failed = (numbers.get(key, 0) for key in ("found", "audited", "failed_pages"))
        changes = {"fresh": _fresh(self.night), "fixed": numbers.get("fixed", 0), "open": numbers.get("open", 0)}
        pages = {"found": found, "audited": audited, "failed": failed}
        shares = {"coverage": share(self.night.coverage), "ratio": share(failed / audited if audited else None)}
        first = _NOTHING
        if self.first:
            what = Text(*(printable(self.first[0].in_(each), limit=_LIMIT // 2) for each in Lang))
            first = Text(
                _FIRST.fill({"what": what.ja, "pages": number(self.first[1])}).ja,
                _FIRST.fill({"what": what.en, "pages": number(self.first[1])}).en,
            )
        return (
            _CHANGES.fill({key: number(value) for key, value in changes.items()}).in_(lang),
            _PAGES.fill({key: number(value) for key, value in pages.items()} | shares).in_(lang),
            first.in_(lang),
        )


def changed(night: Night, before: Night | None) -> bool:
    """Whether people should be told of a night.

    They are when problems came or went, when it failed or works again, when a limit of the gate is broken anew or kept
    again, when less could be audited, and when they could not be told the last time.

    Args:
        night: the night.
        before: the newest one before it that ended, or None.
    """
    if before is None or before.untold:
        return True
    if bool(night.error[0]) != bool(before.error[0]) or night.reason not in ("", "budget", before.reason):
        return True
    if night.error[0]:
        return night.error != before.error
    if night.run == before.run:
        # The same audit goes on: only what it found since then is news.
        return any(night.numbers.get(key, 0) > before.numbers.get(key, 0) for key in ("new", "returned", "fixed"))
    return bool(_fresh(night) or night.numbers.get("fixed", 0)) or (night.code == 1) != (before.code == 1)


def _fresh(night: Night) -> int:
    return night.numbers.get("new", 0) + night.numbers.get("returned", 0)
