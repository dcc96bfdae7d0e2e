"""Samples of tests as they were drawn, and what was replaced in them since."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from a11y_audit.assess.sample import PageKind, Pick, Replacement, Sample, SampledPage, replaced
from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError
from a11y_audit.store.engine import Store
from a11y_audit.store.results import pack, unpack
from a11y_audit.store.schema import replacements, samples


def save_sample(store: Store, sample: Sample, *, frame: Sequence[str]) -> Sample:
    """Store a sample with the addresses out of which it was drawn; return it with its number."""
    with store.writing() as connection:
        key = connection.execute(
            insert(samples)
            .values(
                site=sample.site,
                run_id=sample.run_id,
                day=sample.day.isoformat(),
                person=sample.person,
                pages=json.dumps([_packed(each) for each in sample.pages], ensure_ascii=False),
                seed=sample.seed,
                frame=pack(list(frame)),
                frame_size=sample.frame_size,
                frame_hash=sample.frame_hash,
                algorithm=sample.algorithm,
                inventory=sample.inventory,
            )
            .returning(samples.c.id)
        ).scalar_one()
    return replace(sample, id=key)


def save_replacement(store: Store, sample_id: int, change: Replacement) -> None:
    """Store that a page of a sample was replaced."""
    with store.writing() as connection:
        connection.execute(
            insert(replacements).values(
                sample_id=sample_id,
                url=change.url,
                by=change.by,
                pick=change.pick,
                reason=change.reason,
                person=change.person,
                day=change.day.isoformat(),
            )
        )


def every_sample(store: Store, site: str) -> list[Sample]:
    """Return all samples of a site, as they are after replacements, the oldest first."""
    with store.reading() as connection:
        rows = connection.execute(select(samples).where(samples.c.site == site).order_by(samples.c.id)).mappings()
        return [_sample(connection, row) for row in rows]


def get_sample(store: Store, sample_id: int | None = None, *, site: str | None = None) -> Sample:
    """Return a sample, or the newest one (of a site).

    Raises:
        UsageError: there is none.
    """
    query = select(samples).order_by(samples.c.id.desc()).limit(1)
    if sample_id is not None:
        query = query.where(samples.c.id == sample_id)
    if site is not None:
        query = query.where(samples.c.site == site)
    with store.reading() as connection:
        row = connection.execute(query).mappings().first()
        if row is not None:
            return _sample(connection, row)
    if sample_id is not None:
        raise UsageError(
            Text(f"抽出 {sample_id} はありません。", f"There is no sample {sample_id}."),
            Text("a11y-audit sample show で確かめてください。", "See what there is with: a11y-audit sample show"),
        )
    raise UsageError(
        Text("試験するページがまだ選ばれていません。", "No pages were chosen for a test yet."),
        Text(
            "a11y-audit sample propose で候補を見て、a11y-audit sample draw で選んでください。",
            "See the proposals with “a11y-audit sample propose”, then choose with “a11y-audit sample draw”.",
        ),
    )


def frame_of(store: Store, sample_id: int) -> list[str]:
    """Return the addresses out of which the random pages of a sample were drawn, sorted."""
    with store.reading() as connection:
        data = connection.execute(select(samples.c.frame).where(samples.c.id == sample_id)).scalar_one()
    value = unpack(data)
    return [str(each) for each in value] if isinstance(value, list) else []


def _sample(connection: Connection, row: RowMapping) -> Sample:
    drawn = Sample(
        id=row["id"],
        site=row["site"],
        run_id=row["run_id"],
        day=date.fromisoformat(row["day"]),
        person=row["person"],
        pages=tuple(_page(each) for each in json.loads(row["pages"])),
        seed=row["seed"],
        frame_size=row["frame_size"],
        frame_hash=row["frame_hash"],
        algorithm=row["algorithm"],
        inventory=row["inventory"],
    )
    changes = connection.execute(
        select(replacements).where(replacements.c.sample_id == row["id"]).order_by(replacements.c.id)
    ).mappings()
    return replaced(drawn, [_replacement(each) for each in changes])


def _replacement(row: RowMapping) -> Replacement:
    return Replacement(
        url=row["url"],
        by=row["by"],
        pick=Pick(row["pick"]),
        reason=row["reason"],
        person=row["person"],
        day=date.fromisoformat(row["day"]),
    )


def _packed(page: SampledPage) -> dict[str, Any]:
    return {
        "url": page.url,
        "title": page.title,
        "pick": page.pick,
        "kinds": list(page.kinds),
        "process": page.process,
    }


def _page(raw: dict[str, Any]) -> SampledPage:
    return SampledPage(
        url=raw["url"],
        title=raw["title"],
        pick=Pick(raw["pick"]),
        kinds=tuple(map(PageKind, raw["kinds"])),
        process=raw["process"],
    )
