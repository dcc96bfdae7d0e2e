"""How far an audit is, how it is asked to stop, and what stopped it."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Numbers of pages so far, and the page that was finished last.

    `found` counts the pages that are to be audited: those audited, not audited and waiting; `left_out` those that are
    left out on purpose.
    """

    audited: int
    waiting: int
    not_audited: int
    found: int
    left_out: int
    url: str


Report = Callable[[Progress], None]

Clock = Callable[[], datetime]
"""Returns the time now, aware, UTC."""


@dataclass(slots=True)
class Stop:
    """A wish to stop: `soft` lets pages in flight finish, `hard` does not. Set from outside, looked at by workers.

    `reason` is why the audit wished it itself, as a code for the report; "" when a person did.
    """

    soft: bool = False
    hard: bool = False
    reason: str = ""


async def together(workers: Iterable[Coroutine[None, None, None]]) -> None:
    """Let workers run side by side; the first error of one ends the others and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            for worker in workers:
                group.create_task(worker)
    except ExceptionGroup as errors:
        raise first(errors) from errors


def first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error that workers raised together: what people are told, and what callers catch."""
    inner = group.exceptions[0]
    return first(inner) if isinstance(inner, BaseExceptionGroup) else inner
