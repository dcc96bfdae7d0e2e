"""A site, as rules that compare pages see it."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from a11y_audit.core.finding import Datum, Say
from a11y_audit.core.target import Target
from a11y_audit.subject.facts import Facts


class FactSource(Protocol):
    """Where the facts of a run's pages come from; may be read more than once."""

    def __call__(self) -> Iterable[Facts]:
        """Return the facts of every audited page, ordered by URL."""
        ...


class Site:
    """The audited pages of one run. Their facts are streamed, so that a rule keeps only what it compares."""

    def __init__(self, source: FactSource) -> None:
        """Read the pages' facts from `source`."""
        self._source = source

    @property
    def pages(self) -> Iterator[Facts]:
        """Facts of each audited page, ordered by URL; read anew at each use."""
        return iter(self._source())

    @staticmethod
    def says(reason: str, page: str, target: Target | None, **data: Datum) -> Say:
        """Return what a rule says of a place on one of the pages."""
        return Say(reason, target, data, page)
