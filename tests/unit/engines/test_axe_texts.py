"""The shape of our own texts for axe's rules; whether they cover the axe in use is for the browser tests."""

import re
import tomllib
from typing import Any

import pytest

from a11y_audit import resources
from a11y_audit.standards import standard

TEXTS = ("title", "failed", "unsure", "why", "mend_cms", "mend_html")
KEYS = {f"{text}_{language}" for text in TEXTS for language in ("ja", "en")} | {
    "criteria",
    "techniques",
    "barrier",
    "status",
    "unsure",
}
LONGEST_JA, LONGEST_EN = 120, 240
JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
SENTENCE_END = "。"

SOURCE = (resources.CONFIG / "axe" / "rules.toml").read_text(encoding="utf-8")
RULES: dict[str, dict[str, Any]] = tomllib.loads(SOURCE)


def said(rule: dict[str, Any], language: str) -> dict[str, str]:
    """Map each place where the rule speaks to its text in one language, reasons of doubt included."""
    texts = {text: rule[f"{text}_{language}"] for text in TEXTS}
    return texts | {key: reason[language] for key, reason in rule.get("unsure_reasons", {}).items()}


def test_rules_stand_in_alphabetical_order() -> None:
    assert sorted(RULES) == list(RULES)


@pytest.mark.parametrize("rule_id", RULES)
def test_rule_has_every_key_and_no_other(rule_id: str) -> None:
    assert set(RULES[rule_id]) - {"unsure_reasons", "review_on_fail"} == KEYS
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule_id)


@pytest.mark.parametrize("rule_id", RULES)
def test_words_from_closed_sets_are_known(rule_id: str) -> None:
    rule = RULES[rule_id]
    assert rule["status"] in {"stable", "preview"}
    assert rule["unsure"] in {"likely", "review"}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule["barrier"])


@pytest.mark.parametrize("rule_id", RULES)
def test_criteria_belong_to_a_standard_and_are_in_order(rule_id: str) -> None:
    criteria = RULES[rule_id]["criteria"]

    assert sorted(set(criteria)) == criteria
    assert [each for each in criteria if each not in standard("jis2016") and each not in standard("wcag22")] == []


@pytest.mark.parametrize("rule_id", [rule_id for rule_id, rule in RULES.items() if rule["status"] == "stable"])
def test_stable_rule_stands_on_a_criterion_and_a_technique(rule_id: str) -> None:
    assert RULES[rule_id]["criteria"]
    assert RULES[rule_id]["techniques"]


@pytest.mark.parametrize("rule_id", RULES)
def test_techniques_look_like_techniques_and_occur_once(rule_id: str) -> None:
    techniques = RULES[rule_id]["techniques"]
    assert len(techniques) == len(set(techniques))
    assert all(re.fullmatch(r"(ARIA|C|F|G|H|SCR|SVR)[1-9]\d*", technique) for technique in techniques)


@pytest.mark.parametrize("rule_id", RULES)
def test_japanese_texts_are_japanese_and_short(rule_id: str) -> None:
    for place, text in said(RULES[rule_id], "ja").items():
        assert JAPANESE.search(text), place
        assert text == text.strip(), place
        assert len(text) <= LONGEST_JA, place


@pytest.mark.parametrize("rule_id", RULES)
def test_english_texts_are_english_and_short(rule_id: str) -> None:
    for place, text in said(RULES[rule_id], "en").items():
        assert text, place
        assert not JAPANESE.search(text), place
        assert text == text.strip(), place
        assert len(text) <= LONGEST_EN, place


@pytest.mark.parametrize("rule_id", RULES)
def test_titles_are_labels_and_findings_are_sentences(rule_id: str) -> None:
    rule = RULES[rule_id]
    assert not rule["title_ja"].endswith(SENTENCE_END)
    assert not rule["title_en"].endswith(".")
    for text in ("failed", "unsure", "why", "mend_cms"):
        assert rule[f"{text}_ja"].endswith(SENTENCE_END), text
        assert rule[f"{text}_en"].endswith("."), text


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("text", ["title", "failed"])
def test_no_two_rules_say_the_same(text: str, language: str) -> None:
    spoken = [rule[f"{text}_{language}"] for rule in RULES.values()]
    assert [words for words in spoken if spoken.count(words) > 1] == []


@pytest.mark.parametrize("rule_id", [rule_id for rule_id, rule in RULES.items() if "unsure_reasons" in rule])
def test_reasons_of_doubt_are_said_in_both_languages(rule_id: str) -> None:
    for key, reason in RULES[rule_id]["unsure_reasons"].items():
        assert set(reason) == {"ja", "en"}, key
