"""Nights from their first request to their notice, in a real browser: time that ends, a kill, a server that is gone."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from a11y_audit import nights
from a11y_audit.audit.events import Stop
from a11y_audit.audit.watch import BUDGET
from a11y_audit.cli.ending import exit_code
from a11y_audit.core.text import Lang
from a11y_audit.errors import SiteError
from a11y_audit.nights import NightEnd
from a11y_audit.schedule.journal import Journal, Night
from a11y_audit.settings import Settings
from tests.browser import village
from tests.browser.conftest import LIGHT, free_port, settings_for

pytestmark = pytest.mark.browser

EVENING = datetime(2026, 11, 29, 13, tzinfo=UTC)
"""22:00 in Japan."""


def run(settings: Settings, folder: Path, now: Callable[[], datetime], *, catch_up: bool = False) -> NightEnd | None:
    return asyncio.run(
        nights.night(
            settings,
            folder,
            catch_up=catch_up,
            lang=Lang.JA,
            code_of=lambda end: exit_code(end, settings),
            progress=lambda _: None,
            stop=Stop(),
            now=now,
        )
    )


def late_when_slow(served: village.Village) -> Callable[[], datetime]:
    """Return a clock that jumps over the end of the night when the slow page is asked for, which then comes."""

    def now() -> datetime:
        if not served.asked.is_set():
            return EVENING
        served.let_go.set()
        return EVENING + timedelta(hours=2)

    return now


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def test_what_a_night_has_no_time_for_follows_in_the_next(tmp_path: Path) -> None:
    with village.serve() as served:
        settings = settings_for(served.url, report=LIGHT, schedule={"hours": 1}, crawl={"parallel": 1})
        served.hold()
        first = run(settings, tmp_path, late_when_slow(served))
        assert first is not None
        assert (BUDGET, "partial", 3) == (first.night.reason, first.night.state, first.night.code)
        standing = nights.status(settings, tmp_path, now=at(EVENING + timedelta(hours=3)))
        assert standing.waiting
        tomorrow = EVENING + timedelta(days=1)
        second = run(settings, tmp_path, at(tomorrow))
        assert second is not None
        assert (first.night.run, "complete") == (second.night.run, second.night.state)
        assert "" == second.night.reason
        standing = nights.status(settings, tmp_path, now=at(tomorrow))
        assert (None, tomorrow + timedelta(days=1)) == (standing.waiting, standing.next)
        assert () == tuple(each for each in standing.problems if "ディスク" not in each.ja)
        assert run(settings, tmp_path, at(tomorrow + timedelta(hours=9)), catch_up=True) is None
    assert [first.night, second.night] == Journal(tmp_path / "data").nights()
    assert 2 == len(list((tmp_path / "data" / "logs").iterdir()))


def test_a_night_that_was_cut_off_is_made_up_for_and_told(tmp_path: Path) -> None:
    with village.serve() as served:
        settings = settings_for(served.url, report={**LIGHT, "formats": ("html",)})
        (tmp_path / "data").mkdir()
        Journal(tmp_path / "data").begin(Night(begun=EVENING))
        morning = EVENING + timedelta(hours=9)
        assert "cut off" in nights.status(settings, tmp_path, now=at(morning)).problems[0].en
        done = run(settings, tmp_path, at(morning), catch_up=True)
    assert done is not None
    assert done.notice.cut_off
    assert "complete" == done.night.state
    assert done.notice.first is not None
    assert done.end.report
    cover = BeautifulSoup(done.end.report.read_text(encoding="utf-8"), "lxml")
    first = cover.select_one("section[aria-labelledby=repair] tbody a")
    assert first
    assert done.notice.first[0].ja.startswith(first.get_text().removesuffix("…"))


def test_a_night_that_fails_is_kept_and_told(tmp_path: Path) -> None:
    settings = settings_for(f"http://127.0.0.1:{free_port()}/", report=LIGHT)
    with pytest.raises(SiteError):
        run(settings, tmp_path, at(EVENING))
    (night,) = Journal(tmp_path / "data").nights()
    assert (3, EVENING) == (night.code, night.ended)
    assert "サイトを検査できません" in night.error[0]
    problems = nights.status(settings, tmp_path, now=at(EVENING)).problems
    assert "The last night failed" in problems[0].en
