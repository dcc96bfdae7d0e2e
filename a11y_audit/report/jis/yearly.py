"""What is asked for every year and month: the self-assessment as a draft, and the figure of the ministry's survey."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from a11y_audit.core.text import Text
from a11y_audit.report.jis.document import Column, Document, Grid, Inline, Para
from a11y_audit.report.jis.view import JisView
from a11y_audit.report.notation import date_words, number, share
from a11y_audit.report.words import Words
from a11y_audit.resources import CONFIG

_MONTHS_IN_YEAR = 12


def evaluation(view: JisView, words: Words) -> Document:
    """Return the draft of the yearly self-assessment (取組確認・評価表): points are given by people."""
    rows = tuple(_evaluation_rows(view, words))
    columns = (
        Column(words("jis.eval_part"), 20),
        Column(words("jis.eval_item"), 36),
        Column(words("jis.eval_points"), 8, count=True),
        Column(words("jis.eval_ask"), 56),
        Column(words("jis.eval_evidence"), 64),
        Column(words("jis.eval_score"), 10, open=True),
    )
    grid = Grid(key="evaluation", caption=words("jis.eval_caption"), columns=columns, rows=rows, row_head=1)
    whole = sum(item["points"] for item in _items())
    blocks = (Para(words("jis.eval_lead")), Para(words("jis.eval_check")), grid, Para(words("jis.eval_total", n=whole)))
    return Document(key="evaluation", title=words("jis.eval_title", site=view.site_name), blocks=blocks)


def kpi(view: JisView, words: Words) -> Document:
    """Return the monthly figure: the share of pages with at least one failure that a machine proves."""
    columns = (
        Column(words("jis.kpi_month"), 18, whole=True),
        Column(words("jis.kpi_day"), 26, whole=True),
        Column(words("jis.kpi_audited"), 14, count=True),
        Column(words("jis.kpi_failed"), 14, count=True),
        Column(words("jis.kpi_ratio"), 14, count=True),
        Column(words("jis.kpi_not_audited"), 14, count=True),
        Column(words("jis.kpi_open"), 14, count=True),
        Column(words("jis.kpi_repaired"), 14, count=True),
    )
    rows: tuple[tuple[Inline, ...], ...] = tuple(
        (
            words("jis.month", year=str(each.month.year), month=each.month.month),
            date_words(each.day, words.lang),
            each.audited,
            each.failed_pages,
            share(each.ratio),
            each.not_audited,
            each.open_defects,
            each.repaired,
        )
        for each in reversed(view.months)
    )
    grid = Grid(key="kpi", caption=words("jis.kpi_caption"), columns=columns, rows=rows)
    blocks = (Para(words("jis.kpi_lead")), Para(words("jis.kpi_note")), grid)
    return Document(key="kpi", title=words("jis.kpi_title", site=view.site_name), blocks=blocks)


def _evaluation_rows(view: JisView, words: Words) -> Iterator[tuple[Inline, ...]]:
    for item in _items():
        show = _EVIDENCE[item["evidence"]]
        yield (
            words.pick(Text(item["part_ja"], item["part_en"])),
            words.pick(Text(item["item_ja"], item["item_en"])),
            item["points"],
            words.pick(Text(item["ask_ja"], item["ask_en"])),
            show(view, words) or words("jis.eval_nothing"),
            "",
        )


def _site(view: JisView, words: Words) -> str:
    if not view.months:
        return ""
    return words("jis.eval_site", sites=words("report.seam").join(view.sites), n=view.months[-1].audited)


def _audits(view: JisView, words: Words) -> str:
    year = view.months[-_MONTHS_IN_YEAR:]
    if not year:
        return ""
    return words(
        "jis.eval_audits", n=len(year), day=date_words(year[-1].day, words.lang), pages=number(year[-1].audited)
    )


def _repairs(view: JisView, words: Words) -> str:
    year = view.months[-_MONTHS_IN_YEAR:]
    if not year:
        return ""
    count = sum(each.repaired for each in year)
    before, after = share(year[0].ratio), share(year[-1].ratio)
    if len(year) == 1:
        return words("jis.eval_repairs_once", n=count, ratio=after)
    return words("jis.eval_repairs", n=count, before=before, after=after)


def _training(view: JisView, words: Words) -> str:
    return words("jis.eval_training", n=view.departments) if view.departments else ""


def _policy(view: JisView, words: Words) -> str:
    return words("jis.eval_policy", url=view.policy.url) if view.policy.url else ""


def _test(view: JisView, words: Words) -> str:
    if view.sample is None:
        return ""
    url = view.result.url or words("jis.eval_not_published")
    if view.table is not None and view.table.open:
        return words("jis.eval_test_open", n=len(view.sample.pages))
    return words("jis.eval_test", n=len(view.sample.pages), url=url)


def _contact(view: JisView, words: Words) -> str:
    return words("jis.eval_contact", contact=view.policy.contact) if view.policy.contact else ""


def _nothing(_view: JisView, _words: Words) -> str:
    return ""


_EVIDENCE: Mapping[str, Callable[[JisView, Words], str]] = {
    "site": _site,
    "audits": _audits,
    "repairs": _repairs,
    "training": _training,
    "policy": _policy,
    "test": _test,
    "contact": _contact,
    "nothing": _nothing,
}


@cache
def _items() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = tomllib.loads((CONFIG / "evaluation.toml").read_text(encoding="utf-8"))["item"]
    return items
