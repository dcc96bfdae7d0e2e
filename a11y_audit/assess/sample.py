"""The sample of a test: which pages were chosen, by which method, and everything needed to draw it again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from a11y_audit.core.text import Text


class PageKind(StrEnum):
    """Kinds of pages that stand for a site, in the order in which they are proposed."""

    TOP = "top"
    CATEGORY = "category"
    SEARCH = "search"
    CONTACT = "contact"
    FORM = "form"
    TABLE = "table"
    VIDEO = "video"
    DOCUMENTS = "documents"
    DISASTER = "disaster"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    ACCESSIBILITY = "accessibility"
    TEMPLATE = "template"

    @property
    def heading(self) -> Text:
        """What pages of this kind are called."""
        return _KINDS[self]


class Pick(StrEnum):
    """How a page came into the sample."""

    REPRESENTATIVE = "representative"
    RANDOM = "random"
    PROCESS = "process"

    @property
    def heading(self) -> Text:
        """How reports call it."""
        return _PICKS[self]


class Method(StrEnum):
    """The ways of choosing pages of JIS X 8341-3:2016, annex JB.1.2."""

    ALL = "a"
    RANDOM = "b"
    REPRESENTATIVE = "c"
    COMBINED = "d"

    @property
    def heading(self) -> Text:
        """How results call it."""
        return _METHODS[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledPage:
    """A page of a sample.

    Attributes:
        url: canonical address.
        title: its title when it was chosen.
        pick: how it came in.
        kinds: what it stands for; empty for pages that were drawn.
        process: name of the process of which it is a step, or "".
    """

    url: str
    title: str = ""
    pick: Pick
    kinds: tuple[PageKind, ...] = ()
    process: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A page that left the sample: which came instead, why, who decided it, and when."""

    url: str
    by: str
    pick: Pick
    reason: str
    person: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The pages of a test.

    Attributes:
        id: number in the store; 0 before it is stored.
        site: the site.
        run_id: the run whose inventory it was drawn from.
        day: when it was drawn.
        person: who chose the representative pages.
        pages: representative ones first, then processes, then the drawn ones in the order of the draw.
        seed: what the draw depends on, together with the frame.
        frame_size: pages out of which random ones were drawn.
        frame_hash: SHA-256 of their sorted addresses, one a line: the same frame and seed give the same sample.
        algorithm: name of the way of drawing.
        inventory: pages of the site that could have been chosen.
        replacements: pages that left, in the order of time.
    """

    id: int = 0
    site: str
    run_id: int
    day: date
    person: str = ""
    pages: tuple[SampledPage, ...]
    seed: str
    frame_size: int
    frame_hash: str
    algorithm: str
    inventory: int
    replacements: tuple[Replacement, ...] = ()

    @property
    def urls(self) -> tuple[str, ...]:
        """Addresses of its pages, in their order."""
        return tuple(page.url for page in self.pages)

    def picked(self, pick: Pick) -> tuple[SampledPage, ...]:
        """Return the pages that came in that way."""
        return tuple(page for page in self.pages if page.pick is pick)

    @property
    def method(self) -> Method:
        """Which of the four ways of choosing it is."""
        if self.inventory and len(self.pages) >= self.inventory:
            return Method.ALL
        by_chance = bool(self.picked(Pick.RANDOM))
        by_choice = len(self.pages) > len(self.picked(Pick.RANDOM))
        if by_chance and by_choice:
            return Method.COMBINED
        return Method.RANDOM if by_chance else Method.REPRESENTATIVE


def replaced(sample: Sample, changes: Iterable[Replacement]) -> Sample:
    """Return a sample after these replacements, in the order in which they were made.

    A drawn page that comes instead stands at the end of the draw; a chosen one takes the place of the one that left.
    """
    for change in changes:
        new = SampledPage(url=change.by, pick=change.pick)
        pages = [each for each in sample.pages if each.url != change.url] if change.pick is Pick.RANDOM else None
        after = (*pages, new) if pages is not None else tuple(_swapped(sample.pages, change.url, new))
        sample = replace(sample, pages=tuple(after), replacements=(*sample.replacements, change))
    return sample


def _swapped(pages: Iterable[SampledPage], url: str, new: SampledPage) -> Iterable[SampledPage]:
    for each in pages:
        yield replace(each, url=new.url, title="") if each.url == url else each


_KINDS: dict[PageKind, Text] = {
    PageKind.TOP: Text("トップページ", "Home page"),
    PageKind.CATEGORY: Text("分野別の一覧ページ", "Category page"),
    PageKind.SEARCH: Text("検索", "Search"),
    PageKind.CONTACT: Text("問い合わせ", "Contact"),
    PageKind.FORM: Text("入力フォーム", "Form"),
    PageKind.TABLE: Text("表", "Table"),
    PageKind.VIDEO: Text("動画・音声", "Video or sound"),
    PageKind.DOCUMENTS: Text("PDF等の一覧", "List of documents (PDF)"),
    PageKind.DISASTER: Text("防災・緊急情報", "Disasters and emergencies"),
    PageKind.ELDERLY: Text("高齢者向け", "For elderly people"),
    PageKind.DISABLED: Text("障害者向け", "For disabled people"),
    PageKind.ACCESSIBILITY: Text("ウェブアクセシビリティ", "Web accessibility"),
    PageKind.TEMPLATE: Text("ひな形（テンプレート）の代表", "Example of a template"),
}

_PICKS: dict[Pick, Text] = {
    Pick.REPRESENTATIVE: Text("代表", "representative"),
    Pick.RANDOM: Text("ランダム", "random"),
    Pick.PROCESS: Text("プロセス", "process"),
}

_METHODS: dict[Method, Text] = {
    Method.ALL: Text("全てのウェブページを選択", "All web pages"),
    Method.RANDOM: Text("ランダムに選択", "Random pages"),
    Method.REPRESENTATIVE: Text("ウェブページ一式を代表するウェブページを選択", "Representative pages"),
    Method.COMBINED: Text(
        "ウェブページ一式を代表するウェブページとランダムに選択したウェブページとを併せて選択",
        "Representative pages together with random pages",
    ),
}
