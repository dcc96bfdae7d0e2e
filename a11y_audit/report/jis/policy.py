"""The accessibility policy (ウェブアクセシビリティ方針) from the settings."""

from collections.abc import Iterator

from a11y_audit.assess.claims import Degree, note
from a11y_audit.core.criterion import Level
from a11y_audit.report.jis.document import (
    Address,
    Block,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Inline,
    Listed,
    Para,
    Unfilled,
    Warned,
)
from a11y_audit.report.jis.view import JisView
from a11y_audit.report.notation import date_words
from a11y_audit.report.words import Words


def policy(view: JisView, words: Words) -> Document:
    """Return the policy; what the settings do not say is marked as still to be written."""
    return Document(
        key="policy",
        title=words("jis.policy_title", site=view.site_name),
        blocks=tuple(_blocks(view, words)),
    )


def _blocks(view: JisView, words: Words) -> Iterator[Block]:
    said = view.policy
    if lacking := [key for key in ("scope", "department") if not getattr(said, key).strip()]:
        yield Warned(words("jis.draft"), tuple(words("jis.unfilled", key=f"policy.{key}") for key in lacking))
    yield Para(words("jis.policy_lead", city=view.city or view.site_name, standard=words.pick(view.standard.name)))
    yield Heading(words("jis.policy_scope"))
    yield Para(said.scope or Unfilled(words("jis.unfilled", key="policy.scope")))
    yield Heading(words("jis.policy_level"))
    yield Para(_aim(view, words))
    yield Para(words.pick(note([Degree(said.degree)], view.result.notation_edition)))
    if said.deadline:
        yield Heading(words("jis.policy_deadline"))
        yield Para(said.deadline)
    yield Heading(words("jis.policy_exceptions"))
    yield from _exceptions(view, words)
    if additional := [each for each in said.additional if each in view.standard]:
        yield Heading(words("jis.policy_additional"))
        yield Listed(tuple(f"{each} {words.pick(view.standard.get(each).name)}" for each in additional))
    if said.known_problems:
        yield Heading(words("jis.policy_problems"))
        yield Para(said.known_problems)
    if view.result.url:
        yield Heading(words("jis.policy_result"))
        yield Para(Address(view.result.url))
    yield Heading(words("jis.policy_department"))
    yield Facts(tuple(_contacts(view, words)))
    if said.published:
        yield Para(words("jis.policy_published", day=date_words(said.published, words.lang)))


def _aim(view: JisView, words: Words) -> str:
    degree, level = Degree(view.policy.degree), Level(view.policy.level)
    return words("jis.policy_aim", standard=words.pick(view.standard.name), level=level, word=words.pick(degree.word))


def _exceptions(view: JisView, words: Words) -> Iterator[Block]:
    rows: list[tuple[Inline, ...]] = [(each.what, each.reason, each.plan or "–") for each in view.policy.exceptions]
    rows += [(pattern, reason, "–") for pattern, reason in view.exclusions]
    if not rows:
        yield Para(words("jis.policy_no_exceptions"))
        return
    yield Para(words("jis.policy_exceptions_lead"))
    columns = (
        Column(words("jis.exception_what"), 40),
        Column(words("jis.exception_reason"), 56),
        Column(words("jis.exception_plan"), 40),
    )
    yield Grid(key="exceptions", caption=words("jis.policy_exceptions"), columns=columns, rows=tuple(rows))


def _contacts(view: JisView, words: Words) -> Iterator[tuple[str, Inline]]:
    said = view.policy
    yield words("jis.department"), said.department or Unfilled(words("jis.unfilled", key="policy.department"))
    if said.contact:
        yield words("jis.contact"), said.contact
