"""People's answers: added one by one or all together, never changed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select

from a11y_audit.assess.answers import Answer
from a11y_audit.core.outcome import Outcome
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import stamp
from a11y_audit.store.schema import answers


def save_answers(store: Store, site: str, given: Iterable[Answer]) -> None:
    """Store answers about a site: all of them, or none."""
    rows = [
        {
            "site": site,
            "question": each.question,
            "outcome": each.outcome,
            "person": each.person,
            "moment": stamp(each.moment),
            "note": each.note,
            "evidence": " ".join(each.evidence),
        }
        for each in given
    ]
    if rows:
        with store.writing() as connection:
            connection.execute(insert(answers), rows)


def every_answer(store: Store, site: str) -> list[Answer]:
    """Return all answers about a site, the oldest first."""
    query = select(answers).where(answers.c.site == site).order_by(answers.c.id)
    with store.reading() as connection:
        return [
            Answer(
                id=row["id"],
                question=row["question"],
                outcome=Outcome(row["outcome"]),
                person=row["person"],
                moment=datetime.fromisoformat(row["moment"]),
                note=row["note"],
                evidence=tuple(row["evidence"].split()),
            )
            for row in connection.execute(query).mappings()
        ]
