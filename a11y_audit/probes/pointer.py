"""The probe of pointers: what answers to a click or to hovering, and whether keys bring about the same.

Evidence:
    parts: what was tried: "place", "role", "bare" (it takes no focus), "hand" (the pointer becomes one), "click" (what
        a click did), "keys" (what Enter and Space did, by name; only of what takes the focus). What something did is
        {"text": what can be read changed, "gone": addresses that it led to, "opened": windows and dialogs};
        "switches" (of a bare part: a click changes it or the text of the page, and the next one takes that back).
    linked: addresses that clicks led to, and to which a link of the page leads, or a form is sent, as well.
    menus: items whose links hovering brings up: "place", "keyboard" (whether the keyboard brings them up, too).
    tips: what shows a text while something hovers over it that the page tells nowhere else: "place", "text",
        "keyboard" (whether the keyboard brings it up, too); nothing where the text changes by itself.
    restless: whether the text changes by itself; then changes of it don't count.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from a11y_audit.core.text import Text
from a11y_audit.probes.live import Stage
from a11y_audit.probes.probe import Budget, Gathered, Probe
from a11y_audit.probes.tips import FAR, hovered, moved, tips

SCRIPT = Path(__file__).with_name("pointer.js")
LISTENERS = Path(__file__).with_name("listeners.js")
_WAIT_MS = 150
_KEYS = ("Enter", " ")
_INDEX = re.compile(r"/(?:index|default)\.\w+$", re.IGNORECASE)


async def _gather(stage: Stage, budget: Budget) -> Gathered:
    await stage.run(SCRIPT.read_text(encoding="utf-8"))
    found = await _found(stage)
    data: dict[str, Any] = {"parts": [], "menus": [], "tips": [], "linked": [], "restless": False}
    places = await hovered(stage, found["heard"])
    if not found["parts"] and not found["menus"] and not places:
        return Gathered(data=data)
    links = {_place(each) for each in await stage.call("a11yAuditPointerLinks", {})}
    before = await _text(stage, 0)
    data["restless"] = await _text(stage, 2 * _WAIT_MS) != before
    if not data["restless"]:
        data["tips"], is_whole = await tips(stage, places, budget)
        if not is_whole:
            return Gathered(data=data, finished=False)
    trial = _Trial(stage, is_restless=data["restless"])
    for number, part in enumerate(found["parts"]):
        if budget.spent:
            return Gathered(data=data, finished=False)
        if tried := await trial.sure(number, part):
            data["parts"].append(tried)
            data["linked"] += [each for each in tried["click"]["gone"] if _place(each) in links]
    for number, place in enumerate(found["menus"]):
        if budget.spent:
            return Gathered(data=data, finished=False)
        if (opened := await trial.menu(number)) is not None:
            data["menus"].append({"place": place, "keyboard": opened})
    return Gathered(data=data)


async def _found(stage: Stage) -> Mapping[str, Any]:
    await stage.call("a11yAuditPointerBegin", {})
    script = LISTENERS.read_text(encoding="utf-8")
    answer = await stage.command(
        "Runtime.evaluate", expression=script, includeCommandLineAPI=True, returnByValue=True, silent=True
    )
    heard = answer["result"].get("value") or []
    found: dict[str, Any] = await stage.call("a11yAuditPointerFind", {"heard": heard})
    return {**found, "heard": heard}


async def _text(stage: Stage, ms: int) -> str:
    return str(await stage.call("a11yAuditPointerText", {"ms": ms}))


_State = tuple[str, str]
"""The markup of a part, and the text of the page."""


class _Trial:
    def __init__(self, stage: Stage, *, is_restless: bool) -> None:
        self._stage = stage
        self._is_restless = is_restless

    async def part(self, number: int, part: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return what keys and a click do to a part; None if it can't be pointed at."""
        keys: dict[str, Any] = {}
        if not part["bare"]:
            for key in _KEYS:
                if not await self._stage.call("a11yAuditPointerFocus", {"index": number}):
                    return None
                keys[key] = await self._done(lambda key=key: self._stage.press(key))
        at = await self._stage.call("a11yAuditPointerAim", {"index": number, "menu": False})
        if at is None:
            return None
        await moved(self._stage, at)
        before = await self._state(number, 0)
        click = await self._done(lambda: self._clicked(at))
        switches = part["bare"] and await self._switches(number, at, before, click)
        if switches or any(_has_effect(each) for each in (click, *keys.values())):
            await self._stage.renew()
            await _found(self._stage)
        return {**part, "keys": keys, "click": click, "switches": switches}

    async def _switches(self, number: int, at: tuple[float, float], before: _State, click: Mapping[str, Any]) -> bool:
        """Return whether a click changed the part or the text of the page, and a second one took that back."""
        if click["gone"] or click["opened"] or self._is_restless or await self._state(number, 0) == before:
            return False
        await self._clicked(at)
        return await self._state(number, _WAIT_MS) == before and not self._stage.happened()

    async def _state(self, number: int, ms: int) -> _State:
        text = await _text(self._stage, ms)
        return str(await self._stage.call("a11yAuditPointerLooks", {"index": number})), text

    async def sure(self, number: int, part: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return what keys and a click do to a part; tried once more where only a click does something."""
        tried = await self.part(number, part)
        if tried is None or not tried["keys"] or not _has_effect(tried["click"]):
            return tried
        if any(_has_effect(each) for each in tried["keys"].values()):
            return tried
        again = await self.part(number, part)
        return again if again is not None and _has_effect(again["click"]) else None

    async def menu(self, number: int) -> bool | None:
        """Return whether the keyboard brings up a menu that hovering does; None if hovering does not."""
        at = await self._stage.call("a11yAuditPointerAim", {"index": number, "menu": True})
        if at is None:
            return None
        closed = await self._opened(number)
        await moved(self._stage, at)
        if await self._opened(number) <= closed:
            await moved(self._stage, FAR)
            return None
        await moved(self._stage, FAR)
        if await self._opened(number) > closed:  # it stays open: nothing can be told
            return None
        return await self._opens_by_keys(number, closed)

    async def _opens_by_keys(self, number: int, closed: int) -> bool:
        if await self._stage.call("a11yAuditPointerStep", {"index": number}):
            return True
        if not await self._stage.call("a11yAuditPointerEnter", {"index": number}):
            return False
        for key in ("", "ArrowDown", "Enter", " "):
            if key:
                await self._stage.press(key)
            if await self._opened(number) > closed:
                return True
        return False

    async def _opened(self, number: int) -> int:
        await _text(self._stage, _WAIT_MS)
        return int(await self._stage.call("a11yAuditPointerOpened", {"index": number}))

    async def _clicked(self, at: tuple[float, float]) -> None:
        await moved(self._stage, at)
        for kind in ("mousePressed", "mouseReleased"):
            await self._stage.command(
                "Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", clickCount=1
            )

    async def _done(self, action: Any) -> dict[str, Any]:  # noqa: ANN401 -- a coroutine function without arguments
        before = await _text(self._stage, 0)
        self._stage.happened()
        await action()
        after = await _text(self._stage, _WAIT_MS)
        happened = self._stage.happened()
        return {
            "text": after != before and not self._is_restless,
            "gone": [each.detail for each in happened if each.kind == "navigation"],
            "opened": [each.detail for each in happened if each.kind in ("window", "dialog")],
        }


def _place(address: str) -> str:
    """Return what tells where an address leads: without what is chosen there, and the name of a folder's own page."""
    plain = address.partition("#")[0].partition("?")[0]
    return _INDEX.sub("/", plain).rstrip("/")


def _has_effect(done: Mapping[str, Any]) -> bool:
    return bool(done["text"] or done["gone"] or done["opened"])


POINTER = Probe(
    id="pointer",
    title=Text("マウスとキーボードの比較", "Pointer against keyboard"),
    version=3,
    most_s=20.0,
    renews=True,
    gather=_gather,
)
