"""What an audit is made of, from the settings."""

from datetime import date
from pathlib import Path

import pytest

from a11y_audit import __version__
from a11y_audit.audit import plan
from a11y_audit.errors import SettingsError
from a11y_audit.settings import Japanese, RuleOff, Rules, Settings

TODAY = date(2026, 11, 23)


def test_a_rule_off_that_does_not_exist_is_told_with_the_nearest_name() -> None:
    settings = Settings(rules=Rules(off=(RuleOff(id="image-alt-not-filename", reason="改修中"),)))
    with pytest.raises(SettingsError, match="Did you mean “image-alt-not-file-name”") as error:
        plan.plan(settings, TODAY)
    assert "[rules] off" in error.value.message.ja


def test_a_past_run_may_name_rules_and_folders_that_are_gone(tmp_path: Path) -> None:
    off = (RuleOff(id="gone-since", reason="改修中"), RuleOff(id="image-alt-not-file-name", reason="改修中"))
    past = Settings(rules=Rules(extra=(str(tmp_path / "gone"),), off=off))
    chosen = plan.plan(plan.without_lost_rules(past), TODAY)
    assert "image-alt-not-file-name" not in {each.id for each in chosen.rules}
    assert "image-alt-not-repeated" in {each.id for each in chosen.rules}


def test_the_crawler_tells_its_name_and_whom_to_ask() -> None:
    named = Settings.model_validate_json('{"site": {"contact": "web@city.example.jp"}}')
    expected = f"Mozilla/5.0 (compatible; a11y-audit/{__version__}; +web@city.example.jp)"
    assert expected == plan.user_agent(named)
    own = Settings.model_validate_json('{"crawl": {"user_agent": "Audit"}}')
    assert "Audit" == plan.user_agent(own)


def test_other_readings_of_names_mean_other_findings() -> None:
    one = plan.plan(Settings(), TODAY)
    other = plan.plan(Settings(japanese=Japanese(readings={"翠野": "みどりの"})), TODAY)

    assert {"翠野": "みどりの"} == other.readings
    assert one.digest != other.digest


@pytest.mark.parametrize("said", ['{"letters": {"on": false}}', '{"render": {"renderer": "selenium"}}'])
def test_letters_are_not_read_where_the_settings_say_so(said: str) -> None:
    settings = Settings.model_validate_json(said)
    assert plan.letters(settings) is None
    assert "letters" not in plan.versions(settings, plan.plan(settings, TODAY), "")


def test_a_run_tells_what_reads_letters() -> None:
    told = plan.versions(Settings(), plan.plan(Settings(), TODAY), "")["letters"]
    assert told.startswith("rapidocr ")
