"""Pages that wish us ill end with one status each, and reach no output alive: report, CSV, JSON Lines, terminal, log."""

import asyncio
import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from a11y_audit.audit.records import recall
from a11y_audit.dom.tree import Tree
from a11y_audit.render.browser import browser
from a11y_audit.store.engine import open_store
from a11y_audit.testing.browsing import Recorder
from tests.browser import hostile

pytestmark = pytest.mark.browser

NOT_AUDITED = {
    "/alerts": {"timeout"},
    "/attached": {"not_html"},
    "/auth": {"login"},
    "/cut/chunk": {"network"},
    "/cut/length": {"network"},
    "/deep/3000/script": {"crash"},
    "/empty": {"empty"},
    "/go-nowhere": {"timeout", "redirect_loop"},
    "/gone": {"empty"},
    "/hang": {"timeout"},
    "/hang-late": {"timeout"},
    **{f"/long/{kind}": {"too_large", "timeout"} for kind in ("announced", "endless", "packed")},
    "/memory": {"crash", "timeout"},
    "/nothing": {"empty", "not_html"},
    "/push-state": {"redirected"},
    "/refresh": {"redirect_loop"},
    **{f"/refresh-{how}": {"redirected"} for how in ("away", "header")},
    **{f"/reload{often}": {"timeout", "redirect_loop"} for often in ("", "-often")},
    **{f"/script-away{late}": {"redirected"} for late in ("", "-late")},
    **{f"/status/{number}": {"empty"} for number in (204, 205)},
    "/stop": {"timeout"},
    **{f"/to/{scheme}": {"left_site"} for scheme in ("about", "data", "file", "mailto")},
    "/to/javascript": {"network"},
    "/to-attached": {"timeout", "not_html"},
    "/to-blank": {"left_site"},
    "/two-hosts": {"redirect_loop"},
    "/xhtml-broken": {"broken"},
}
"""Paths that can't be audited, with the reasons that may be told; what is quick on one machine is slow on another."""
EITHER = {"/reload-late", "/deep/1100/script", "/huge", "/long/wide"}
"""Paths that end well or badly, as the machine is fast or slow."""
READ = (
    "/moved-here", "/clobber", "/clobber/form", "/csp", "/trusted", "/overrides", "/shadow", "/write", "/write-open",
    "/xhtml", "/deep/400/script", "/deep/3000/source", "/spells", "/surrogates", "/shift_jis", "/euc-jp/header",
    "/status/206", "/charset", "/service-worker", "/permissions", "/close",
)  # fmt: skip
"""Paths on which a word is spaced apart, and found to be."""
LONGEST = 2_100
"""Characters of one value in any output, with a little for the quotation marks around it."""
SETTINGS = """
[site]
name = "{spell}"
city = "<b>市</b>"
[crawl]
rate_per_s = 0
parallel = 3
page_timeout_s = 20.0
navigation_timeout_s = 4.0
[render]
settle_ms = 1000
"""
_TRICKS = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """The audited site: its address, the folder of the audit, and what the program wrote and answered."""

    url: str
    folder: Path
    exit_code: int
    told: str

    @property
    def report(self) -> Path:
        """The folder of the report."""
        return self.folder / "out" / "latest"

    def rows(self, query: str) -> list[sqlite3.Row]:
        """Return rows of the store."""
        with sqlite3.connect(self.folder / "data" / "audit.sqlite3") as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(query).fetchall()


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "a11y_audit", *arguments],
        cwd=folder, capture_output=True, timeout=400, check=False,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    # Decoded here, since reading as text would make all ends of lines alike.
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve the hostile site."""
    with hostile.serve() as url:
        yield url


@pytest.fixture(scope="module")
def audited(site: str, tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """Audit the hostile site as a user does, with the log in a file."""
    folder = tmp_path_factory.mktemp("hostile")
    settings = SETTINGS.format(spell="<script>alert(1)</script>{{7*7}}")
    (folder / "a11y-audit.toml").write_text(settings, encoding="utf-8")
    done = _run(folder, "audit", site, "--no-probes", "--log-json", "log.jsonl")
    return Audited(url=site, folder=folder, exit_code=done.returncode, told=done.stdout + done.stderr)


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".html", ".csv", ".jsonl"):
            yield path.name, path.read_text(encoding="utf-8-sig")


def _tricks(text: str) -> set[str]:
    """Return the characters that a terminal, an editor or a reader could be tricked by."""
    return {
        f"U+{ord(char):04X}"
        for char in set(text)
        if _TRICKS.match(char) or (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r")
    }


def test_every_page_ends_with_one_status(audited: Audited) -> None:
    assert audited.exit_code == 0, audited.told
    rows = audited.rows("SELECT p.url, v.status, v.why FROM visits v JOIN pages p ON p.id = v.page_id")
    states = {urlsplit(row["url"]).path: row["why"] or row["status"] for row in rows if "?" not in row["url"]}

    assert set(hostile.PAGES) <= set(states)
    assert Counter(row["url"] for row in rows).most_common(1)[0][1] == 1
    wrong = {
        path: states[path]
        for path in hostile.PAGES
        if path not in EITHER and states[path] not in NOT_AUDITED.get(path, {"audited"})
    }
    assert {} == wrong
    assert {"audited", "not_audited"} == {row["status"] for row in rows}
    assert "internal" not in states.values()


def test_what_stands_on_a_hostile_page_is_still_read(audited: Audited) -> None:
    rows = audited.rows(
        "SELECT p.url FROM findings f JOIN pages p ON p.id = f.page_id WHERE f.rule = 'word-not-spaced-apart'"
    )
    found = {urlsplit(row["url"]).path for row in rows}
    assert set() == set(READ) - found


def test_each_tag_of_a_record_has_its_facts(audited: Audited) -> None:
    store = open_store(audited.folder / "data")
    keys = [row["snapshot"] for row in audited.rows("SELECT snapshot FROM visits WHERE snapshot IS NOT NULL")]
    wrong = []
    for key in keys:
        snapshot = recall(store, key).snapshot()
        for record in snapshot.documents:
            tags = len(Tree(record, snapshot.styles).tags)
            if not tags == len(record.flags) == len(record.boxes) == len(record.styles):
                wrong.append((snapshot.url, tags, len(record.flags)))
    store.close()
    assert len(keys) > 40
    assert [] == wrong


def test_old_encodings_are_read_right(audited: Audited) -> None:
    rows = audited.rows("SELECT p.url, v.title, f.snippet FROM visits v JOIN pages p ON p.id = v.page_id JOIN findings f "
                        "ON f.page_id = p.id WHERE f.rule = 'word-not-spaced-apart'")  # fmt: skip
    texts = {urlsplit(row["url"]).path: (row["title"], row["snippet"]) for row in rows}
    for path, text in hostile.ENCODED.items():
        assert (text, f"<p>{text}日　時</p>") == texts[path]


def test_no_page_writes_on_the_terminal_or_in_the_log(audited: Audited) -> None:
    assert set() == _tricks(audited.told)
    lines = (audited.folder / "log.jsonl").read_text(encoding="utf-8").split("\n")
    events = [json.loads(line) for line in lines if line]
    assert events
    assert "forged" not in {event["event"] for event in events}
    assert [] == [event["event"] for event in events if not re.fullmatch("[a-z_]+", event["event"])]
    assert max(map(len, lines)) < 3 * LONGEST


def test_no_output_holds_a_control_or_a_turning_character(audited: Audited) -> None:
    for name, text in _texts(audited.folder):
        assert set() == _tricks(text), name


def test_no_markup_of_a_page_lives_in_the_report(audited: Audited) -> None:
    for name, text in _texts(audited.report):
        if not name.endswith(".html"):
            continue
        soup = BeautifulSoup(text, "lxml")
        tags = {tag.name for tag in soup.find_all(True)}
        assert set() == tags & {"script", "iframe", "object", "embed", "form", "input", "base", "font", "button"}, name
        attributes = {attribute for tag in soup.find_all(True) for attribute in tag.attrs}
        assert set() == {each for each in attributes if each.startswith("on")} | attributes & {"action", "srcdoc"}, name
        links = {str(tag[key]) for key in ("href", "src") for tag in soup.select(f"[{key}]")}
        assert {"", "http", "https"} >= {urlsplit(link).scheme for link in links}, name
        assert [] == [link for link in links if len(link) > LONGEST or "@" in urlsplit(link).netloc], name
        assert [] == [each[:80] for each in soup.find_all(string=True) if len(each) > LONGEST], name
        assert len(text) < 2_000_000, name


def test_titles_are_shown_as_they_are(audited: Audited) -> None:
    text = BeautifulSoup((audited.report / "pages.html").read_text(encoding="utf-8"), "lxml").get_text()
    assert [] == [spell for spell in hostile.SPELLS[:6] if spell not in text]


def test_no_cell_of_a_table_is_a_formula(audited: Audited) -> None:
    for name in ("findings", "defects", "pages", "criteria", "not-audited", "trend", "README"):
        with (audited.report / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            _sound_table(list(csv.reader(file)), name)


def _sound_table(rows: list[list[str]], name: str) -> None:
    assert {len(rows[0])} == {len(row) for row in rows}, name
    formulas = [cell for row in rows for cell in row if _starts_formula(cell)]
    assert [] == formulas, name
    assert max(len(cell) for row in rows for cell in row) <= LONGEST, name


def _starts_formula(cell: str) -> bool:
    seen = "".join(char for char in cell if unicodedata.category(char) not in ("Zs", "Zl", "Zp", "Cc", "Cf"))
    return seen[:1] in tuple("=+-@＝＋－＠") and not re.fullmatch(r"-?\d+(\.\d+)?", cell)


def test_no_script_of_a_page_runs_in_the_report(audited: Audited) -> None:
    pages = [path.resolve().as_uri() for path in sorted(audited.report.rglob("*.html"))]
    assert len(pages) > 15
    assert [] == asyncio.run(_happenings(pages))


async def _happenings(pages: list[str]) -> list[str]:
    """Open the pages without their Content Security Policy, and return all that happens beyond showing them."""
    happened: list[str] = []
    async with browser() as started:
        context = await started.new_context(bypass_csp=True)
        page = await context.new_page()
        page.on("dialog", lambda dialog: happened.append(f"dialog {dialog.message}"))
        page.on("console", lambda message: happened.append(f"console {message.text}"))
        page.on("pageerror", lambda error: happened.append(f"error {error}"))
        page.on("popup", lambda popup: happened.append(f"popup {popup.url}"))
        page.on("request", lambda request: happened.append(request.url))
        for address in pages:
            await page.goto(address)
            happened.append(page.url)
    return [each for each in happened if not each.startswith(pages[0].rpartition("/")[0].removesuffix("/en"))]


@pytest.mark.parametrize("form", ["text", "jsonl", "csv"])
def test_a_page_that_is_audited_by_itself_is_told_safely(
    site: str, audited: Audited, form: str, tmp_path: Path
) -> None:
    (tmp_path / "a11y-audit.toml").write_bytes((audited.folder / "a11y-audit.toml").read_bytes())
    paths = ("/spells", "/surrogates")
    # What is tried out is the same in every form.
    quick = [] if form == "text" else ["--no-probes"]
    done = _run(tmp_path, "check", *(site + path for path in paths), "--format", form, "--verbose", *quick)

    assert done.returncode == 0, done.stderr[-2_000:]
    assert set() == _tricks(done.stderr)
    assert set() == _tricks(done.stdout.removeprefix("\ufeff"))
    if form == "csv":
        _sound_table(list(csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline=""))), form)
    elif form == "jsonl":
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert {"/spells", "/surrogates"} <= {urlsplit(each["url"]).path for each in found}
        assert max(len(str(value)) for each in found for value in each.values()) < 4 * LONGEST
    else:
        assert max(map(len, done.stdout.splitlines())) < LONGEST
        assert "[bold red]" in done.stdout


def test_a_page_of_fifty_thousand_elements_is_recorded_whole() -> None:
    with Recorder() as recorder:
        (snapshot,) = recorder.record({"/": hostile.WIDE})
    assert not snapshot.truncated
    assert len(snapshot.documents[0].flags) > 50_000
