"""Rule: every page has a title of its own."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from a11y_audit.authoring import Facts, Mend, Say, Site, Text, likely, passed, rule
from a11y_audit.text.normal import squeezed

_KEPT = 20
_INDEX = re.compile(r"/(index|default)(\.\w+)?$", re.IGNORECASE)
_PAGED = re.compile(
    r"(/page/\d+|/p\d+|/(index|list|page)[-_]?\d+(\.\w+)?|[-_]p(age)?[-_]?\d+(\.\w+)?)/?$", re.IGNORECASE
)
_VIEW = re.compile(
    r"(p|pg|paged?|pageno|offset|start|limit|sort|order|dir|view|mode|print|furigana|lang|size|q|ym|year|month)(=.*)?",
    re.IGNORECASE,
)


@rule(
    id="page-titles-unique",
    version=2,
    title=Text("ページごとに、違うタイトルが付いている", "Every page has a title of its own"),
    criteria=["2.4.2"],
    techniques=["F25", "G88", "H25"],
    says={
        "title_is_repeated": likely(
            ja="タイトル「{title}」が、内容の違う{count}ページで使われています（例：{other}）。",
            en="{count} pages of different content share the title “{title}” (for example {other}).",
        ),
        "titles_are_unique": passed(
            ja="{count}ページのタイトルに、重なりはありません。",
            en="Among the titles of {count} pages none is repeated.",
        ),
    },
    why=Text(
        "タイトルは、読み上げソフトで最初に読まれ、検索の結果やタブにも出ます。同じだと、どのページか区別できません。",
        "A screen reader says the title first, and tabs and search results show it; with one title pages look alike.",
    ),
    mend=Mend(
        Text(
            "ページの「タイトル」欄を、内容が分かる言葉にします。前の記事を複製したときは、タイトルも書き換えます。",
            "Give the page a title that tells its content. When you copy an older page, change the title too.",
        ),
        Text(
            "title 要素に、ページの題名とサイト名を書きます。例: <title>断水のお知らせ - みどり野市</title>",
            "Write the page's topic and the site's name in title, e.g. <title>Water supply – Midorino</title>.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F25.html",
)
def page_titles_unique(site: Site) -> Iterator[Say]:
    """Judge the titles of the audited pages beside each other.

    Judged: titles that stand on two or more pages whose main headings differ, or, where none has a main heading,
    whose texts differ.
    Left out: empty titles, which axe judges; stock titles, which another rule judges; pages of one list, and one
    page under several addresses; pages of equal main heading, such as an event of each year.
    Assumption: pages with different main headings have different content.
    Source: WCAG 2.0 F25, https://www.w3.org/TR/WCAG20-TECHS/F25.html
    """
    groups: dict[str, _Group] = defaultdict(_Group)
    count = 0
    for page in site.pages:
        if page.title:
            count += 1
            groups[page.title].add(page)
    repeated = {title: group for title, group in groups.items() if group.is_mixed}
    is_sound = True
    for page in site.pages:
        if page.title in repeated and (other := repeated[page.title].other(page)):
            is_sound = False
            pages = repeated[page.title].count
            yield site.says(
                "title_is_repeated", page.page, page.title_target, title=page.title, count=pages, other=other
            )
    if count and is_sound:
        yield Say("titles_are_unique", None, {"count": count})


@dataclass(slots=True)
class _Group:
    """The pages of one title: how many, and for each topic one page, up to a limit."""

    count: int = 0
    examples: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, page: Facts) -> None:
        self.count += 1
        if len(self.examples) < _KEPT:
            self.examples.setdefault(_topic(page), (page.page, _family(page.page)))

    @property
    def is_mixed(self) -> bool:
        return len(self.examples) > 1

    def other(self, page: Facts) -> str | None:
        """Return the address of a page of this title, of another topic and no variant of `page`."""
        topic, family = _topic(page), _family(page.page)
        return next(
            (address for own, (address, kin) in self.examples.items() if own != topic and kin != family),
            None,
        )


def _topic(page: Facts) -> str:
    return squeezed(page.heading) or f"text {page.fingerprint}"


def _family(url: str) -> str:
    """Return an address without index file, page number and ways to show it: equal for pages of one list."""
    parts = urlsplit(url)
    path = _INDEX.sub("/", _PAGED.sub("/", parts.path)).rstrip("/")
    query = sorted(pair for pair in parts.query.split("&") if not _VIEW.fullmatch(pair))
    return f"{parts.netloc}{path}?{'&'.join(query)}".lower()
