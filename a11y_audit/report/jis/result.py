"""The test result with its nine items, in the order of JIS X 8341-3:2016, annex JB.3.1."""

from collections.abc import Iterator

from a11y_audit.assess.judgement import JudgementTable
from a11y_audit.assess.sample import Pick, Sample
from a11y_audit.report.jis.checklists import criteria_grid, legend, open_cells, totals
from a11y_audit.report.jis.document import (
    Address,
    Block,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Inline,
    Listed,
    Para,
    Unfilled,
    Warned,
)
from a11y_audit.report.jis.view import JisView
from a11y_audit.report.notation import date_words, number
from a11y_audit.report.words import Words


def result(view: JisView, words: Words) -> Document:
    """Return the result; while something is missing for the claim that is wished for, it is a draft that says what."""
    assert view.sample is not None
    assert view.table is not None
    return Document(
        key="result",
        title=words("jis.result_title", site=view.site_name, standard=words.pick(view.standard.name)),
        blocks=tuple(_blocks(view, view.sample, view.table, words)),
    )


def _blocks(view: JisView, sample: Sample, table: JudgementTable, words: Words) -> Iterator[Block]:
    if obstacles := tuple(_obstacles(view, table, words)):
        yield Warned(words("jis.draft"), obstacles)
    yield Heading(words("jis.item_1"))
    yield Para(date_words(view.result.stated or view.today, words.lang))
    yield Heading(words("jis.item_2"))
    yield Para(words.pick(view.standard.name))
    yield Heading(words("jis.item_3"))
    yield from _level(view, words)
    yield Heading(words("jis.item_4"))
    yield Para(
        view.result.description or view.policy.scope or Unfilled(words("jis.unfilled", key="result.description"))
    )
    yield Heading(words("jis.item_5"))
    yield Listed(view.result.technologies)
    yield Heading(words("jis.item_6"))
    yield from _selection(sample, view.repaired, words)
    yield Heading(words("jis.item_7"))
    yield _pages(sample, words)
    yield Heading(words("jis.item_8"))
    yield Para(words("jis.checklist_lead"))
    yield from legend(view, words)
    yield criteria_grid(view, table, words)
    yield from totals(table, words)
    yield Heading(words("jis.item_9"))
    yield Para(_period(view, words))
    yield from _beyond(view, words)


def _obstacles(view: JisView, table: JudgementTable, words: Words) -> Iterator[str]:
    if view.decision is not None:
        for missing in view.decision.missing:
            yield words.pick(missing.text)
    yield from open_cells(table, words)
    if view.claim is not None:
        for missing in view.claim.advised:
            yield words.pick(missing.text)


def _level(view: JisView, words: Words) -> Iterator[Block]:
    if view.claim is None or (view.decision is not None and view.decision.missing):
        yield Para(Unfilled(words("jis.no_claim")))
        return
    yield Para(words.pick(view.claim.text), strong=True)
    yield Para(words.pick(view.claim.note))
    if view.result.next_steps:
        yield Heading(words("jis.next_steps"), 3)
        yield Para(view.result.next_steps)


def _selection(sample: Sample, repaired: int, words: Words) -> Iterator[Block]:
    yield Para(words("jis.method_chosen", letter=sample.method.value, heading=words.pick(sample.method.heading)))
    counts = {pick: len(sample.picked(pick)) for pick in Pick}
    parts = [words(f"jis.pages_{pick.value}", n=count) for pick, count in counts.items() if count]
    yield Para(words("jis.pages_chosen", parts=words("report.seam").join(parts), n=len(sample.pages)))
    if counts[Pick.RANDOM]:
        yield Facts(
            (
                (words("jis.drawn_on"), date_words(sample.day, words.lang)),
                (words("jis.frame"), words("jis.frame_size", n=sample.frame_size)),
                (words("jis.seed"), sample.seed),
                (words("jis.frame_hash"), sample.frame_hash),
                (words("jis.algorithm"), sample.algorithm),
            )
        )
    if repaired:
        yield Para(words("jis.repaired", n=repaired))
    if sample.replacements:
        columns = tuple(
            Column(words(f"jis.replaced_{key}"), width)
            for key, width in (("url", 48), ("by", 48), ("reason", 48), ("day", 14))
        )
        rows = tuple(
            (Address(each.url), Address(each.by) if each.by else "–", each.reason, date_words(each.day, words.lang))
            for each in sample.replacements
        )
        yield Grid(key="replacements", caption=words("jis.replaced"), columns=columns, rows=rows)


def _pages(sample: Sample, words: Words) -> Grid:
    columns = (
        Column(words("jis.order"), 6, count=True),
        Column(words("jis.page_title"), 40),
        Column(words("jis.uri"), 64),
        Column(words("jis.picked"), 14, whole=True),
    )
    rows: tuple[tuple[Inline, ...], ...] = tuple(
        (order, page.title or "–", Address(page.url), words.pick(page.pick.heading))
        for order, page in enumerate(sample.pages, 1)
    )
    return Grid(
        key="pages", caption=words("jis.pages_caption", n=number(len(rows))), columns=columns, rows=rows, row_head=1
    )


def _period(view: JisView, words: Words) -> Inline:
    begin, end = view.result.tested_from, view.result.tested_until
    if begin is None or end is None:
        return Unfilled(words("jis.unfilled", key="result.tested_from, result.tested_until"))
    return words("jis.period", begin=date_words(begin, words.lang), end=date_words(end, words.lang))


def _beyond(view: JisView, words: Words) -> Iterator[Block]:
    yield Heading(words("jis.beyond"))
    tools = [f"{name} {view.versions[name]}" for name in ("a11y-audit", "axe-core") if name in view.versions]
    browser = view.versions.get("browser", "")
    # WebDriver tells the name with the version.
    tools += [f"Chromium {browser}" if browser[0].isdigit() else browser] if browser else []
    facts: list[tuple[str, Inline]] = [(words("jis.tools"), words("report.seam").join(tools))]
    if view.result.environments:
        facts.append((words("jis.environments"), words("report.seam").join(view.result.environments)))
    facts.append((words("jis.testers"), view.result.testers or Unfilled(words("jis.unfilled", key="result.testers"))))
    if view.policy.url:
        facts.append((words("jis.policy"), Address(view.policy.url)))
    yield Facts(tuple(facts))
    yield Para(words("jis.machine_note"))
