"""How far an audit is: one line that changes on a terminal, else one plain line a minute."""

import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Self

import click
from rich.console import Console
from rich.live import Live
from rich.text import Text as RichText

from a11y_audit.audit.events import Progress
from a11y_audit.core.text import Lang, Text

_LINE: Final = Text(
    "検査済み {audited} / 発見 {found} · 検査できず {not_audited}",
    "audited {audited} / found {found} · not audited {not_audited}",
)
_PACE: Final = Text(" · {pace} ページ/分", " · {pace} pages/min")
_LEFT: Final = Text(" · 残り {time}", " · {time} left")
_HOURS: Final = Text("約{hours}時間{minutes}分", "about {hours} h {minutes} min")
_MINUTES: Final = Text("約{minutes}分", "about {minutes} min")
_SOON: Final = Text("1分未満", "less than a minute")

_WINDOW_S: Final = 300
_STEADY_PAGES: Final = 50
_STEADY_S: Final = 60
_PLAIN_EVERY_S: Final = 60
_DRAWN_EVERY_S: Final = 0.25


@dataclass(slots=True)
class Meter:
    """Makes the line: the pace of the last five minutes, and the time left once the number of pages has settled.

    Time is in seconds from any start, rising.
    """

    _samples: deque[tuple[float, int]] = field(default_factory=deque)
    _found: int = -1
    _grew_at: tuple[float, int] = (0.0, 0)

    def line(self, progress: Progress, at_s: float, lang: Lang) -> str:
        """Return the line for the numbers at a time."""
        done = progress.audited + progress.not_audited
        if progress.found > self._found:
            self._found, self._grew_at = progress.found, (at_s, done)
        self._samples.append((at_s, done))
        while at_s - self._samples[0][0] > _WINDOW_S:
            self._samples.popleft()
        numbers = {"audited": progress.audited, "found": progress.found, "not_audited": progress.not_audited}
        words = _LINE.fill({name: f"{value:,}" for name, value in numbers.items()}).in_(lang)
        pace = self._pace()
        if pace is None:
            return words
        words += _PACE.fill({"pace": f"{pace * 60:,.1f}"}).in_(lang)
        if not self._is_steady(at_s, done):
            return words
        return words + _LEFT.fill({"time": duration(progress.waiting / pace).in_(lang)}).in_(lang)

    def _pace(self) -> float | None:
        (begin_s, before), (end_s, after) = self._samples[0], self._samples[-1]
        return (after - before) / (end_s - begin_s) if after > before and end_s > begin_s else None

    def _is_steady(self, at_s: float, done: int) -> bool:
        since_s, pages = self._grew_at
        return done - pages >= _STEADY_PAGES or at_s - since_s >= _STEADY_S


def duration(seconds: float) -> Text:
    """Return a duration in words, to the minute."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return _SOON
    if minutes < 60:  # noqa: PLR2004 -- minutes in an hour
        return _MINUTES.fill({"minutes": minutes})
    return _HOURS.fill({"hours": minutes // 60, "minutes": f"{minutes % 60:02}"})


class Display:
    """Shows the line while it is open; use it as a context, and `show` as the listener."""

    def __init__(self, lang: Lang, *, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._lang = lang
        self._quiet = quiet
        self._clock = clock
        self._meter = Meter()
        self._shown_at_s = clock()
        self._line = ""
        self._live: Live | None = None

    def __enter__(self) -> Self:
        """Begin to show."""
        if not self._quiet and sys.stderr.isatty():
            console = Console(stderr=True, highlight=False)
            self._live = Live(console=console, auto_refresh=False, transient=True, redirect_stdout=False)
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away."""
        if self._live:
            self._live.stop()

    def show(self, progress: Progress) -> None:
        """Take the newest numbers; they are shown when it is time to."""
        if self._quiet:
            return
        at_s = self._clock()
        line = self._meter.line(progress, at_s, self._lang)
        if at_s - self._shown_at_s < (_DRAWN_EVERY_S if self._live else _PLAIN_EVERY_S):
            return
        self._shown_at_s = at_s
        if self._live:
            self._live.update(RichText(line, no_wrap=True, overflow="ellipsis"), refresh=True)
        else:
            click.echo(line, err=True)
