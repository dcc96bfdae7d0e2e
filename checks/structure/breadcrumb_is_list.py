"""Rule: a breadcrumb trail is a list in a navigation, and its last step is no link."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, rule

_NAMED = re.compile(r"bread-?_?crumb|topic-?_?path|pankuzu|pan-?kuzu|\bcrumbs?\b", re.IGNORECASE)
_LED = re.compile(r"^(?:現在(?:の)?(?:位置|地|のページ)|今いる(?:場所|ページ)|ここは)\s*[：:は]?")
_LISTS = ("ol", "ul")
_LEAST = 1
_PARTS = ("div", "p", "nav", "ul", "ol", "section", "td", "span")


@rule(
    id="breadcrumb-is-list",
    version=1,
    title=Text("パンくずリストがリストで作られている", "A breadcrumb trail is a list"),
    criteria=[],
    techniques=["G65", "H48", "G128"],
    says={
        "breadcrumb_is_no_list": advice(
            ja="パンくず「{text}」がリスト（ol・ul）ではありません。段の数や順番が伝わりません。",
            en="The breadcrumb trail “{text}” is no list (ol, ul), so that its steps can't be counted.",
        ),
        "current_page_is_link": advice(
            ja="パンくずの最後の「{text}」が、このページ自身へのリンクです。文字だけにすると現在地が伝わります。",
            en="The last step, “{text}”, is a link to this very page; as text it tells where one is.",
        ),
        "breadcrumb_is_sound": passed(ja="パンくずはリストで作られています。", en="The breadcrumb trail is a list."),
    },
    why=Text(
        "読み上げソフトの利用者には、どこまでがパンくずか、今どの段にいるかが分かりにくくなります。",
        "With a screen reader it is hard to tell where the trail ends and on which step one is.",
    ),
    mend=Mend(
        Text("テンプレートの修正を業者に依頼します。", "Ask the vendor to change the template."),
        Text(
            '<nav aria-label="現在位置"><ol><li><a href="/">トップ</a></li><li aria-current="page">…</li></ol></nav>',
            '<nav aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li><li aria-current="page">…</li></ol></nav>',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G65.html",
)
def breadcrumb_is_list(page: Page) -> Iterator[Say]:
    """Look at the first breadcrumb trail of the page.

    Judged: the outermost element of which class, id or label says that it is one, or that begins with 現在位置 or the
    like, when it holds a link. Where one is within a site is asked for at level AAA alone (2.4.8).
    Left out: links to a part of the page.
    Assumption: a page has one trail.
    Source: WCAG 2.0 G65, https://www.w3.org/TR/WCAG20-TECHS/G65.html
    """
    trail = next((each for each in page.tagged(*_PARTS) if _is_trail(each)), None)
    if trail is None:
        return
    sound = True
    if trail.name not in _LISTS and not trail.inside(*_LISTS):
        sound = False
        yield trail.says("breadcrumb_is_no_list", text=" ".join(trail.base_text.split())[:60])
    last = trail.inside("a")[-1]
    if _leads_here(page, last) and trail.base_text.rstrip().endswith(last.base_text.strip()):
        sound = False
        yield last.says("current_page_is_link", text=" ".join(last.base_text.split())[:40])
    if sound:
        yield Say("breadcrumb_is_sound", None, {})


def _is_trail(element: Element) -> bool:
    named = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("aria-label"))))
    said = named and (_NAMED.search(named) or "パンくず" in named or "現在位置" in named)
    if not (said or _is_led(element)) or not element.exposed:
        return False
    return sum(each.get("href") is not None for each in element.inside("a")) >= _LEAST


def _is_led(element: Element) -> bool:
    if element.name not in ("div", "p", "nav") or len(element.tag.contents) == 1:
        return False
    first = next((str(each) for each in element.tag.strings if each.strip()), "")
    return _LED.match(first.strip()) is not None


def _leads_here(page: Page, link: Element) -> bool:
    href = link.get("href") or ""
    if href.startswith("#") or not href:
        return False
    try:
        address = urldefrag(urljoin(page.snapshot.final_url, href)).url
    except ValueError:  # such as "http://[" in an editor's typing error
        return False
    return address == urldefrag(page.snapshot.final_url).url
