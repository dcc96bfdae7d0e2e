"""Choosing the pages of a test from stored audits: once from each, never to taste, and every change with its reason."""

from datetime import date, timedelta

import pytest

from a11y_audit.assess.sample import PageKind, Pick
from a11y_audit.audit.sampling import Choice, draw_sample, newest_of, propose, replace_page, show
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.errors import UsageError
from a11y_audit.store import samples
from a11y_audit.store.engine import Store
from tests.unit.stores import SITE, finding
from tests.unit.trials import night

DAY = date(2026, 11, 30)
PAGES = {"": [], **{f"{number}.html": [] for number in range(60)}}
GONE = NotAudited(Why.NOT_FOUND, "404")


def failing(*paths: str) -> dict[str, object]:
    return {path: [finding(f"{SITE}{path}")] if path in paths else [] for path in PAGES}


def test_the_sample_of_an_audit_is_stored_with_all_that_draws_it_again(store: Store) -> None:
    run = night(store, PAGES)
    shown = draw_sample(store, run, Choice(person="山田"), day=DAY)
    sample = samples.get_sample(store)
    assert (shown.sample, 40, "山田") == (sample, len(sample.pages), sample.person)
    assert (PageKind.TOP,) == sample.pages[0].kinds
    assert sample.frame_size == len(samples.frame_of(store, sample.id)) == 60
    assert 4 == len(shown.chances)


def test_drawn_again_on_the_same_day_it_is_the_same_and_stored_once(store: Store) -> None:
    run = night(store, PAGES)
    first = draw_sample(store, run, Choice(), day=DAY).sample
    assert first == draw_sample(store, run, Choice(), day=DAY).sample
    assert 1 == len(samples.every_sample(store, SITE))


@pytest.mark.parametrize("choice", [Choice(seed="もっと良い種"), Choice(random=30)], ids=["seed", "number"])
def test_from_one_audit_nothing_is_drawn_until_it_pleases(store: Store, choice: Choice) -> None:
    run = night(store, PAGES)
    draw_sample(store, run, Choice(), day=DAY)
    with pytest.raises(UsageError, match="until the result pleases"):
        draw_sample(store, run, choice, day=DAY)
    with pytest.raises(UsageError):
        draw_sample(store, run, Choice(), day=DAY + timedelta(days=1))
    assert 1 == len(samples.every_sample(store, SITE))


def test_a_new_audit_can_be_drawn_from_and_earlier_samples_are_told(store: Store) -> None:
    draw_sample(store, night(store, PAGES), Choice(), day=DAY)
    shown = draw_sample(store, night(store, PAGES, number=1), Choice(), day=DAY + timedelta(days=90))
    assert 1 == len(shown.earlier)
    assert "2026-11-30" in shown.warnings[0].ja


def test_drawing_only_from_pages_that_were_repaired_is_refused_with_the_reason(store: Store) -> None:
    first = draw_sample(store, night(store, failing("1.html")), Choice(), day=DAY).sample
    run = night(store, PAGES, number=1)
    again = Choice(pages=dict.fromkeys((*first.urls, f"{SITE}1.html"), ()), random=0)
    with pytest.raises(UsageError, match="nothing but pages that were tested before") as refused:
        draw_sample(store, run, again, day=DAY + timedelta(days=30))
    assert refused.value.hint
    assert "総務省が2024年10月に通知" in refused.value.hint.ja
    assert 1 == len(samples.every_sample(store, SITE))
    assert 40 <= len(draw_sample(store, run, Choice(), day=DAY + timedelta(days=30)).sample.pages)


def test_pages_that_the_audit_does_not_know_are_told_and_nothing_is_stored(store: Store) -> None:
    run = night(store, PAGES)
    with pytest.raises(UsageError, match="not among the audited pages"):
        draw_sample(store, run, Choice(pages={f"{SITE}nowhere.html": ()}), day=DAY)
    assert [] == samples.every_sample(store, SITE)


def test_a_site_of_one_page_and_one_of_none(store: Store) -> None:
    one = night(store, {"": []})
    sample = draw_sample(store, one, Choice(), day=DAY).sample
    assert ((SITE,), "a") == (sample.urls, sample.method.value)
    none = night(store, {"": GONE}, number=1)
    for act in (lambda: propose(store, none), lambda: draw_sample(store, none, Choice(), day=DAY)):
        with pytest.raises(UsageError, match="no page that could be tested"):
            act()


def test_a_drawn_page_that_is_gone_is_replaced_by_the_next_of_the_draw_and_logged(store: Store) -> None:
    sample = draw_sample(store, night(store, PAGES), Choice(), day=DAY).sample
    gone = sample.picked(Pick.RANDOM)[3].url
    run = night(store, {**PAGES, gone.removeprefix(SITE): GONE}, number=1)
    assert gone in show(store, sample, run).warnings[0].ja
    after, change = replace_page(store, sample, run, gone, by=None, reason="削除", person="山田", day=DAY)
    assert (gone, "削除", "山田") == (change.url, change.reason, change.person)
    assert gone not in after.urls
    assert after == samples.get_sample(store)
    assert len(sample.pages) == len(after.pages)
    assert () == show(store, after, run).warnings


def test_a_page_that_can_be_tested_stays_whatever_is_wrong_on_it(store: Store) -> None:
    sample = draw_sample(store, night(store, failing(*PAGES)), Choice(), day=DAY).sample
    run = newest_of(store, SITE)
    for url in sample.urls[:3]:
        with pytest.raises(UsageError, match="can be tested and stays"):
            replace_page(store, sample, run, url, by=None, reason="×が多い", person="山田", day=DAY)
    assert () == samples.get_sample(store).replacements


def test_what_can_not_take_the_place_is_refused(store: Store) -> None:
    sample = draw_sample(store, night(store, PAGES), Choice(), day=DAY).sample
    top, drawn = sample.urls[0], sample.picked(Pick.RANDOM)[0].url
    run = night(store, {path: [] for path in PAGES if f"{SITE}{path}" not in (top, drawn)}, number=1)

    def replacing(url: str, by: str | None) -> None:
        replace_page(store, sample, run, url, by=by, reason="a", person="b", day=DAY)

    with pytest.raises(UsageError, match="does not have this page"):
        replacing(f"{SITE}x", None)
    with pytest.raises(UsageError, match="next one of the same draw"):
        replacing(drawn, f"{SITE}x")
    with pytest.raises(UsageError, match="which page comes instead"):
        replacing(top, None)
    with pytest.raises(UsageError, match="can't come instead"):
        replacing(top, sample.urls[3])
    free = next(f"{SITE}{path}" for path in PAGES if f"{SITE}{path}" not in sample.urls)
    replacing(top, free)
    assert (free, (PageKind.TOP,)) == (samples.get_sample(store).pages[0].url, samples.get_sample(store).pages[0].kinds)


def test_when_the_whole_frame_was_drawn_nothing_can_come_instead(store: Store) -> None:
    few = {"": [], "a": [], "b": []}
    sample = draw_sample(store, night(store, few), Choice(), day=DAY).sample
    run = night(store, {**few, "a": GONE}, number=1)
    with pytest.raises(UsageError, match="No page is left"):
        replace_page(store, sample, run, f"{SITE}a", by=None, reason="a", person="b", day=DAY)


def test_a_sample_in_which_alone_pages_were_repaired_is_remarked(store: Store) -> None:
    sample = draw_sample(store, night(store, failing(*PAGES)), Choice(), day=DAY).sample
    outside = [path for path in PAGES if f"{SITE}{path}" not in sample.urls]
    run = night(store, failing(*outside), number=1)
    assert any("試験するページだけを直していないか" in words.ja for words in show(store, sample, run).warnings)
    honest = night(store, failing(*list(PAGES)[::2]), number=2)
    assert () == show(store, sample, honest).warnings
