"""Draws the sample of a test: the same pages for the same frame and seed, on any machine, in any version.

The random order of a frame is the order of SHA-256 over the seed, a newline and the address: anyone with the list of
addresses and the seed can draw again, with no program of ours. Source: JIS X 8341-3:2016, annex JB.1.2.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from a11y_audit.assess.sample import Pick, Sample, SampledPage
from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError

ALGORITHM = "sha256-order-1"
RANDOM = 25
WHOLE = 40
"""Unless told otherwise so many random pages at least, and so many pages in all, as the test guideline advises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for.

    Attributes:
        site: the site.
        run_id: the run whose inventory it is.
        day: today.
        person: who chose the representative pages.
        chosen: representative pages, in the order in which they are listed.
        random: how many pages to draw; None for as many as are advised.
        seed: what the draw depends on, beside the frame; "" for one that nobody can choose.
        processes: name → addresses of the steps, in their order.
    """

    site: str
    run_id: int
    day: date
    person: str
    chosen: Sequence[SampledPage]
    random: int | None = None
    seed: str = ""
    processes: Mapping[str, Sequence[str]] = field(default_factory=dict)


def draw(wish: Wish, inventory: Mapping[str, str]) -> tuple[Sample, list[str]]:
    """Return the sample, and the frame out of which its random pages were drawn, sorted.

    A step of a process, chosen or drawn, brings all steps of it. Where fewer pages are left than are to be drawn, all
    of them are in the sample.

    Args:
        wish: what is asked for.
        inventory: the pages of the site that can be tested: address → title.

    Raises:
        UsageError: there is no page.
    """
    if not inventory:
        raise UsageError(
            Text("試験できるページが1ページもありません。", "There is no page that could be tested."),
            Text("先に a11y-audit audit で検査してください。", "Audit the site first: a11y-audit audit"),
        )
    chosen = list({page.url: page for page in wish.chosen}.values())
    frame = sorted(set(inventory) - {page.url for page in chosen})
    digest = frame_hash(frame)
    seed = wish.seed or f"{wish.day.isoformat()}-{digest[:16]}"
    number = max(RANDOM, WHOLE - len(chosen)) if wish.random is None else wish.random
    drawn = [SampledPage(url=url, title=inventory[url], pick=Pick.RANDOM) for url in ranked(frame, seed)[:number]]
    steps = _steps([*chosen, *drawn], wish.processes, inventory)
    taken = {page.url for page in (*chosen, *steps)}
    sample = Sample(
        site=wish.site,
        run_id=wish.run_id,
        day=wish.day,
        person=wish.person,
        pages=(*chosen, *steps, *(page for page in drawn if page.url not in taken)),
        seed=seed,
        frame_size=len(frame),
        frame_hash=digest,
        algorithm=ALGORITHM,
        inventory=len(inventory),
    )
    return sample, frame


def ranked(frame: Iterable[str], seed: str) -> list[str]:
    """Return addresses in the random order that a seed gives them."""
    return sorted(frame, key=lambda url: hashlib.sha256(f"{seed}\n{url}".encode("utf-8", "surrogatepass")).hexdigest())


def frame_hash(frame: Iterable[str]) -> str:
    """Return SHA-256 in hex of addresses, sorted, one a line."""
    return hashlib.sha256("".join(f"{url}\n" for url in sorted(frame)).encode("utf-8", "surrogatepass")).hexdigest()


def next_drawn(sample: Sample, frame: Sequence[str], usable: Collection[str]) -> str | None:
    """Return the next page of the same draw that can be tested and was not in the sample yet, or None."""
    known = {*sample.urls, *(change.url for change in sample.replacements)}
    return next((url for url in ranked(frame, sample.seed) if url not in known and url in usable), None)


def only_seen(candidates: Collection[str], *, tested: Collection[str], repaired: Collection[str], whole: int) -> bool:
    """Tell whether a new sample could consist only of pages that an earlier test saw or that were repaired since.

    Args:
        candidates: pages that are chosen or could be drawn.
        tested: pages of earlier samples.
        repaired: pages on which something failed before, and nothing does now.
        whole: pages of the site; where all of them are candidates, nothing is chosen.
    """
    if not tested or len(candidates) >= whole:
        return False
    return set(candidates) <= {*tested, *repaired}


def _steps(
    pages: Sequence[SampledPage], processes: Mapping[str, Sequence[str]], inventory: Mapping[str, str]
) -> list[SampledPage]:
    chosen = {page.url for page in pages if page.pick is not Pick.RANDOM}
    present = {page.url for page in pages}
    found: dict[str, SampledPage] = {}
    for name, urls in processes.items():
        if present.isdisjoint(urls):
            continue
        for url in urls:
            if url not in chosen and url not in found:
                found[url] = SampledPage(url=url, title=inventory.get(url, ""), pick=Pick.PROCESS, process=name)
    return list(found.values())
