"""What became of each night: a line when it begins and one when it ends, on the disk before anything else goes on.

A night that begins and never ends was cut off (power, kill): the next one says so, and goes on with its audit.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final

FILE: Final = "nights.jsonl"
_MOST: Final = 4_000
_KEPT: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One night.

    Attributes:
        begun, ended: aware times; a night without end was cut off, or goes on.
        code: exit code, as of the command line.
        run: number of the run, or None when it did not come to one.
        state: "complete", "partial", or "" without a run.
        reason: why it stopped by itself ("budget", "quiet_hours" …), or "".
        error: what went wrong, in Japanese and English; empty when nothing did.
        numbers: found, audited, failed_pages, new, returned, fixed, open.
        told: whether people were told of it; False also where it was tried in vain.
        untold: why they could not be told, or "".
    """

    begun: datetime
    ended: datetime | None = None
    code: int | None = None
    run: int | None = None
    state: str = ""
    reason: str = ""
    error: tuple[str, str] = ("", "")
    numbers: Mapping[str, int] = field(default_factory=dict)
    told: bool = False
    untold: str = ""

    @property
    def coverage(self) -> float | None:
        """Share of the pages that should be audited that were, 0–1, or None."""
        found = self.numbers.get("found", 0)
        return self.numbers.get("audited", 0) / found if found else None


class Journal:
    """The nights of one folder, in a file of JSON lines."""

    def __init__(self, data: Path) -> None:
        """Keep the file in the folder `data`, which must be there when something is written."""
        self._path = data / FILE

    def begin(self, night: Night) -> None:
        """Write that a night begins."""
        self._append(night)

    def end(self, night: Night) -> None:
        """Write how a night ended, in place of what was written when it began."""
        self._append(night)
        self._shorten()

    def nights(self) -> list[Night]:
        """Return all nights, the oldest first; a line that a power cut left half written is passed over."""
        found: dict[datetime, Night] = {}
        for line in self._lines():
            night = _night(line)
            if night is not None:
                found[night.begun] = night
        return [found[each] for each in sorted(found)]

    def _lines(self) -> list[str]:
        try:
            return self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []

    def _append(self, night: Night) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            # Behind a line that was cut off, another one would be lost, too.
            file.write(f"{'' if self._is_whole() else chr(10)}{_line(night)}\n")
            file.flush()
            os.fsync(file.fileno())

    def _is_whole(self) -> bool:
        raw = self._path.read_bytes()[-1:] if self._path.exists() else b""
        return raw in (b"", b"\n")

    def _shorten(self) -> None:
        if len(self._lines()) <= _MOST:
            return
        new = self._path.with_name(f".{FILE}.new")
        with new.open("w", encoding="utf-8") as file:
            file.writelines(f"{_line(each)}\n" for each in self.nights()[-_KEPT:])
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)


def _line(night: Night) -> str:
    return json.dumps(asdict(night), ensure_ascii=False, default=lambda value: value.isoformat(timespec="seconds"))


def _night(line: str) -> Night | None:
    try:
        raw: dict[str, Any] = json.loads(line)
        known = {each.name for each in fields(Night)}
        values = {key: value for key, value in raw.items() if key in known}
        values["begun"] = datetime.fromisoformat(values["begun"])
        values["ended"] = datetime.fromisoformat(values["ended"]) if values.get("ended") else None
        values["error"] = tuple(values.get("error") or ("", ""))
        return Night(**values)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
