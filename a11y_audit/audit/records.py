"""Between values and the store: records of pages as bytes, facts as bytes, pictures as blobs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from a11y_audit.audit import probing
from a11y_audit.audit.visit import Visited
from a11y_audit.core.target import Box, Target
from a11y_audit.probes.page import Recording
from a11y_audit.store import results
from a11y_audit.store.engine import Store
from a11y_audit.store.frontier import Found
from a11y_audit.store.results import Shot, VisitResult
from a11y_audit.subject import Content, Facts, ImageFact, LinkFact, Page, content


def stored(  # noqa: PLR0913 -- one value of each kind that a visit gave
    store: Store,
    page_id: int,
    visited: Visited,
    *,
    found: tuple[Found, ...],
    links: tuple[str, ...],
    headers: Mapping[str, str],
    assets: str | None,
    tested_at: datetime,
    elapsed_ms: float,
) -> VisitResult:
    """Put the large things of a visit into blobs and return the rest, to be saved in one transaction."""
    return VisitResult(
        page_id=page_id,
        tested_at=tested_at,
        final_url=visited.recording.response.final_url,
        title=visited.title[:1_000],
        elapsed_ms=elapsed_ms,
        snapshot=keep(store, visited.recording),
        headers=headers,
        assets=assets,
        likeness=visited.likeness,
        skeleton=visited.skeleton,
        contact=visited.facts.contact,
        probes=probing.finished(visited.recording),
        links=links,
        outcomes=visited.judgement.outcomes,
        facts=results.pack(asdict(visited.facts)),
        findings=visited.judgement.findings,
        shots=tuple(
            Shot(
                defect=finding.defect,
                key=store.blobs.put(picture.data),
                place=picture.place,
                covers=picture.covers,
            )
            for finding, picture in visited.pictures
        ),
        found=found,
    )


def keep(store: Store, recording: Recording) -> str:
    """Store a record of a page and return its key: that of the record, then that of the source."""
    return f"{store.blobs.put(recording.to_bytes())} {store.blobs.put(recording.response.source)}"


def recall(store: Store, key: str) -> Recording:
    """Return the record that `keep` stored under `key`."""
    record, source = key.split()
    return Recording.from_bytes(store.blobs.get(record), store.blobs.get(source))


def site_facts(store: Store, run_id: int) -> Iterator[Facts]:
    """Yield the facts of each audited page of a run, ordered by URL."""
    for data in results.facts(store, run_id):
        yield _facts(results.unpack(data))


def facts_of(visit: Mapping[str, Any]) -> Facts | None:
    """Return the facts of a visited page, or None where none were stored."""
    return _facts(results.unpack(visit["facts"])) if visit["facts"] else None


def content_of(store: Store, visit: Mapping[str, Any]) -> Content | None:
    """Return what a visited page has: from its facts, or from its record where an earlier version made them."""
    known = facts_of(visit)
    if known is not None and known.content is not None:
        return known.content
    return content(Page(recall(store, visit["snapshot"]).snapshot())) if visit["snapshot"] else None


def _facts(raw: Any) -> Facts:  # noqa: ANN401 -- JSON
    return Facts(
        page=raw["page"],
        title=raw["title"],
        heading=raw["heading"],
        language=raw["language"],
        title_target=_target(raw["title_target"]),
        links=tuple(LinkFact(**each) for each in raw["links"]),
        images=tuple(ImageFact(**each) for each in raw.get("images", ())),
        fingerprint=raw["fingerprint"],
        contact=raw.get("contact", ""),
        content=_content(raw.get("content")),
        skeleton=raw.get("skeleton", ""),
        searches=raw.get("searches", False),
        listed=tuple(raw.get("listed", ())),
        start=tuple(LinkFact(**each) for each in raw.get("start", ())),
    )


def _content(raw: Any) -> Content | None:  # noqa: ANN401 -- JSON
    if raw is None:
        return None
    shown = {part: tuple(rows) for part, rows in raw["shown"].items()}
    return Content(**{**raw, "shown": shown})


def _target(raw: Any) -> Target | None:  # noqa: ANN401 -- JSON
    return _place(raw) if raw else None


def _place(raw: Any) -> Target:  # noqa: ANN401 -- JSON
    return Target(**{**raw, "box": Box(**raw["box"]) if raw["box"] else None})
