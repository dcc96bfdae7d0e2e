"""Between values and the store: what is kept comes back."""

import json
from dataclasses import asdict, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from a11y_audit.audit.judge import Judgement
from a11y_audit.audit.records import keep, recall, site_facts, stored
from a11y_audit.audit.visit import Visited
from a11y_audit.core.target import Box, Target
from a11y_audit.probes.page import Recording, Response
from a11y_audit.render.tab import Picture
from a11y_audit.store import frontier, results, rows
from a11y_audit.store.frontier import Found
from a11y_audit.subject import Facts, LinkFact
from tests.unit.stores import FINDING, SITE, START, begun, fresh_store

texts = st.text(st.characters(exclude_categories=()), max_size=8)
boxes = st.none() | st.builds(Box, *[st.floats(allow_nan=False, allow_infinity=False)] * 4)
targets = st.builds(
    Target,
    selector=texts,
    snippet=texts,
    fragment=texts,
    region=texts,
    box=boxes,
    line=st.none() | st.integers(1, 10**6),
)
some_facts = st.builds(
    Facts,
    page=texts,
    title=texts,
    heading=texts,
    language=texts,
    title_target=st.none() | targets,
    links=st.lists(st.builds(LinkFact, *[texts] * 5), max_size=3).map(tuple),
    fingerprint=texts,
)


def response(source: bytes) -> Response:
    return Response(url=SITE, final_url=f"{SITE}b", status=200, headers={"content-type": "text/html"}, source=source)


@settings(max_examples=15)
@given(st.lists(some_facts, min_size=1, max_size=3))
def test_facts_of_pages_come_back_in_the_order_of_addresses(known: list[Facts]) -> None:
    with fresh_store() as store:
        run = begun(store, *(f"{SITE}{number}" for number in range(len(known))))
        for claim, each in zip(frontier.claim(store, run.id, 9), reversed(known), strict=True):
            visit = results.VisitResult(page_id=claim.page_id, tested_at=START, facts=results.pack(asdict(each)))
            results.save_visit(store, run.id, visit)
        assert list(reversed(known)) == list(site_facts(store, run.id))


@settings(max_examples=15)
@given(texts, st.binary())
def test_record_of_a_page_comes_back(gathered: str, source: bytes) -> None:
    with fresh_store() as store:
        recording = Recording(response(source), gathered)
        key = keep(store, recording)
        assert recording == recall(store, key)
        assert key == keep(store, recording)


def test_visit_is_put_into_the_store_and_read_again() -> None:
    known = Facts(page=SITE, title="題", heading="", language="ja", title_target=FINDING.target, links=())
    visited = Visited(
        recording=Recording(response(b"<p>"), json.dumps({})),
        title="題" * 2_000,
        links=(),
        canonical=None,
        directives=(),
        likeness="",
        judgement=Judgement((FINDING, replace(FINDING, target=None)), {"a": "passed"}),
        facts=known,
        pictures=((FINDING, Picture(b"jpeg", 10, 10, Box(1, 2, 3, 4))),),
        skeleton="",
    )
    found = (Found(url=f"{SITE}c", found_by="link", depth=1),)
    with fresh_store() as store:
        run = begun(store, SITE)
        (claim,) = frontier.claim(store, run.id, 1)
        visit = stored(
            store,
            claim.page_id,
            visited,
            found=found,
            links=(SITE, f"{SITE}c"),
            headers={"etag": "x"},
            assets=None,
            tested_at=START,
            elapsed_ms=5.0,
        )
        results.save_visit(store, run.id, visit)
        row = rows.find_visit(store, SITE)
        assert row is not None
        assert (1_000, f"{SITE}b", 5.0, START.isoformat()) == (
            len(row["title"]),
            row["final_url"],
            row["elapsed_ms"],
            row["tested_at"],
        )
        assert visited.recording == recall(store, row["snapshot"])
        assert [known] == list(site_facts(store, run.id))
        assert {FINDING.defect} == results.pictured(store, SITE)
        (shot,) = visit.shots
        assert b"jpeg" == store.blobs.get(shot.key)
        assert {SITE, f"{SITE}c"} == set(frontier.known(store, run.id).values())
