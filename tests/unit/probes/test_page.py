"""What the gatherer gives, as it is stored and as rules read it."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.core.snapshot import EnginePlace, EngineResult, Style
from a11y_audit.probes.page import Recording, Response, gather, record

any_text = st.text(st.characters(exclude_categories=()), max_size=20)
RESPONSE = Response(
    url="https://city.example/a",
    final_url="https://city.example/b",
    status=200,
    headers={"content-type": "Text/HTML; charset=Shift_JIS"},
    source=b"\x82\xa0",
)
STYLE = ["block", "normal", 16, 400, "rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", "", "none", "static", "disc"]
DOCUMENT: dict[str, Any] = {
    "html": "<html><body></body></html>",
    "flags": [1, 3],
    "boxes": [[0, 0, 1280, 900], None],
    "styles": [0, -1],
    "names": {"1": ["document", None]},
    "title": "題",
    "language": "ja",
    "host": None,
}
NODE = {"at": [0, 1], "target": ["#f", "img"], "html": "<img>", "checks": [{"id": "alt", "data": {"a": 1}}]}
AXE = {
    "version": "4.10",
    "violations": [{"id": "image-alt", "nodes": [NODE, NODE | {"at": None}]}],
    "incomplete": [{"id": "link-in-text-block", "nodes": []}],
    "passes": ["label"],
    "inapplicable": ["list"],
}
GATHERED: dict[str, Any] = {
    "documents": [DOCUMENT, DOCUMENT | {"host": [0, 1], "language": None}],
    "styles": [STYLE],
    "axe": AXE,
    "problems": ["names: x"],
    "unread": ["https://other.example/"],
    "links": ["https://city.example/c"],
    "cut": True,
    "viewport": [1280, 900],
}


class Live:
    """A page that answers what it is told to."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Mapping[str, object]]] = []

    async def call(self, function: str, argument: Mapping[str, object]) -> str:
        self.asked.append((function, argument))
        return self.answer


def recording(gathered: Mapping[str, Any] = GATHERED) -> Recording:
    return Recording(RESPONSE, json.dumps(gathered, ensure_ascii=False))


@given(any_text, any_text, any_text, st.binary())
def test_recording_comes_back_from_bytes_as_it_was(gathered: str, url: str, header: str, source: bytes) -> None:
    response = Response(
        url=url,
        final_url=url,
        status=404,
        headers={"etag": header},
        source=source,
        assets=(url, header),
        unsteady=True,
        latency_s=0.125,
    )
    kept = Recording(response, gathered)
    assert kept == Recording.from_bytes(kept.to_bytes(), source)


@given(any_text)
def test_any_text_of_a_page_is_read_back_from_its_record(text: str) -> None:
    gathered = GATHERED | {"documents": [DOCUMENT | {"html": text, "title": text}]}
    for kept in (Recording(RESPONSE, json.dumps(gathered)), recording(gathered)):
        (document,) = Recording.from_bytes(kept.to_bytes(), RESPONSE.source).snapshot().documents
        assert (text, text) == (document.html, document.title)


def test_a_record_that_does_not_tell_what_the_page_asked_for_vouches_for_nothing() -> None:
    head = {"url": "https://a/", "final_url": "https://a/", "status": 200, "headers": {}}
    response = Recording.from_bytes(json.dumps(head).encode() + b"\n{}", b"x").response
    assert ((), True, 0.0) == (response.assets, response.unsteady, response.latency_s)


def test_snapshot_holds_the_response() -> None:
    snapshot = recording().snapshot()
    assert (RESPONSE.url, RESPONSE.final_url, 200, b"\x82\xa0") == (
        snapshot.url,
        snapshot.final_url,
        snapshot.status,
        snapshot.source,
    )
    assert "text/html; charset=shift_jis" == snapshot.content_type
    assert RESPONSE.headers == snapshot.headers


def test_snapshot_holds_what_was_gathered() -> None:
    snapshot = recording().snapshot()
    assert (("names: x",), ("https://other.example/",), ("https://city.example/c",)) == (
        snapshot.problems,
        snapshot.unread,
        snapshot.links,
    )
    assert (True, (1280, 900)) == (snapshot.truncated, snapshot.viewport)
    assert (Style("block", "normal", 16, 400, *STYLE[4:]),) == snapshot.styles  # type: ignore[arg-type]
    own, frame = snapshot.documents
    assert ((1, 3), ((0, 0, 1280, 900), None), (0, -1)) == (own.flags, own.boxes, own.styles)
    assert {1: ("document", None)} == own.names
    assert ("題", "ja", None, None, (0, 1)) == (own.title, own.language, own.host, frame.language, frame.host)


def test_snapshot_holds_what_the_engine_said() -> None:
    place = EnginePlace(at=(0, 1), selector=("#f", "img"), html="<img>", checks=(("alt", {"a": 1}),))
    elsewhere = EnginePlace(at=None, selector=("#f", "img"), html="<img>", checks=(("alt", {"a": 1}),))
    expected = EngineResult(
        version="4.10",
        violations={"image-alt": (place, elsewhere)},
        incomplete={"link-in-text-block": ()},
        passes=("label",),
        inapplicable=("list",),
    )
    assert expected == recording().snapshot().engine
    assert recording(GATHERED | {"axe": None}).snapshot().engine is None


def test_page_is_walked_once() -> None:
    live = Live(json.dumps(GATHERED))
    kept = asyncio.run(record(live, RESPONSE, axe={"rules": {}}, element_limit=7))
    assert [("a11yAuditGather", {"limit": 7, "axe": {"rules": {}}})] == live.asked
    assert kept.snapshot() == asyncio.run(gather(live, RESPONSE, axe=None, element_limit=7))
    assert ("a11yAuditGather", {"limit": 7, "axe": None}) == live.asked[1]
