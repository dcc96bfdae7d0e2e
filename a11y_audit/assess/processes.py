"""Pages that are steps of one process (such as a form and its confirmation), told from addresses and forms."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from a11y_audit.assess.kinds import Candidate

_STEPS = (
    re.compile(r"input|entry|nyuryoku|form|start", re.IGNORECASE),
    re.compile(r"confirm|kakunin|check|preview", re.IGNORECASE),
    re.compile(r"complete|finish|thanks|done|kanryo|kanryou", re.IGNORECASE),
)
_NUMBERED = re.compile(r"(?:step|page|part)[-_=]?(\d+)", re.IGNORECASE)


def processes(pages: Iterable[Candidate]) -> dict[str, list[str]]:
    """Return the processes that can be told: the title of the first step → addresses of all steps, in their order.

    Steps lie in one folder and are called by number or as entry, confirmation and end; one of them has a form.
    """
    folders: dict[str, list[tuple[int, Candidate]]] = {}
    for page in pages:
        folder, _, name = urlsplit(page.url).path.rpartition("/")
        step = _step(f"{name}?{urlsplit(page.url).query}")
        if step is not None:
            folders.setdefault(f"{urlsplit(page.url).netloc}{folder}", []).append((step, page))
    found: dict[str, list[str]] = {}
    for steps in folders.values():
        ordered = [page for _, page in sorted(steps, key=lambda item: (item[0], item[1].url))]
        has_form = any(page.content is not None and page.content.count("own_field") for page in ordered)
        if len({step for step, _ in steps}) > 1 and has_form:
            found[ordered[0].title or ordered[0].url] = [page.url for page in ordered]
    return found


def _step(name: str) -> int | None:
    if numbered := _NUMBERED.search(name):
        return int(numbered[1])
    return next((place for place, words in enumerate(_STEPS, 1) if words.search(name)), None)
