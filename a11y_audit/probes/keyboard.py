"""The keyboard probe: Tab through the page and back, with what shows at each stop, and what holds the focus.

Evidence:
    stops: in order; each with "place", "lost" (it lost the focus at once), "shows", "pixels" and "strength" (as
        `Sight.look` tells them), "outside" (of the window), "covered" (by something that stays in place), "foreign" (a
        frame of another origin), "sent_from" (the place from which a script sent the focus on), "happened".
    loops: parts that held the focus: "stops", "exit", "told", "dialog", "others" (`Exit`).
    end: how the walk ended (`Walk.end`).
    missed: places that Tab should come to and did not; only known where the walk ended with the page.
    composites: lists of tabs, menus and the like with items that Tab did not come to: "place", "role", "items" and
        "left" (their numbers), "moves" (whether an arrow key changed anything in it).
    back: numbers of the stops that Shift+Tab met, from 0; None where the walk back was not finished.
    back_held: place of a stop to which Shift+Tab comes again and again without leaving the page, or None.
"""

from pathlib import Path

from a11y_audit.core.target import Box
from a11y_audit.core.text import Text
from a11y_audit.probes import pixels
from a11y_audit.probes.live import Picture, Stage
from a11y_audit.probes.probe import Budget, Gathered, Probe
from a11y_audit.probes.sight import Sight
from a11y_audit.probes.walk import Return, Walk, backwards, composites, forwards

SCRIPT = Path(__file__).with_name("keyboard.js")
_TRAIL_HEIGHT = 3_000
_TRAIL_STOPS = 60


async def _gather(stage: Stage, budget: Budget) -> Gathered:
    await stage.run(SCRIPT.read_text(encoding="utf-8"))
    stage.happened()
    await stage.call("a11yAuditWalkBegin", {})
    sight = Sight(stage)
    await sight.begin()
    walk = await forwards(stage, sight, budget)
    is_whole = walk.end == "page"
    missed = await stage.call("a11yAuditWalkMissed", {"keys": walk.keys}) if is_whole else []
    back = await backwards(stage, walk, budget) if is_whole else Return(None)
    parts = await composites(stage, walk) if is_whole else []
    pictures = dict(sight.pictures)
    if trail := await _trail(stage, walk):
        pictures["trail"] = trail
    return Gathered(
        data={
            "stops": walk.stops,
            "loops": walk.loops,
            "end": walk.end,
            "missed": missed,
            "back": back.met,
            "back_held": None if back.held is None else walk.stops[back.held]["place"],
            "composites": parts,
        },
        finished=is_whole or any(each["exit"] in ("", "all") for each in walk.loops),
        pictures=pictures,
    )


async def _trail(stage: Stage, walk: Walk) -> Picture | None:
    """Return a picture of the page's top part with the path of the focus drawn on it."""
    width, _ = stage.viewport
    boxes = [Box(*stop["place"]["box"]) for stop in walk.stops[:_TRAIL_STOPS] if not stop["lost"]]
    shown = [each for each in boxes if each.x < width and 0 <= each.y + each.height <= _TRAIL_HEIGHT and not each.empty]
    if len(shown) <= 1:
        return None
    height = min(max(each.y + each.height for each in shown) + 40, _TRAIL_HEIGHT)
    whole = pixels.opened(await stage.shot(Box(0, 0, width, height)))
    drawn = pixels.trail(whole, shown)
    return Picture(pixels.jpeg(drawn), drawn.width, drawn.height, Box(0, 0, drawn.width, drawn.height))


KEYBOARD = Probe(
    id="keyboard",
    title=Text("キーボードでの移動", "Going through by keyboard"),
    version=3,
    most_s=30.0,
    renews=False,
    gather=_gather,
)
