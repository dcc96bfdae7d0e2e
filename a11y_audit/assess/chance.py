"""What a sample can miss, in numbers that anyone can read."""

from math import ceil, comb

from a11y_audit.core.text import Text

SHARES = (0.01, 0.02, 0.05, 0.10)
"""Shares of pages with a problem for which the chance is told."""
_TENTHS = 0.02
_LEAST = 0.001


def missed(bad: int, drawn: int, frame: int) -> float:
    """Return the chance (0–1) that none of `bad` pages of a frame is among `drawn` random ones, without replacement."""
    if drawn > frame or bad > frame:
        return 0.0
    return comb(frame - bad, drawn) / comb(frame, drawn)


def fewer(failed: int, drawn: int, bad: int, frame: int) -> float:
    """Return the chance (0–1) that at most `failed` of `bad` pages are among `drawn` random ones of a frame."""
    every = comb(frame, drawn)
    return sum(comb(bad, hit) * comb(frame - bad, drawn - hit) for hit in range(min(failed, bad, drawn) + 1)) / every


def told(drawn: int, frame: int) -> list[Text]:
    """Return in plain words what a draw can miss, for each of `SHARES`; nothing where nothing was drawn."""
    lines: list[Text] = []
    if not drawn or drawn >= frame:
        return lines
    for share in SHARES:
        bad = ceil(share * frame)
        chance, part = missed(bad, drawn, frame), f"{bad / frame:.0%}"
        lines.append(
            Text(
                f"{frame:,} ページのうち {bad:,} ページ（{part}）に同じ問題があるとき、"
                f"選んだ {drawn} ページに1ページも入らず見逃す確率は{_percent(chance).ja}です。",
                f"If {bad:,} of {frame:,} pages ({part}) have the same problem, the chance that none of them is "
                f"among the {drawn} pages drawn is {_percent(chance).en}.",
            )
        )
    return lines


def _percent(chance: float) -> Text:
    if chance < _LEAST:
        return Text("0.1% より小さい値", "less than 0.1%")
    words = f"{chance:.0%}" if chance >= _TENTHS else f"{chance:.1%}"
    return Text(f" {words} ", words)
