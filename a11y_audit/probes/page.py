"""The page probe: one walk over the live page, with axe in the same evaluation, becomes a snapshot."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from a11y_audit.core.lettering import Letters
from a11y_audit.core.snapshot import (
    Animation,
    Backdrop,
    Background,
    DocumentRecord,
    EnginePlace,
    EngineResult,
    Evidence,
    Flicker,
    Ground,
    ImageFile,
    Snapshot,
    Style,
    TextRun,
)
from a11y_audit.probes.backdrop import Backdrops
from a11y_audit.probes.letterings import Letterings
from a11y_audit.probes.live import LivePage
from a11y_audit.probes.looks import look
from a11y_audit.probes.motion import Motion

SCRIPT = Path(__file__).with_name("page.js")
_PARTS = ("order.js", "drawing.js", "backing.js", "pseudo.js", "contrast.js", "ground.js", "place.js", "page.js")


def script() -> str:
    """Return the gatherer's script, which is run in every document after axe's."""
    return "\n".join(SCRIPT.with_name(each).read_text(encoding="utf-8") for each in _PARTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came over the network for the page.

    Attributes:
        url, final_url: as asked for, and where it ended.
        status, headers, source: of the document; headers in lower case, the body as it came, unpacked.
        assets: absolute addresses, sorted, each once, of what else the page asked for by GET that can change what it
            says: styles, scripts, frames, data.
        unsteady: whether the page also used what a plain GET can't bring again.
        latency_s: time to the first byte of the document's answer.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    source: bytes
    assets: tuple[str, ...] = ()
    unsteady: bool = False
    latency_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded of a page, as it came, and what is stored.

    Attributes:
        response: what came over the network.
        gathered: the gatherer's JSON text.
        animations: image files that move, by their number in `gathered`; None where none was looked at.
        backdrops: what pixels tell of texts over pictures; None where they were not looked at.
        evidence: what probes saw, by their ids.
        letters: what pictures say in letters; None where nothing read them.
    """

    response: Response
    gathered: str
    animations: Mapping[int, Animation] | None = None
    backdrops: tuple[Backdrop, ...] | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    letters: Letters | None = None

    def snapshot(self) -> Snapshot:
        """Return it as rules read it."""
        plain = snapshot(json.loads(self.gathered), self.response)
        return replace(
            plain,
            animations=self.animations,
            backdrops=self.backdrops,
            evidence=self.evidence,
            letters=self.letters,
        )

    def to_bytes(self) -> bytes:
        """Return all but the source's bytes, to be stored beside them."""
        response = self.response
        head = {
            "url": response.url,
            "final_url": response.final_url,
            "status": response.status,
            "headers": dict(response.headers),
            "assets": response.assets,
            "unsteady": response.unsteady,
            "latency_s": response.latency_s,
            "animations": _written(self.animations),
            "backdrops": None if self.backdrops is None else [asdict(each) for each in self.backdrops],
            "letters": self.letters and self.letters.plain(),
            "evidence": {name: asdict(each) for name, each in self.evidence.items()},
        }
        return json.dumps(head).encode() + b"\n" + self.gathered.encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, data: bytes, source: bytes) -> "Recording":
        """Read what `to_bytes` wrote; `source` is the response's body."""
        head, _, gathered = data.partition(b"\n")
        # A record that doesn't tell what the page asked for can't vouch for it.
        fields = {"assets": (), "unsteady": True, **json.loads(head)}
        fields["assets"] = tuple(fields["assets"])
        animations = _animations(fields.pop("animations", None))
        backdrops = _backdrops(fields.pop("backdrops", None))
        evidence = {name: Evidence(**each) for name, each in fields.pop("evidence", {}).items()}
        letters = Letters.of(told) if (told := fields.pop("letters", None)) else None
        response = Response(**fields, source=source)
        return cls(response, gathered.decode("utf-8", "surrogatepass"), animations, backdrops, evidence, letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is remembered from page to page of an audit: image files, what is behind texts, and what pictures say.

    Without `letterings`, no letters in pictures are read.
    """

    motion: Motion = field(default_factory=Motion)
    backdrops: Backdrops = field(default_factory=Backdrops)
    letterings: Letterings | None = None


async def record(
    live: LivePage,
    response: Response,
    *,
    axe: Mapping[str, object] | None,
    element_limit: int,
    remembered: Remembered | None = None,
) -> Recording:
    """Walk the live page once, then see which of its images move, what is behind texts, and what pictures say.

    `axe` holds axe's run options, None leaves axe out; without `remembered`, neither files nor pixels are looked at.
    """
    gathered = await live.call("a11yAuditGather", {"limit": element_limit, "axe": axe})
    if remembered is None:
        return Recording(response, gathered)
    moving = await remembered.motion.seen(live)
    behind = await remembered.backdrops.seen(live, gathered)
    letters = await remembered.letterings.seen(live) if remembered.letterings else None
    return Recording(response, gathered, moving, behind, letters=letters)


async def gather(
    live: LivePage,
    response: Response,
    *,
    axe: Mapping[str, object] | None,
    element_limit: int,
    remembered: Remembered | None = None,
) -> Snapshot:
    """Walk the live page once and return its snapshot; arguments as for `record`."""
    return (await record(live, response, axe=axe, element_limit=element_limit, remembered=remembered)).snapshot()


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
        looks=tuple(look(each) for each in gathered["looks"]) if "looks" in gathered else None,
    )


def _document(raw: Mapping[str, Any]) -> DocumentRecord:
    return DocumentRecord(
        html=raw["html"],
        flags=tuple(raw["flags"]),
        boxes=tuple(tuple(box) if box else None for box in raw["boxes"]),
        styles=tuple(raw["styles"]),
        names={int(number): (pair[0], pair[1]) for number, pair in raw["names"].items()},
        title=raw["title"],
        language=raw["language"],
        host=tuple(raw["host"]) if raw["host"] else None,
        texts=tuple(TextRun(*each) for each in raw.get("texts", ())),
        images={int(number): ImageFile(*each) for number, each in raw.get("images", {}).items()},
        backgrounds={int(number): Background(*each) for number, each in raw.get("backgrounds", {}).items()},
        ground=Ground(*raw["ground"]) if raw.get("ground") else None,
    )


def _written(animations: Mapping[int, Animation] | None) -> Mapping[int, Any] | None:
    return None if animations is None else {number: asdict(each) for number, each in animations.items()}


def _animations(raw: Mapping[str, Any] | None) -> dict[int, Animation] | None:
    return None if raw is None else {int(number): _animation(**each) for number, each in raw.items()}


def _animation(*, flicker: Mapping[str, Any] | None = None, **fields: Any) -> Animation:  # noqa: ANN401 -- JSON
    return Animation(**fields, flicker=Flicker(**flicker) if flicker else None)


def _backdrops(raw: Sequence[Mapping[str, Any]] | None) -> tuple[Backdrop, ...] | None:
    return None if raw is None else tuple(Backdrop(**{**each, "ratios": tuple(each["ratios"])}) for each in raw)


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
