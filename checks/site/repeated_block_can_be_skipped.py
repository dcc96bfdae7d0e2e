"""Rule: something leads past the blocks that pages repeat."""

from collections import Counter
from collections.abc import Iterator

from a11y_audit.authoring import Facts, Mend, Say, Site, Text, failed, passed, rule

_LEAST_PAGES = 3


@rule(
    id="repeated-block-can-be-skipped",
    version=1,
    title=Text("どのページにもある部分を飛ばせる", "Blocks that pages repeat can be skipped"),
    criteria=["2.4.1"],
    techniques=["G1", "G123", "G124", "H69", "ARIA11"],
    says={
        "nothing_leads_past": failed(
            ja="ページの初めに、ほかの{pages}ページと同じリンクが並んでいますが、飛ばす手段（本文へのリンク、見出し、"
            "ランドマーク）が一つもありません。",
            en="The page begins with the same links as {pages} others, and nothing leads past them: no skip link, no "
            "heading, no landmark.",
        ),
        "no_bare_block": passed(
            ja="どのページにも、飛ばす手段があるか、繰り返す部分がありません。",
            en="On every page something leads past the repeated blocks, or there are none.",
        ),
    },
    why=Text(
        "キーボードや読み上げで使う人は、ページを開くたびに、同じリンクを一つずつ通り過ぎなければ本文に着けません。",
        "With keyboard or screen reader, people have to pass the same links one by one on every page.",
    ),
    mend=Mend(
        Text(
            "テンプレートの初めに「本文へ」のリンクを置き、本文に見出しを付けます。CMSの業者に依頼します。",
            "Have a link to the main part put at the start of the template, and headings into the main part.",
        ),
        Text(
            '先頭に <a href="#main">本文へ</a> を置き、本文を <main id="main"> で囲みます。',
            'Begin with <a href="#main">Skip to main content</a>, and put the main part into <main id="main">.',
        ),
    ),
    source="https://www.w3.org/WAI/WCAG22/Understanding/bypass-blocks.html",
)
def repeated_block_can_be_skipped(site: Site) -> Iterator[Say]:
    """Judge pages that begin with the same five links as others, where the page has no mechanism to get past them.

    Judged: the first five links of pages without any heading, landmark, link within the page, frame or fold.
    Left out: pages with any of these, whether it is a good one or not: other rules and people judge that.
    Assumption: what three pages begin with alike is a repeated block.
    Source: WCAG 2.0 2.4.1, https://www.w3.org/WAI/WCAG22/Understanding/bypass-blocks.html
    """
    counts: Counter[tuple[str, ...]] = Counter()
    number = 0
    for page in site.pages:
        number += 1
        counts[_start(page)] += bool(page.start)
    repeated = {start: pages for start, pages in counts.items() if pages >= _LEAST_PAGES}
    if number >= _LEAST_PAGES and not repeated:
        yield Say("no_bare_block", None)
    for page in site.pages if repeated else ():
        if page.start and _start(page) in repeated:
            yield site.says("nothing_leads_past", page.page, page.start[0].target, pages=repeated[_start(page)] - 1)


def _start(page: Facts) -> tuple[str, ...]:
    return tuple(link.address for link in page.start)
