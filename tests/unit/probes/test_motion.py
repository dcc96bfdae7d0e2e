"""Which image files of a page are asked for, what is remembered of them, and how that is stored."""

import asyncio
import json
from collections.abc import Mapping, Sequence

import pytest

from a11y_audit.core.snapshot import Animation, ImageFile
from a11y_audit.core.target import Box
from a11y_audit.probes.live import HeldImage
from a11y_audit.probes.motion import ASKED, LARGEST_BYTES, Motion
from a11y_audit.probes.page import Recording, Remembered, gather, record
from tests.moving import gif
from tests.unit.probes.test_page import DOCUMENT, GATHERED, RESPONSE

MOVING = gif([50, 50])
FOUND = Animation(frames=2, round_s=1.0, rounds=None, rest_s=0.5)
SITE = "https://city.example/"


def held(name: str, kind: str = "image/gif", size_bytes: int = 85) -> HeldImage:
    return HeldImage(frame="F", url=f"{SITE}{name}", kind=kind, size_bytes=size_bytes)


class Live:
    """A page with these images; `data` is in every file."""

    def __init__(
        self, *images: HeldImage, seen: Sequence[str] | None = None, data: bytes = MOVING, behind: Sequence[str] = ()
    ) -> None:
        self.held = images
        self.behind = behind
        self.seen = [each.url for each in images] if seen is None else seen
        self.data = data
        self.asked: list[str] = []

    async def call(self, function: str, _: Mapping[str, object]) -> str:
        if function == "a11yAuditBacked":
            return "[]"
        gathered = GATHERED | {"documents": [DOCUMENT | {"images": {"1": [0, 88, 31]}}]}
        files = [(url, 88, 31, url not in self.behind) for url in self.seen]
        return json.dumps(files if function == "a11yAuditFiles" else gathered)

    async def shot(self, _: Box) -> bytes:
        raise AssertionError

    async def images(self) -> Sequence[HeldImage]:
        return self.held

    async def content(self, image: HeldImage) -> bytes:
        self.asked.append(image.url.removeprefix(SITE))
        return self.data


def seen(live: Live, known: Motion | None = None) -> dict[int, Animation]:
    found = asyncio.run((known or Motion()).seen(live))
    assert found is not None
    return found


def test_files_that_move_are_told_by_the_gatherers_numbers() -> None:
    live = Live(held("a.gif"), seen=["", f"{SITE}a.gif"])
    assert {1: FOUND} == seen(live)
    assert {} == seen(Live(held("a.gif"), data=gif([50])))


@pytest.mark.parametrize(
    "image",
    [
        held("a.jpg", "image/jpeg"),
        held("a.svg", "image/svg+xml"),
        held("a", "application/octet-stream"),
        held("a.gif", size_bytes=LARGEST_BYTES + 1),
    ],
    ids=["photo", "drawing", "unknown", "too large"],
)
def test_files_that_can_not_move_are_not_asked_for(image: HeldImage) -> None:
    live = Live(image)
    assert {} == seen(live)
    assert [] == live.asked


@pytest.mark.parametrize(
    "image",
    [
        held("a", "image/webp"),
        held("a", "image/apng"),
        held("a.PNG?1", "application/octet-stream"),
        held("a.gif", size_bytes=LARGEST_BYTES),
    ],
)
def test_files_that_may_move_are_asked_for(image: HeldImage) -> None:
    assert {0: FOUND} == seen(Live(image))


def test_only_files_that_are_drawn_are_asked_for() -> None:
    live = Live(held("tile.gif"), held("b.gif"), seen=[f"{SITE}b.gif"])
    assert {0: FOUND} == seen(live)
    assert ["b.gif"] == live.asked
    assert [] == Live(held("tile.gif"), seen=[]).asked
    assert {} == seen(Live(held("a.gif"), behind=[f"{SITE}a.gif"]))


def test_a_page_that_can_not_be_asked_for_its_files_has_none_looked_at() -> None:
    live = Live(held("a.gif"))

    async def call(function: str, _: Mapping[str, object]) -> str:
        told = {"a11yAuditFiles": None, "a11yAuditBacked": []}
        return json.dumps(told.get(function, GATHERED))

    live.call = call  # type: ignore[method-assign]
    assert asyncio.run(record(live, RESPONSE, axe=None, element_limit=7, remembered=Remembered())).animations is None


def test_a_file_is_read_once_until_its_size_changes() -> None:
    known = Motion()
    live = Live(held("a.gif"))
    assert seen(live, known) == seen(live, known) == {0: FOUND}
    assert ["a.gif"] == live.asked
    live.held = (held("a.gif", size_bytes=86),)
    seen(live, known)
    assert ["a.gif", "a.gif"] == live.asked


def test_a_file_that_the_browser_gave_up_is_asked_for_again() -> None:
    known = Motion()
    assert {} == seen(Live(held("a.gif"), data=b""), known)
    assert {0: FOUND} == seen(Live(held("a.gif")), known)


def test_a_page_of_many_files_is_read_from_its_top_over_several_visits() -> None:
    live = Live(*(held(f"{number}.gif") for number in range(ASKED + 5)))
    known = Motion()
    assert list(range(ASKED)) == list(seen(live, known))
    assert [f"{number}.gif" for number in range(ASKED)] == live.asked
    assert ASKED + 5 == len(seen(live, known))


def test_the_oldest_file_is_forgotten_first() -> None:
    known = Motion(remembered=2)
    live = Live(held("a.gif"), held("b.gif"), held("c.gif"))
    seen(live, known)
    live.held = (held("b.gif"), held("c.gif"))
    seen(live, known)
    live.held = (held("a.gif"),)
    seen(live, known)
    assert ["a.gif", "b.gif", "c.gif", "a.gif"] == live.asked


def test_what_moves_comes_back_from_the_record() -> None:
    kept = asyncio.run(record(Live(held("a.gif")), RESPONSE, axe=None, element_limit=7, remembered=Remembered()))
    again = Recording.from_bytes(kept.to_bytes(), RESPONSE.source)
    assert kept == again
    snapshot = again.snapshot()
    assert {0: FOUND} == snapshot.animations
    assert {1: ImageFile(0, 88, 31)} == snapshot.documents[0].images
    assert snapshot == asyncio.run(
        gather(Live(held("a.gif")), RESPONSE, axe=None, element_limit=7, remembered=Remembered())
    )


def test_a_record_without_images_says_that_none_was_looked_at() -> None:
    kept = asyncio.run(record(Live(), RESPONSE, axe=None, element_limit=7))
    assert Recording.from_bytes(kept.to_bytes(), b"").snapshot().animations is None
    head, _, gathered = kept.to_bytes().partition(b"\n")
    old = {name: value for name, value in json.loads(head).items() if name != "animations"}
    assert Recording.from_bytes(json.dumps(old).encode() + b"\n" + gathered, b"").snapshot().animations is None
