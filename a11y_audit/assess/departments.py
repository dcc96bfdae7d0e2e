"""Who is in charge of a page: by the CMS's list, by the settings' prefixes, by the contact block at its foot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit


class Found(StrEnum):
    """By what the department of a page is known."""

    LIST = "list"
    PREFIX = "prefix"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Owner:
    """The department in charge of a page, and by what that is known."""

    name: str
    found: Found


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the settings: its name, beginnings of addresses, and names by which contact blocks call it."""

    name: str
    prefixes: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charges:
    """What is known of who is in charge.

    Attributes:
        departments: of the settings.
        listed: address → name, from the CMS's list.
        contacts: whether contact blocks are believed.
    """

    departments: Sequence[Department] = ()
    listed: Mapping[str, str] = field(default_factory=dict)
    contacts: bool = True

    def owner(self, url: str, contact: str) -> Owner | None:
        """Return who is in charge of a page, or None; `contact` is what its contact block names, or ""."""
        if name := self.listed.get(url):
            return Owner(name, Found.LIST)
        if name := self._by_prefix(url):
            return Owner(name, Found.PREFIX)
        if not self.contacts or not contact:
            return None
        return Owner(self._called(contact), Found.CONTACT)

    @property
    def names(self) -> frozenset[str]:
        """Names that the settings and the list give; those that only contact blocks name are not among them."""
        return frozenset({each.name for each in self.departments} | set(self.listed.values()))

    def _by_prefix(self, url: str) -> str:
        path = urlsplit(url).path
        fitting = [
            (len(prefix), each.name)
            for each in self.departments
            for prefix in each.prefixes
            if (url if "://" in prefix else path).startswith(prefix)
        ]
        return max(fitting)[1] if fitting else ""

    def _called(self, contact: str) -> str:
        for each in self.departments:
            if contact == each.name or any(called in contact for called in each.contacts):
                return each.name
        return contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A department's figures now and some weeks before; counts of pages and of defects outside shared parts.

    Attributes:
        name: of the department.
        pages, failed_pages: its audited pages, and those with a failure.
        earlier_pages, earlier_failed_pages: the same at the run that is compared with; 0 where there is none.
        defects: open defects of its own.
        new, fixed: in between (returned ones count as new).
        shared: open defects of shared parts that its pages show; not its own to repair.
    """

    name: str
    pages: int
    failed_pages: int
    earlier_pages: int = 0
    earlier_failed_pages: int = 0
    defects: int = 0
    new: int = 0
    fixed: int = 0
    shared: int = 0

    @property
    def share(self) -> float | None:
        """Share of its pages with a failure, 0-1."""
        return self.failed_pages / self.pages if self.pages else None

    @property
    def better(self) -> float | None:
        """By how much that share fell; negative where it rose; None without an earlier run."""
        if self.share is None or not self.earlier_pages:
            return None
        return self.earlier_failed_pages / self.earlier_pages - self.share


def by_improvement(rows: Iterable[Progress]) -> list[Progress]:
    """Return departments with those first that improved most; never those last that have most to do.

    First by how much the share of pages with a failure fell, then by how many defects more were repaired than came,
    then by name: without an earlier run all stand by their names.
    """
    return sorted(rows, key=lambda each: (-(each.better or 0.0), each.new - each.fixed, each.name))
