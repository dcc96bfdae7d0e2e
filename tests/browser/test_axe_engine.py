"""axe itself, in a real browser, as the audit sets it up: which rules it has, and where it still judges."""

import json
from collections.abc import Iterator

import pytest

from a11y_audit.core.finding import Say
from a11y_audit.core.rule import Status
from a11y_audit.core.snapshot import Snapshot
from a11y_audit.engines import axe
from a11y_audit.render.axe_source import axe_source
from a11y_audit.subject import Page
from a11y_audit.testing.browsing import Recorder

pytestmark = pytest.mark.browser

RULES = {rule.id: rule for rule in axe.rules()}
OPTIONS = axe.run_options(RULES)
HEAD = '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>例</title>'
PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
LEVELS = {"wcag2a", "wcag2aa", "wcag2a-obsolete", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"}


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    with Recorder() as started:
        yield started


def html(body: str, head: str = "") -> str:
    return f"{HEAD}{head}</head><body>{body}</body></html>"


def record(recorder: Recorder, body: str, head: str = "", **others: str) -> Snapshot:
    pages = {"/": html(body, head)} | {f"/{name}.html": text for name, text in others.items()}
    return recorder.record(pages, axe=OPTIONS)[0]


def said(snapshot: Snapshot, rule_id: str) -> list[Say]:
    assert snapshot.problems == ()
    return list(RULES[rule_id].evaluate(Page(snapshot)))


def places(says: list[Say]) -> list[tuple[str, str]]:
    return [(say.reason, say.target.selector if say.target else "") for say in says]


@pytest.fixture(scope="module")
def axe_rules(recorder: Recorder) -> dict[str, list[str]]:
    """The rules of the axe in use, with their tags, as axe tells them in a page."""
    script = "document.documentElement.dataset.rules = JSON.stringify(axe.getRules().map((r) => [r.ruleId, r.tags]))"
    (snapshot,) = recorder.record({"/": html("", head=f"<script>{axe_source()}\n{script}</script>")})
    root = Page(snapshot).root
    assert root is not None
    return dict(json.loads(root.get("data-rules") or "[]"))


def test_every_rule_with_texts_exists_in_axe(axe_rules: dict[str, list[str]]) -> None:
    assert {rule_id.removeprefix("axe/") for rule_id in RULES} - set(axe_rules) == set()


JUDGED_BY_OURS = {"color-contrast", "p-as-heading", "table-fake-caption", "td-has-header"}
"""Rules of axe that are left out, because rules of our own judge the same."""


def test_every_rule_of_axe_for_levels_a_and_aa_has_texts(axe_rules: dict[str, list[str]]) -> None:
    wanted = {name for name, tags in axe_rules.items() if LEVELS.intersection(tags)}
    assert wanted - {rule_id.removeprefix("axe/") for rule_id in RULES} == JUDGED_BY_OURS


def test_axe_answers_for_every_rule_also_for_those_that_it_holds_off(recorder: Recorder) -> None:
    snapshot = record(recorder, "<main><h1>例</h1></main>")
    assert [rule_id for rule_id in RULES if not axe.ran(snapshot, rule_id)] == []


def test_only_rules_that_are_on_run(recorder: Recorder) -> None:
    options = axe.run_options(["axe/image-alt", "axe/not-in-this-axe"])
    (snapshot,) = recorder.record({"/": html('<img src="x.png">')}, axe=options)
    assert [rule_id for rule_id in RULES if axe.ran(snapshot, rule_id)] == ["axe/image-alt"]
    assert snapshot.problems == ()


def test_version_is_that_of_the_running_axe(recorder: Recorder) -> None:
    snapshot = record(recorder, "")
    assert snapshot.engine is not None
    assert axe.version(axe_source()) == snapshot.engine.version


def test_image_without_alt_fails_on_our_element(recorder: Recorder) -> None:
    snapshot = record(recorder, '<p>a</p><img id="photo" src="x.png">')
    (say,) = said(snapshot, "axe/image-alt")
    (image,) = Page(snapshot).tagged("img")
    assert (say.reason, say.target) == ("failed", image.target)


def test_same_origin_frame_is_judged(recorder: Recorder) -> None:
    snapshot = record(
        recorder, '<iframe title="a" src="/inner.html"></iframe>', inner=html('<p>a</p><div><img src="x.png"></div>')
    )
    assert places(said(snapshot, "axe/image-alt")) == [("failed", "body > iframe >>> body > div > img")]


def test_frame_in_a_frame_is_judged(recorder: Recorder) -> None:
    snapshot = record(
        recorder,
        '<iframe title="a" src="/middle.html"></iframe>',
        middle=html('<iframe title="b" src="/inner.html"></iframe>'),
        inner=html('<img src="x.png">'),
    )
    assert places(said(snapshot, "axe/image-alt")) == [("failed", "body > iframe >>> body > iframe >>> body > img")]


def test_frame_written_in_the_page_is_judged(recorder: Recorder) -> None:
    snapshot = record(recorder, '<iframe title="a" srcdoc="&lt;img src=x.png&gt;"></iframe>')
    assert places(said(snapshot, "axe/image-alt")) == [("failed", "body > iframe >>> body > img")]


def test_frame_of_another_origin_does_not_stop_the_rest(recorder: Recorder) -> None:
    snapshot = record(
        recorder, '<iframe title="a" sandbox src="/inner.html"></iframe><img src="x.png">', inner=html("a")
    )
    assert places(said(snapshot, "axe/image-alt")) == [("failed", "body > img")]
    assert len(snapshot.unread) == 1


@pytest.mark.parametrize(("opening", "reasons"), [("showModal", []), ("show", ["failed"])])
def test_frame_behind_a_modal_dialog_is_out_of_reach_anyway(
    recorder: Recorder, opening: str, reasons: list[str]
) -> None:
    frame = """<iframe tabindex="-1" title="案内" srcdoc="<a href='/'>市のトップ</a>"></iframe>"""
    dialog = f"<dialog><p>お知らせ</p></dialog><script>document.querySelector('dialog').{opening}()</script>"
    told = said(record(recorder, frame + dialog), "axe/frame-focusable-content")
    assert [say.reason for say in told if say.reason != "passed"] == reasons


def test_page_hears_no_message_of_the_audit(recorder: Recorder) -> None:
    listen = (
        "<script>addEventListener('message', () => { document.body.append(document.createElement('img')); });</script>"
    )
    snapshot = record(recorder, f'{listen}<iframe title="a" src="/inner.html"></iframe>', inner=html(listen))
    assert places(said(snapshot, "axe/image-alt")) == []


def test_open_shadow_root_is_judged(recorder: Recorder) -> None:
    snapshot = record(
        recorder, '<div id="host"><template shadowrootmode="open"><p><img src="x.png"></p></template></div>'
    )
    assert places(said(snapshot, "axe/image-alt")) == [("failed", "#host >>> p > img")]


@pytest.mark.parametrize(
    ("rule_id", "body"),
    [
        ("axe/duplicate-id", '<p id="a">一</p><p id="a">二</p>'),
        ("axe/duplicate-id-active", '<button id="a">一</button><button id="a">二</button>'),
        ("axe/duplicate-id-aria", '<label for="a">一</label><input id="a"><input id="a" title="二">'),
    ],
)
def test_repeated_id_fails(recorder: Recorder, rule_id: str, body: str) -> None:
    (say,) = said(record(recorder, body), rule_id)
    assert (say.reason, say.data["values"]) == ("failed", "a")


@pytest.mark.parametrize(
    ("rule_id", "body", "values"),
    [
        ("axe/aria-allowed-attr", '<a href="/" aria-checked="true">一</a>', 'aria-checked="true"'),
        ("axe/aria-required-attr", '<div role="checkbox" tabindex="0">一</div>', "aria-checked"),
        ("axe/aria-valid-attr", '<div role="img" aria-lable="一" title="一"></div>', "aria-lable"),
        ("axe/aria-valid-attr-value", '<button aria-expanded="yes">一</button>', 'aria-expanded="yes"'),
        ("axe/aria-prohibited-attr", '<div role="presentation" aria-label="一"></div>', "aria-label"),
        ("axe/valid-lang", '<p lang="cn">中文</p>', 'lang="cn"'),
        ("axe/meta-viewport", '<meta name="viewport" content="user-scalable=no">', "user-scalable=no"),
    ],
)
def test_finding_names_the_markup(recorder: Recorder, rule_id: str, body: str, values: str) -> None:
    (say,) = said(record(recorder, body), rule_id)
    assert (say.reason, say.data["values"]) == ("failed", values)


@pytest.mark.parametrize(
    "head",
    [
        "<script>Array.prototype.map = () => []; Array.prototype.toJSON = () => 'no';</script>",
        "<script>JSON.stringify = () => '{}'; JSON.parse = () => null; Object.keys = () => [];</script>",
        "<script>Element.prototype.matches = () => false; document.querySelectorAll = () => [];</script>",
        "<script>window.axe = { run: () => null }; window.a11yAuditGather = null;</script>",
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">""",
    ],
    ids=["arrays", "json", "dom", "axe", "csp"],
)
def test_page_cannot_hinder_its_audit(recorder: Recorder, head: str) -> None:
    snapshot = record(recorder, '<img src="x.png">', head=head)
    assert places(said(snapshot, "axe/image-alt")) == [("failed", "body > img")]


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in RULES if RULES[rule_id].status is Status.STABLE])
def test_sound_page_has_no_finding(sound: Snapshot, rule_id: str) -> None:
    assert [say.reason for say in said(sound, rule_id) if say.reason != "passed"] == []


@pytest.fixture(scope="module")
def sound(recorder: Recorder) -> Snapshot:
    return record(
        recorder,
        """<header><a href="#main">本文へ移動</a></header><main id="main"><h1>例</h1>
        <p>住民票は<a href="/a.html">市民課</a>で受け取れます。</p><img src="x.png" alt="庁舎">
        <form><label for="word">検索する言葉</label><input id="word"><button>検索</button></form>
        <table><tr><th scope="col">項目</th><th scope="col">金額</th></tr><tr><td>写し</td><td>300円</td></tr></table>
        </main>""",
    )
