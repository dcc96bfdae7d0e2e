"""Answers, samples and replacements are only added; nothing of them is ever changed or lost."""

from datetime import date

import pytest
from sqlalchemy import delete, text, update

from a11y_audit.assess.answers import Answer
from a11y_audit.assess.sample import PageKind, Pick, Sample, SampledPage
from a11y_audit.core.outcome import Outcome
from a11y_audit.errors import A11yAuditError, UsageError
from a11y_audit.store.answers import every_answer, save_answers
from a11y_audit.store.engine import Store
from a11y_audit.store.samples import every_sample, frame_of, get_sample, save_sample
from a11y_audit.store.schema import answers, replacements, samples
from tests.unit.stores import SITE, START, begun

ANSWER = Answer(
    question="a1b2",
    outcome=Outcome.PASSED,
    person="広報課 山田",
    moment=START,
    note="図の説明は本文にあります。",
    evidence=("0a", "1b"),
)


def sample(run_id: int) -> Sample:
    page = SampledPage(url=f"{SITE}a", title="題", pick=Pick.PROCESS, kinds=(PageKind.FORM,), process="予約")
    return Sample(
        site=SITE,
        run_id=run_id,
        day=date(2026, 11, 30),
        person="山田",
        pages=(page,),
        seed="種",
        frame_size=2,
        frame_hash="h",
        algorithm="sha256-order-1",
        inventory=3,
    )


def test_what_people_answered_comes_back_in_the_order_of_time(store: Store) -> None:
    save_answers(store, SITE, [ANSWER, ANSWER])
    save_answers(store, "https://other.example.jp/", [ANSWER])
    save_answers(store, SITE, [])
    found = every_answer(store, SITE)
    assert [1, 2] == [each.id for each in found]
    assert {(ANSWER.outcome, ANSWER.person, ANSWER.moment, ANSWER.note, ANSWER.evidence)} == {
        (each.outcome, each.person, each.moment, each.note, each.evidence) for each in found
    }


def test_a_sample_comes_back_with_its_frame(store: Store) -> None:
    run = begun(store, SITE)
    saved = save_sample(store, sample(run.id), frame=[f"{SITE}a", f"{SITE}\ud800"])
    assert saved == get_sample(store, saved.id) == get_sample(store, site=SITE)
    assert [saved] == every_sample(store, SITE)
    assert [f"{SITE}a", f"{SITE}\ud800"] == frame_of(store, saved.id)


@pytest.mark.parametrize("table", [answers, samples], ids=["answers", "samples"])
@pytest.mark.parametrize("change", [update, delete])
def test_the_database_refuses_to_change_or_remove_them(store: Store, table: object, change: object) -> None:
    save_sample(store, sample(begun(store, SITE).id), frame=[])
    save_answers(store, SITE, [ANSWER])
    statement = change(table)  # type: ignore[operator]
    with pytest.raises((A11yAuditError, Exception), match="can only be added to"), store.writing() as connection:
        connection.execute(statement.values(site="x") if change is update else statement)
    assert (1, 1) == (len(every_answer(store, SITE)), len(every_sample(store, SITE)))


def test_replacements_have_the_same_guard(store: Store) -> None:
    with store.reading() as connection:
        guards = connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'trigger'")).scalars()
        assert {f"{replacements.name}_update", f"{replacements.name}_delete"} <= set(guards)


@pytest.mark.parametrize(("sample_id", "message"), [(7, "no sample 7"), (None, "No pages were chosen")])
def test_where_there_is_no_sample_the_next_step_is_told(store: Store, sample_id: int | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        get_sample(store, sample_id)
