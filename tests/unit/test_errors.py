"""Every error says what to do next."""

import pytest

from a11y_audit.core.text import Lang, Text
from a11y_audit.core.visit import Why
from a11y_audit.errors import A11yAuditError, AuditError, SettingsError, UsageError
from a11y_audit.settings import Settings
from a11y_audit.store.faults import explained


@pytest.mark.parametrize(
    ("error", "expected"),
    [(A11yAuditError, "doctor"), (AuditError, "doctor"), (UsageError, "--help"), (SettingsError, "--help")],
)
def test_an_error_without_a_hint_of_its_own_has_a_general_one(error: type[A11yAuditError], expected: str) -> None:
    for lang in Lang:
        assert expected in error(Text("誤りです。", "Wrong.")).in_(lang).splitlines()[1]


def test_a_fault_that_nobody_foresaw_leads_to_the_doctor_and_the_log() -> None:
    hint = explained("something odd").hint
    assert "a11y-audit doctor" in hint.ja
    assert "--log-json" in hint.ja


def test_the_step_for_pages_behind_a_login_names_a_setting_that_exists() -> None:
    assert "[[access]]" in Why.LOGIN.step.ja
    assert "access" in Settings.model_fields
    assert "[render] storage_state" in Why.LOGIN.step.ja
    assert "storage_state" in type(Settings().render).model_fields
