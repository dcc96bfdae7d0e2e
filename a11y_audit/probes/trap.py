"""Try whatever a person would try to get out of a part of a page that holds the focus."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from a11y_audit.probes.live import Stage

_WAIT_MS = 120
_STAYS_MS = 600
_MOST_TRIED = 6
_ARROWS = ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft")
_ABOUT_KEYS = re.compile(r"press|hit|key|use|キー|押", re.IGNORECASE)
_WITH = re.compile(
    r"\b((?:(?:ctrl|control|alt|option|shift|cmd|command)\s*[-+]\s*)+)([a-z0-9]|f\d{1,2}|tab|enter|esc|escape)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?<![a-z])([a-z]|f\d{1,2}|esc|escape)\s*-?\s*(?:key\b|キー)", re.IGNORECASE)
_MODIFIERS = {"ctrl": "Control", "control": "Control", "alt": "Alt", "option": "Alt", "shift": "Shift"}
_NAMES = {"esc": "Escape", "escape": "Escape", "tab": "Tab", "enter": "Enter"}
_MOST_TOLD = 6


@dataclass(frozen=True, slots=True)
class Exit:
    """How a part was left.

    `kind` is "tab", "back", "escape", "arrow", "activated" (a button or link in it), "told" (the key that the page
    tells), "" (by nothing) or "all" (it is too large to be tried). `dialog` says whether it is a dialog,
    `others` how many more stops the page should have.
    """

    kind: str
    told: str = ""
    dialog: bool = False
    others: int = 0


async def tried_exits(stage: Stage, held: Sequence[int]) -> Exit:
    """Try to leave the stops with the keys `held`, of which one has the focus; only where the focus stays counts."""
    around = await stage.call("a11yAuditWalkAround", {"keys": list(held)})
    dialog, others = bool(around["dialog"]), int(around["all"]) - len(held)
    trial = _Trial(stage, held)
    kind, told = await trial.kind(str(around["text"]))
    return Exit(kind, told, dialog, others)


class _Trial:
    def __init__(self, stage: Stage, held: Sequence[int]) -> None:
        self._stage = stage
        self._held = held

    async def kind(self, text: str) -> tuple[str, str]:
        if kind := await self._plain_way():
            return kind, ""
        if told := await self._told(text):
            return "told", told
        for stop in self._held[:_MOST_TRIED]:
            if await self._leaves_from(stop, "Enter"):
                return "activated", ""
            around = await self._stage.call("a11yAuditWalkAround", {"keys": list(self._held)})
            if around["text"] != text and (told := await self._told(str(around["text"]))):
                return "told", told
        return "", ""

    async def _plain_way(self) -> str:
        for kind, key in (("tab", "Tab"), ("back", "Shift+Tab"), ("tab", "Tab")):
            for _ in range(len(self._held) + 1):
                if await self._leaves(key):
                    return kind
        for stop in self._held[:_MOST_TRIED]:
            for kind, key in (("escape", "Escape"), *(("arrow", each) for each in _ARROWS)):
                if await self._leaves_from(stop, key, "Tab"):
                    return kind
        return ""

    async def _told(self, text: str) -> str:
        """Return the first key that the page tells and that leads out, or ""."""
        for key in told_keys(text):
            for stop in self._held[:_MOST_TRIED]:
                if await self._leaves_from(stop, key, "Tab"):
                    return key
        return ""

    async def _leaves_from(self, stop: int, *keys: str) -> bool:
        if not await self._stage.call("a11yAuditWalkReturn", {"key": stop, "silent": False}):
            return False
        for key in keys:
            if await self._leaves(key):
                return True
        return False

    async def _leaves(self, key: str) -> bool:
        await self._stage.press(key)
        if not await self._is_out(_WAIT_MS):
            return False
        return await self._is_out(_STAYS_MS)

    async def _is_out(self, wait_ms: int) -> bool:
        seen = await self._stage.call("a11yAuditWalkWait", {"ms": wait_ms})
        return seen["key"] not in self._held


def told_keys(text: str) -> list[str]:
    """Return the keys that lines of a page tell people to press, as Playwright names them."""
    found: list[str] = []
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if not _ABOUT_KEYS.search(line):
            continue
        for modifiers, key in _WITH.findall(line):
            names = [_MODIFIERS.get(each.strip().lower(), "") for each in re.split(r"[-+]", modifiers) if each.strip()]
            if all(names):
                found.append("+".join([*names, _named(key)]))
        found += [_named(key) for key in _ALONE.findall(_WITH.sub(" ", line))]
    return list(dict.fromkeys(found))[:_MOST_TOLD]


def _named(key: str) -> str:
    return _NAMES.get(key.lower(), key.upper() if key[1:] else key.lower())
