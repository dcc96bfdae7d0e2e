"""Sites that are to be left alone: quiet hours, emergencies, servers that refuse again and again."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from a11y_audit import api
from a11y_audit.api import AuditEnd
from a11y_audit.audit.events import Stop
from a11y_audit.core.text import Lang
from a11y_audit.errors import RestError
from a11y_audit.settings import Settings
from tests.browser.answers import Answers, Reply, html

NIGHT = datetime(2026, 4, 1, 17, tzinfo=UTC)  # 2 o'clock in Japan
HOURS = ("07:00-20:00",)


def audit(url: str, folder: Path, now: Callable[[], datetime] = lambda: NIGHT, **crawl: object) -> AuditEnd:
    settings = Settings.model_validate(
        {"site": {"seeds": (url,)}, "probes": {"on": False}, "crawl": crawl, "report": {"languages": (Lang.JA,)}}
    )
    return asyncio.run(api.audit(settings, folder, progress=lambda _: None, stop=Stop(), now=now))


def pages(number: int) -> dict[str, Reply]:
    links = "".join(f'<a href="/{each}">ページ{each}</a>' for each in range(number))
    return {"/": html(links), **{f"/{each}": html(f"<p>{each}番のページです。</p>") for each in range(number)}}


def test_in_quiet_hours_nothing_is_asked(tmp_path: Path) -> None:
    with Answers(pages(1)) as site:
        with pytest.raises(RestError, match="20:00"):
            audit(site.url, tmp_path, lambda: NIGHT + timedelta(hours=8), quiet_hours=HOURS)
        assert [] == site.asked


def test_when_quiet_hours_begin_the_audit_stops_and_goes_on_another_night(tmp_path: Path) -> None:
    with Answers(pages(12)) as site:
        # It becomes seven in the morning when the fourth page has been asked for.
        first = audit(
            site.url,
            tmp_path,
            lambda: NIGHT + timedelta(hours=5 if site.count("/3") else 0),
            quiet_hours=HOURS,
            parallel=1,
        )
        assert (True, "running", ("quiet_hours",)) == (first.interrupted, first.run.state, first.run.notes)
        assert 0 < first.totals.audited < 13
        second = audit(site.url, tmp_path, lambda: NIGHT + timedelta(days=1), quiet_hours=HOURS)
    assert (first.run.id, "complete", 13) == (second.run.id, second.run.state, second.totals.audited)


def test_a_site_that_shows_an_emergency_is_left_alone(tmp_path: Path) -> None:
    shown = {**pages(3), "/": html("<div>災害対策　本部を<b>設置</b>しました。</div>")}
    with Answers(shown) as site:
        with pytest.raises(RestError, match="災害対策本部"):
            audit(site.url, tmp_path, emergency_words=("大津波警報", "災害対策本部を設置"))
        assert not (tmp_path / "out").exists()
        end = audit(site.url, tmp_path, emergency_words=("大津波警報",))
    assert 1 == end.totals.audited


def test_an_emergency_that_begins_meanwhile_stops_the_audit(tmp_path: Path) -> None:
    site = Answers(pages(12))

    def now() -> datetime:
        if not site.count("/3"):
            return NIGHT
        site.replies["/"] = html("大津波警報")
        return NIGHT + timedelta(minutes=11)

    with site:
        end = audit(site.url, tmp_path, now, emergency_words=("大津波警報",), parallel=1)
    assert (True, ("emergency",)) == (end.interrupted, end.run.notes)
    assert end.totals.audited < 13


def test_a_server_that_only_refuses_is_left_alone(tmp_path: Path) -> None:
    replies = pages(40)
    replies |= {f"/{each}": Reply(500) for each in range(3, 40)}
    with Answers(replies) as site:
        end = audit(site.url, tmp_path, rate_per_s=0)
        assert (True, ("storm",)) == (end.interrupted, end.run.notes)
        assert len(set(site.asked)) < 30
        for each in range(3, 40):
            site.replies[f"/{each}"] = html("<p>直りました。</p>")
        again = audit(site.url, tmp_path)
    assert (end.run.id, "complete") == (again.run.id, again.run.state)
    assert again.totals.audited + sum(again.totals.not_audited.values()) == 41
