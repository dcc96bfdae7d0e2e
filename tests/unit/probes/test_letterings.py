"""Which pictures of a page are read, each once, within limits, and how that is stored."""

import asyncio
import json
from collections.abc import Mapping, Sequence

from PIL import Image

from a11y_audit.core.lettering import Lettering, Letters, Line
from a11y_audit.core.target import Box
from a11y_audit.probes.letterings import Letterings, Limits, Memory
from a11y_audit.probes.live import HeldImage
from a11y_audit.probes.page import Recording, Remembered, record
from a11y_audit.testing.browsing import PICTURES
from tests.unit.probes.test_page import DOCUMENT, GATHERED, RESPONSE

SITE = "https://city.example/"
LINE = Line("ふるさと納税", 0.99, (0.1, 0.2, 0.8, 0.6))


class Fixed:
    """Reads the same line in every picture, and counts the pictures."""

    version = "fixed 1"

    def __init__(self) -> None:
        self.pictures = 0

    def lines(self, _: Image.Image) -> tuple[Line, ...]:
        self.pictures += 1
        return (LINE,)


class Live:
    """A page that shows these files of the case pictures, by name, in some size."""

    def __init__(self, *names: str, size: tuple[int, int] = (200, 60), size_bytes: int = 1_000) -> None:
        self.names = names
        self.size = size
        self.size_bytes = size_bytes
        self.asked: list[str] = []
        self.files: list[list[object]] | None = [[f"{SITE}{name}", *size, True] for name in names]

    async def call(self, function: str, _: Mapping[str, object]) -> str:
        gathered = GATHERED | {"documents": [DOCUMENT | {"images": {"1": [0, 240, 60]}}]}
        told = {"a11yAuditFiles": self.files, "a11yAuditBacked": []}
        return json.dumps(told.get(function, gathered))

    async def images(self) -> Sequence[HeldImage]:
        kinds = dict.fromkeys(self.names)
        return [
            HeldImage(frame="F", url=f"{SITE}{name}", kind="image/png", size_bytes=self.size_bytes) for name in kinds
        ]

    async def content(self, image: HeldImage) -> bytes:
        name = image.url.removeprefix(SITE)
        self.asked.append(name)
        return (PICTURES / name.partition("?")[0]).read_bytes() if name != "gone.png" else b""

    async def shot(self, _: Box) -> bytes:
        raise AssertionError


def seen(known: Letterings, live: Live) -> Letters:
    return asyncio.run(known.seen(live))


def test_files_are_told_by_the_gatherers_numbers() -> None:
    found = seen(Letterings(Fixed()), Live("tax.png", "name.png"))
    assert {0: (240, 60), 1: (240, 60)} == {number: (each.width, each.height) for number, each in found.files.items()}
    assert 0 == found.unread


def test_a_file_is_read_once_whatever_its_address() -> None:
    reads = Fixed()
    known = Letterings(reads)
    seen(known, Live("tax.png"))
    live = Live("tax.png", "tax.png?2")
    assert 2 == len(seen(known, live).files)
    assert ["tax.png?2"] == live.asked
    assert 1 == reads.pictures


def test_what_the_shelf_knows_is_not_read_again() -> None:
    shelf, reads = Memory(), Fixed()
    first = seen(Letterings(reads, shelf), Live("tax.png"))
    assert first == seen(Letterings(reads, shelf), Live("tax.png"))
    assert 1 == reads.pictures


def test_pictures_without_room_for_letters_and_large_files_are_left_alone() -> None:
    for live in (
        Live("tax.png", size=(20, 20)),
        Live("tax.png", size=(200, 10)),
        Live("tax.png", size_bytes=6_000_000),
    ):
        assert Letters({}) == seen(Letterings(Fixed()), live)
        assert [] == live.asked


def test_what_is_beyond_the_limits_is_told() -> None:
    names = ("tax.png", "name.png", "band.png")
    assert 1 == seen(Letterings(Fixed(), limits=Limits(most=2)), Live(*names)).unread
    late = seen(Letterings(Fixed(), limits=Limits(page_s=0)), Live(*names))
    assert (3, {}) == (late.unread, late.files)


def test_what_was_left_is_read_when_it_is_shown_again() -> None:
    known = Letterings(Fixed(), limits=Limits(most=1))
    assert 1 == seen(known, Live("tax.png", "name.png")).unread
    assert 0 == seen(known, Live("tax.png", "name.png")).unread


def test_what_was_left_is_read_another_night() -> None:
    shelf, limits = Memory(), Limits(most=1)
    assert 1 == seen(Letterings(Fixed(), shelf, limits), Live("tax.png", "name.png")).unread
    assert 0 == seen(Letterings(Fixed(), shelf, limits), Live("tax.png", "name.png")).unread


def test_a_file_that_the_browser_gave_up_is_asked_for_again() -> None:
    known, live = Letterings(Fixed()), Live("gone.png")
    assert Letters({}, unread=1) == seen(known, live) == seen(known, live)
    assert ["gone.png"] * 2 == live.asked


def test_a_file_that_the_browser_does_not_know_is_told_as_unread() -> None:
    live = Live("tax.png")
    assert live.files is not None
    live.files.append([f"{SITE}other.png", 200, 60, True])
    assert 1 == seen(Letterings(Fixed()), live).unread


def test_what_is_no_picture_takes_no_room() -> None:
    class Text(Live):
        async def content(self, image: HeldImage) -> bytes:
            return b"no picture" if image.url.endswith("note.png") else await super().content(image)

    found = seen(Letterings(Fixed(), limits=Limits(most=1)), Text("note.png", "tax.png"))
    assert (0, [1]) == (found.unread, list(found.files))


def test_a_fault_of_the_reader_costs_no_page() -> None:
    class Broken(Fixed):
        def lines(self, _: Image.Image) -> tuple[Line, ...]:
            raise RuntimeError

    live, known = Live("tax.png"), Letterings(Broken())
    assert Letters({}, unread=1) == seen(known, live) == seen(known, live)
    assert ["tax.png"] == live.asked


def test_a_page_that_can_not_be_asked_is_told_as_unread() -> None:
    live = Live("tax.png")
    live.files = None
    assert Letters({}, unread=1) == asyncio.run(Letterings(Fixed()).seen(live))


def test_a_record_keeps_what_was_read() -> None:
    live, remembered = Live("tax.png"), Remembered(letterings=Letterings(Fixed()))
    kept = asyncio.run(record(live, RESPONSE, axe=None, element_limit=7, remembered=remembered))
    again = Recording.from_bytes(kept.to_bytes(), b"")
    assert kept.letters == again.letters == again.snapshot().letters
    assert again.letters is not None
    assert (LINE,) == again.letters.files[0].lines
    plain = asyncio.run(record(live, RESPONSE, axe=None, element_limit=7, remembered=Remembered()))
    assert Recording.from_bytes(plain.to_bytes(), b"").letters is None


def test_plain_forms_are_json() -> None:
    letters = Letters({3: Lettering(width=1, height=2, lines=(LINE, Line("x", 1.0)), in_lines=0.5, even=1.0)}, 4)
    assert letters == Letters.of(json.loads(json.dumps(letters.plain())))
