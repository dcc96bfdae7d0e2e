"""A probe tries something on an open page that can't be read from its record, and notes what it saw."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from a11y_audit.core.text import Text
from a11y_audit.probes.live import Picture, Stage


class Budget:
    """The time that is left for something."""

    def __init__(self, seconds: float) -> None:
        """Begin now, with that many seconds."""
        self._until = monotonic() + seconds

    @property
    def left_s(self) -> float:
        """Seconds that are left, 0 or more."""
        return max(self._until - monotonic(), 0.0)

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.left_s <= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a probe saw.

    Attributes:
        data: plain JSON, which rules read; places are told as `a11yAuditPlace` (place.js) tells them.
        finished: whether it got to its end; of an unfinished one, only what was seen counts, not what was not.
        pictures: pictures that show what was seen, by a name that findings may give as "picture" in their data.
    """

    data: Mapping[str, Any]
    finished: bool = True
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A probe.

    Attributes:
        id: its name, kebab-case; rules ask for it by `needs`.
        title: what it tries, in a word or two, for the report.
        version: goes up when it gathers differently.
        most_s: seconds that it may take on one page; it has to end by itself within them, and is ended soon after.
        renews: whether it begins with the page shown anew; else with the page as the probe before left it.
        gather: tries it.
    """

    id: str
    title: Text
    version: int
    most_s: float
    renews: bool
    gather: Callable[[Stage, Budget], Awaitable[Gathered]]
