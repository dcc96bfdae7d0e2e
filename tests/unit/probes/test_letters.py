"""What image files say in letters: read with the real reader, from real pictures, without any network."""

import io
import logging
import socket

import pytest
from PIL import Image

from a11y_audit.core.lettering import Lettering, Line
from a11y_audit.probes.letters import lettering
from a11y_audit.probes.recognition import Reader, reader
from a11y_audit.testing.browsing import PICTURES
from a11y_audit.text import drawn


@pytest.fixture(scope="module")
def reads() -> Reader:
    found = reader()
    assert found is not None
    return found


class Silent:
    """Reads nothing, and counts how often it is asked."""

    version = "silent"

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def lines(self, picture: Image.Image) -> tuple[Line, ...]:
        self.asked.append(picture.size)
        return ()


def said(name: str, reads: Reader) -> Lettering:
    found = lettering((PICTURES / name).read_bytes(), reads)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("heading.png", ["新着情報"]),
        ("search.png", ["検索する"]),
        ("notice.png", ["収集日が変わります", "環境課の窓口"]),
        ("tax.png", ["ふるさと納税"]),
    ],
)
def test_a_picture_of_nothing_but_letters_is_known_as_such(name: str, words: list[str], reads: Reader) -> None:
    found = said(name, reads)
    text = drawn.words(found, found.height)
    assert all(drawn.share(each, [text]) >= 0.9 for each in words), text
    assert drawn.is_bare(found), found
    assert all(line.box and 0 <= min(line.box) and max(line.box) <= 1 for line in found.lines)


@pytest.mark.parametrize("name", ["chart.png", "screen.png", "photo.png", "scene.png", "hills.png"])
def test_pictures_with_other_content_are_not(name: str, reads: Reader) -> None:
    assert not drawn.is_bare(said(name, reads))


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "1"])
def test_every_kind_of_pixels_is_read(mode: str, reads: Reader) -> None:
    with Image.open(PICTURES / "tax.png") as picture:
        plain = picture.convert("RGB")
        changed = plain.quantize(16) if mode == "P" else plain.convert(mode)
    file = io.BytesIO()
    changed.save(file, "TIFF" if mode == "CMYK" else "PNG")
    found = lettering(file.getvalue(), reads)
    assert found is not None
    assert drawn.share("ふるさと納税", [line.text for line in found.lines]) >= 0.8


def test_letters_on_nothing_are_read_on_white(reads: Reader) -> None:
    with Image.open(PICTURES / "notice.png") as picture:
        grey = picture.convert("L")
    clear = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    clear.putalpha(grey.point([255 - value for value in range(256)]))
    file = io.BytesIO()
    clear.save(file, "PNG")
    found = lettering(file.getvalue(), reads)
    assert found is not None
    assert drawn.share("ごみの収集日が変わります", [line.text for line in found.lines]) >= 0.9


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(50), b"<html>"], ids=range(4))
def test_what_is_no_picture_says_nothing(data: bytes) -> None:
    assert lettering(data, Silent()) is None


def test_what_is_too_large_or_too_small_is_not_unpacked() -> None:
    silent = Silent()
    for size in ((8_000, 6_000), (300, 8)):
        file = io.BytesIO()
        Image.new("1", size).save(file, "PNG")
        assert lettering(file.getvalue(), silent) is None
    assert [] == silent.asked


def test_a_photograph_through_and_through_is_not_read() -> None:
    file, silent = io.BytesIO(), Silent()
    Image.effect_noise((200, 100), 80).convert("RGB").save(file, "PNG")
    assert Lettering(width=200, height=100, lines=()) == lettering(file.getvalue(), silent)
    assert [] == silent.asked


def test_small_pictures_are_enlarged_and_large_ones_made_smaller() -> None:
    silent = Silent()
    for size in ((100, 50), (5_000, 1_000)):
        file = io.BytesIO()
        Image.new("RGB", size, "white").save(file, "PNG")
        lettering(file.getvalue(), silent)
    assert [(200, 100), (1_280, 256)] == silent.asked


def test_a_drawing_writes_its_words() -> None:
    bare = lettering((PICTURES / "words.svg").read_bytes(), Silent())
    assert bare is not None
    assert [Line("窓口のご案内", 1.0)] == list(bare.lines)
    assert drawn.is_bare(bare)
    full = b'<svg><defs><text>no</text></defs><path d="M0 0"/><text>a &amp;<tspan> b</tspan></text></svg>'
    found = lettering(full, Silent())
    assert found is not None
    assert ["a & b"] == [line.text for line in found.lines]
    assert not drawn.is_bare(found)


def test_nothing_goes_to_the_network_or_the_log(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    fresh = reader()
    assert fresh is not None
    with caplog.at_level(logging.DEBUG):
        assert drawn.words(said("tax.png", fresh), 60)
    assert ("", "") == capfd.readouterr()
    assert [] == [each.name for each in caplog.records if each.name == "RapidOCR"]


def test_what_was_read_is_kept_as_it_is(reads: Reader) -> None:
    found = said("chart.png", reads)
    assert found == Lettering.of(found.plain())
