"""The page probe: one walk over the live page, with axe in the same evaluation, becomes a snapshot."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from a11y_audit.core.snapshot import Contrast, DocumentRecord, EnginePlace, EngineResult, Snapshot, Style

SCRIPT = Path(__file__).with_name("page.js")


class LivePage(Protocol):
    """A page that is open in a browser, seen from a world beside the page's own scripts."""

    async def call(self, function: str, argument: Mapping[str, object]) -> str:
        """Call a global function of the world with one JSON argument; return the text that it resolves to."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came over the network for the page."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    source: bytes


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded of a page, as it came: the response, and the gatherer's JSON text. This is what is stored."""

    response: Response
    gathered: str

    def snapshot(self) -> Snapshot:
        """Return it as rules read it."""
        return snapshot(json.loads(self.gathered), self.response)

    def to_bytes(self) -> bytes:
        """Return all but the source's bytes, to be stored beside them."""
        response = self.response
        head = {
            "url": response.url,
            "final_url": response.final_url,
            "status": response.status,
            "headers": dict(response.headers),
        }
        return json.dumps(head).encode() + b"\n" + self.gathered.encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, data: bytes, source: bytes) -> "Recording":
        """Read what `to_bytes` wrote; `source` is the response's body."""
        head, _, gathered = data.partition(b"\n")
        return cls(Response(**json.loads(head), source=source), gathered.decode("utf-8", "surrogatepass"))


async def record(
    live: LivePage, response: Response, *, axe: Mapping[str, object] | None, element_limit: int
) -> Recording:
    """Walk the live page once; `axe` holds axe's run options, None leaves axe out."""
    return Recording(response, await live.call("a11yAuditGather", {"limit": element_limit, "axe": axe}))


async def gather(
    live: LivePage, response: Response, *, axe: Mapping[str, object] | None, element_limit: int
) -> Snapshot:
    """Walk the live page once and return its snapshot; arguments as for `record`."""
    return (await record(live, response, axe=axe, element_limit=element_limit)).snapshot()


def snapshot(gathered: Mapping[str, Any], response: Response) -> Snapshot:
    """Return the snapshot that the gatherer's JSON and the response make."""
    return Snapshot(
        url=response.url,
        final_url=response.final_url,
        status=response.status,
        content_type=response.headers.get("content-type", "").lower(),
        source=response.source,
        documents=tuple(_document(each) for each in gathered["documents"]),
        styles=tuple(Style(*values) for values in gathered["styles"]),
        engine=_engine(gathered["axe"]),
        problems=tuple(gathered["problems"]),
        unread=tuple(gathered["unread"]),
        links=tuple(gathered["links"]),
        truncated=bool(gathered["cut"]),
        viewport=(gathered["viewport"][0], gathered["viewport"][1]),
        headers=dict(response.headers),
    )


def _document(raw: Mapping[str, Any]) -> DocumentRecord:
    return DocumentRecord(
        html=raw["html"],
        flags=tuple(raw["flags"]),
        boxes=tuple(tuple(box) if box else None for box in raw["boxes"]),
        styles=tuple(raw["styles"]),
        names={int(number): (pair[0], pair[1]) for number, pair in raw["names"].items()},
        contrasts=tuple(Contrast(*each) for each in raw["contrast"]),
        title=raw["title"],
        language=raw["language"],
        host=tuple(raw["host"]) if raw["host"] else None,
    )


def _engine(raw: Mapping[str, Any] | None) -> EngineResult | None:
    if raw is None:
        return None
    return EngineResult(
        version=raw["version"],
        violations=_places(raw["violations"]),
        incomplete=_places(raw["incomplete"]),
        passes=tuple(raw["passes"]),
        inapplicable=tuple(raw["inapplicable"]),
    )


def _places(raw: Sequence[Mapping[str, Any]]) -> dict[str, tuple[EnginePlace, ...]]:
    return {
        each["id"]: tuple(
            EnginePlace(
                at=tuple(node["at"]) if node["at"] else None,
                selector=tuple(node["target"]),
                html=node["html"],
                checks=tuple((check["id"], check["data"]) for check in node["checks"]),
            )
            for node in each["nodes"]
        )
        for each in raw
    }
