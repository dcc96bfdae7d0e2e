"""The probe "states": how texts look while a pointer is over their control, and while it has the focus.

The browser is told to take one control of each likeness for one with a pointer over it, all at once; texts that then
look too faint are looked at once more with that control alone. Nothing is moved or pressed.

Evidence:
    tried: how many controls were looked at.
    hover, focus: texts that become too faint: "place", "part", "cjk", "single", "look" as contrast.js tells it, and
        "picture".
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11y_audit.core.target import Box
from a11y_audit.core.text import Text
from a11y_audit.probes.live import Picture, Stage
from a11y_audit.probes.looks import look
from a11y_audit.probes.picture import picture
from a11y_audit.probes.probe import Budget, Gathered, Probe
from a11y_audit.subject.contrast import verdict

SCRIPT = Path(__file__).with_name("states.js")
_MOST = 40
_MOST_FOUND = 8
_LARGEST = 3_000
"""Elements of a page that the browser is asked to number."""
_STATES: Mapping[str, tuple[list[str], list[str]]] = {
    "hover": (["hover"], ["hover"]),
    "focus": (["focus", "focus-visible", "focus-within"], ["focus-within"]),
}
"""What is forced upon a control, and upon all that is around it."""

_Key = tuple[int, str]
"""A text: its element's number, and the part."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A text as it looks in some state: the control that it is in, its look, whether CJK, whether one character."""

    control: int
    look: Sequence[Any]
    cjk: bool
    single: bool

    @property
    def passes(self) -> bool | None:
        return verdict(look(self.look), cjk=self.cjk).passes


@dataclass(frozen=True, slots=True)
class _Controls:
    """The browser's ids of all elements, and for each control the numbers of the elements around it."""

    ids: Sequence[int]
    around: Mapping[int, Sequence[int]]

    async def force(self, live: Stage, numbers: Sequence[int], state: str) -> None:
        """Put controls, and what is around them, in a state, or with "" in none."""
        own, outer = _STATES.get(state, ([], []))
        forced = dict.fromkeys((each for number in numbers for each in self.around[number]), outer)
        forced |= dict.fromkeys(numbers, own)
        asked = (
            live.command("CSS.forcePseudoState", nodeId=self.ids[number], forcedPseudoClasses=classes)
            for number, classes in forced.items()
        )
        await asyncio.gather(*asked)


async def gather(live: Stage, budget: Budget) -> Gathered:
    """Look at one control of each likeness in both states."""
    await live.run(SCRIPT.read_text(encoding="utf-8"))
    told = await live.call("a11yAuditStates", {"most": _MOST})
    data: dict[str, Any] = {"tried": 0, "hover": [], "focus": []}
    pictures: dict[str, Picture] = {}
    around = dict(told["chosen"])
    if around and told["count"] <= _LARGEST:
        await live.command("DOM.enable")
        await live.command("CSS.enable")
        try:
            controls = _Controls(await _ids(live), around)
            # A page that changed meanwhile has other numbers.
            if len(controls.ids) == told["count"]:
                data["tried"] = len(around)
                for state in [each for each in _STATES if not budget.spent]:
                    data[state] = [each async for each in _seen(live, budget, controls, state, pictures)]
        finally:
            await live.command("CSS.disable")
            await live.command("DOM.disable")
    await live.call("a11yAuditStatesEnd", {})
    is_whole = data["tried"] == len(around) and not told["cut"] and not budget.spent
    return Gathered(data=data, finished=is_whole, pictures=pictures)


async def _ids(live: Stage) -> Sequence[int]:
    root = (await live.command("DOM.getDocument", depth=0))["root"]["nodeId"]
    ids: Sequence[int] = (await live.command("DOM.querySelectorAll", nodeId=root, selector="*"))["nodeIds"]
    return ids


async def _seen(
    live: Stage, budget: Budget, controls: _Controls, state: str, pictures: dict[str, Picture]
) -> AsyncIterator[dict[str, Any]]:
    """Yield the texts that become too faint: with all controls in that state, and with their own alone."""
    everyone = list(controls.around)
    before = await _texts(live)
    await controls.force(live, everyone, state)
    together = {} if budget.spent else await _texts(live)
    await controls.force(live, everyone, "")
    suspects = dict.fromkeys(together[key].control for key in _faint(before, together))
    for control in list(suspects)[:_MOST_FOUND]:
        if budget.spent:
            return
        await controls.force(live, [control], state)
        alone = await _texts(live)
        for key in _faint(before, alone):
            if alone[key].control == control:
                yield await _told(live, key, alone[key], f"{state} {key[0]} {key[1]}".strip(), pictures)
        await controls.force(live, [control], "")


async def _texts(live: Stage) -> dict[_Key, _Shown]:
    found = await live.call("a11yAuditStateTexts", {})
    return {(number, part): _Shown(control, seen, cjk, single) for control, number, part, seen, cjk, single in found}


def _faint(before: Mapping[_Key, _Shown], after: Mapping[_Key, _Shown]) -> list[_Key]:
    """Return the texts that are too faint now and were not before."""
    changed = (key for key, each in after.items() if key in before and before[key].look != each.look)
    return [key for key in changed if after[key].passes is False and before[key].passes]


async def _told(live: Stage, key: _Key, shown: _Shown, name: str, pictures: dict[str, Picture]) -> dict[str, Any]:
    place = await live.call("a11yAuditStatePlace", {"number": key[0]})
    if taken := await picture(live, Box(*place["box"])):
        pictures[name] = taken
    return {
        "place": place,
        "part": key[1],
        "cjk": shown.cjk,
        "single": shown.single,
        "look": shown.look,
        "picture": f"states {name}",
    }


PROBE = Probe(
    id="states",
    title=Text("ポインターを重ねたときの色", "colours under the pointer"),
    version=1,
    most_s=10.0,
    renews=False,
    gather=gather,
)
