"""axe's rules over hand-made results: what they say, of which place, with which values."""

import json
from typing import Any

import pytest

from a11y_audit.core.finding import Say
from a11y_audit.core.outcome import Kind
from a11y_audit.core.rule import Rule
from a11y_audit.core.snapshot import DocumentRecord, EnginePlace, EngineResult, Snapshot
from a11y_audit.core.text import Lang
from a11y_audit.engines import axe
from a11y_audit.subject import Page

HTML = '<html lang="ja"><body><p id="a">一</p><img src="x.png"><p id="a">二</p></body></html>'
TAGS = 5
IMAGE = (0, 3)
RULES = {rule.id: rule for rule in axe.rules()}


def place(*checks: tuple[str, Any], at: tuple[int, int] | None = IMAGE) -> EnginePlace:
    return EnginePlace(at=at, selector=("#frame", "img"), html='<img src="x.png">', checks=checks)


def page(engine: EngineResult | None, source: bytes = b"", html: str = HTML) -> Page:
    document = DocumentRecord(
        html=html,
        flags=(1,) * TAGS,
        boxes=(None,) * TAGS,
        styles=(-1,) * TAGS,
        names={},
        title="",
        language="ja",
    )
    url = "https://city.example/"
    snapshot = Snapshot(
        url=url,
        final_url=url,
        status=200,
        content_type="text/html",
        source=source,
        documents=(document,),
        styles=(),
        engine=engine,
    )
    return Page(snapshot)


def result(**told: Any) -> EngineResult:
    return EngineResult(**{"version": "4", "violations": {}, "incomplete": {}, "passes": (), "inapplicable": ()} | told)


def said(rule_id: str, engine: EngineResult | None) -> list[Say]:
    return list(RULES[rule_id].evaluate(page(engine)))


def words(rule_id: str, say: Say) -> str:
    return RULES[rule_id].says[say.reason].text.fill(say.data).in_(Lang.EN)


def test_rules_are_sorted_and_named_after_axe() -> None:
    ids = [rule.id for rule in axe.rules()]
    assert sorted(ids) == ids
    assert all(rule_id.startswith("axe/") for rule_id in ids)
    assert len(ids) > 60


@pytest.mark.parametrize("rule", axe.rules(), ids=lambda rule: rule.id)
def test_texts_hold_the_same_placeholders_in_both_languages(rule: Rule[Page]) -> None:
    for reason in rule.says.values():
        japanese, english = reason.text.placeholders
        assert japanese == english
        assert japanese <= {"values"}


def test_violation_fails_on_our_own_element() -> None:
    (say,) = said("axe/image-alt", result(violations={"image-alt": (place(),)}))
    assert say.reason == "failed"
    assert say.target == page(None).element(*IMAGE).target


def test_place_that_was_not_recorded_is_told_in_the_words_of_axe() -> None:
    (say,) = said("axe/image-alt", result(violations={"image-alt": (place(at=None),)}))
    assert say.target is not None
    assert say.target.selector == "#frame >>> img"
    assert say.target.snippet == '<img src="x.png">'


def test_pass_is_said_once_and_only_when_nothing_else_is() -> None:
    (say,) = said("axe/image-alt", result(passes=("image-alt",)))
    assert (say.reason, say.target) == ("passed", None)
    both = said("axe/image-alt", result(passes=("image-alt",), violations={"image-alt": (place(),)}))
    assert [each.reason for each in both] == ["failed"]


def test_nothing_is_said_of_what_is_inapplicable_or_was_not_run() -> None:
    assert said("axe/image-alt", result(inapplicable=("image-alt",))) == []
    assert said("axe/image-alt", result()) == []
    assert said("axe/image-alt", None) == []


@pytest.mark.parametrize(
    ("engine", "expected"),
    [
        (None, False),
        (result(), False),
        (result(passes=("image-alt",)), True),
        (result(inapplicable=("image-alt",)), True),
        (result(violations={"image-alt": (place(),)}), True),
        (result(incomplete={"image-alt": (place(),)}), True),
    ],
    ids=["no engine", "not run", "passed", "inapplicable", "failed", "unsure"],
)
def test_ran_tells_whether_axe_judged_by_the_rule(engine: EngineResult | None, *, expected: bool) -> None:
    assert axe.ran(page(engine).snapshot, "axe/image-alt") is expected
    assert axe.ran(page(engine).snapshot, "image-alt-not-file-name") is True


@pytest.mark.parametrize(
    ("rule_id", "check", "expected"),
    [
        ("axe/link-in-text-block", ("link-in-text-block", {"messageKey": "bgImage"}), "unsure_bg_image"),
        ("axe/link-in-text-block", ("link-in-text-block", {"messageKey": "newKey"}), "unsure_default"),
        ("axe/link-in-text-block", ("error-occurred", None), "unsure_default"),
        ("axe/aria-hidden-focus", ("focusable-modal-open", None), "unsure_focusable_modal_open"),
        ("axe/aria-hidden-focus", ("other", None), "unsure"),
        ("axe/image-alt", ("has-alt", {"messageKey": "bgImage"}), "unsure"),
    ],
)
def test_doubt_is_told_by_message_key_or_check(rule_id: str, check: tuple[str, Any], expected: str) -> None:
    (say,) = said(rule_id, result(incomplete={rule_id.removeprefix("axe/"): (place(check),)}))
    assert say.reason == expected
    assert RULES[rule_id].says[expected].kind is Kind.REVIEW


def test_doubt_is_as_strong_as_the_data_file_says() -> None:
    assert RULES["axe/bypass"].says["unsure"].kind is Kind.LIKELY


@pytest.mark.parametrize(
    ("rule_id", "recorded", "expected"),
    [
        ("axe/aria-valid-attr", ["aria-lable", "aria-lable", "aria-foo"], "aria-lable, aria-foo"),
        ("axe/duplicate-id", "a", "a"),
        ("axe/aria-prohibited-attr", {"role": None, "prohibited": ["aria-label"]}, "aria-label"),
        ("axe/aria-valid-attr-value", {"messageKey": "noId", "needsReview": 'aria-controls="b"'}, 'aria-controls="b"'),
        ("axe/aria-valid-attr", None, "－"),
    ],
)
def test_markup_that_the_finding_is_about_is_named(rule_id: str, recorded: object, expected: str) -> None:
    (say,) = said(rule_id, result(violations={rule_id.removeprefix("axe/"): (place(("check", recorded)),)}))
    assert expected == say.data["values"]


def test_repeated_id_is_told_at_its_second_use() -> None:
    (say,) = said("axe/duplicate-id", result(violations={"duplicate-id": (place(("duplicate-id", "a"), at=(0, 2)),)}))
    assert say.target == page(None).element(0, 4).target


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b'<html><body><a id="b">x<p>y</body></html>', []),
        (b'<html><body><a id="b">x</a><p><a id="b">y</a></p></body></html>', ["failed"]),
        (b'<html><body><a id="b">x</a><p></p><script>copy()</script></body></html>', ["failed"]),
        (b"<html><body><script>write()</script></body></html>", ["failed"]),
        (b"", ["failed"]),
    ],
    ids=["copied by the browser", "written twice", "copied by a script", "written by a script", "not recorded"],
)
def test_id_that_only_the_browser_repeats_is_not_told(source: bytes, expected: list[str]) -> None:
    html = '<html><body><a id="b">x</a><p><a id="b">y</a></p></body></html>'
    told = result(violations={"duplicate-id": (place(("duplicate-id", "b"), at=(0, 2)),)})
    says = RULES["axe/duplicate-id"].evaluate(page(told, source, html))
    assert expected == [say.reason for say in says]


def test_run_options_name_just_the_rules_asked_for() -> None:
    options = axe.run_options(["axe/label", "image-alt", "label"])
    assert options["runOnly"] == {"type": "rule", "values": ["image-alt", "label"]}


def test_configuration_lets_repeated_ids_fail() -> None:
    assert axe.configuration() == {"rules": [{"id": "duplicate-id-aria", "reviewOnFail": False}]}


def test_script_runs_axe_first_and_its_configuration_last() -> None:
    script = axe.script("/*! axe v9.8.7 */")
    assert script.startswith("/*! axe v9.8.7 */\n")
    assert script.endswith(f"axe.configure({json.dumps(axe.configuration())});")


def test_version_is_read_from_the_script() -> None:
    assert axe.version("/*! axe v9.8.7\n * Copyright") == "9.8.7"
    assert axe.version("nothing") == ""
