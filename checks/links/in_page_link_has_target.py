"""Rule: a link within the page leads to a place that is there."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, likely, passed, rule
from a11y_audit.text.normal import squeezed

_SKIPS = re.compile(
    r"(本文|コンテンツ|メインコンテンツ|内容|主な内容|記事)(へ|に|まで|を読む)(スキップ|移動|飛ぶ|とぶ|ジャンプ|進む|直接移動)?(する|します)?|"
    r".*(読み飛ばし|飛ばして|とばして|スキップ).*|.*(skip|jump)(navigation|to|over|links).*|(goto|to)?(main)?content"
)
_BY_SCRIPT = re.compile(
    r"modal|popup|pop-up|toggle|tab|accordion|collapse|slide|carousel|drawer|lightbox|menu|^js-| js-"
)
_ROUTES = ("!", "/", ":~:")
_SCRIPTED = frozenset(
    {"onclick", "role", "rel", "target", "download", "aria-controls", "aria-expanded", "aria-haspopup"}
)


@rule(
    id="in-page-link-has-target",
    version=1,
    title=Text("ページ内リンクの移動先が、ページの中にある", "A link within the page leads to a place that is there"),
    criteria=["2.4.1"],
    techniques=["G1", "G123", "G124"],
    says={
        "skip_link_leads_nowhere": likely(
            ja="「{text}」のリンクの移動先（{href}）がページの中になく、読み飛ばしが働きません。",
            en="The link “{text}” leads to {href}, which is not on the page, so that nothing can be skipped with it.",
        ),
        "link_leads_nowhere": advice(
            ja="「{text}」のリンクの移動先（{href}）が、ページの中にありません。",
            en="The link “{text}” leads to {href}, which is not on the page.",
        ),
        "target_is_there": passed(
            ja="ページ内リンク「{text}」の移動先があります。", en="The target of the link “{text}” is on the page."
        ),
    },
    why=Text(
        "押しても何も起きず、キーボードや読み上げソフトで使う人は、長いメニューや目次を飛ばせません。",
        "Nothing happens: people who use a keyboard or a screen reader cannot jump over a long menu or to a part.",
    ),
    mend=Mend(
        Text(
            "リンクの設定で移動先を選び直します。「本文へ」のリンクなら、テンプレートの修正を業者に依頼してください。",
            "Choose the target again in the link's settings. For a “skip to content” link, ask the vendor.",
        ),
        Text(
            "href の # の後ろと、移動先の要素の id を、大文字と小文字も含めてそろえます。",
            "Make the part of href after # and the id of the target the same, capitals included.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G1.html",
)
def in_page_link_has_target(page: Page) -> Iterator[Say]:
    """Judge links to a place of the same document against its ids and the names of its a elements.

    Judged: any link whose address without the fragment is the document's own. A link that says that it skips or leads
    to the content serves 2.4.1; other dead links hinder everybody alike, so that they are advice.
    Left out: "#" and "#top", which lead to the top by themselves; addresses of routers (#/, #!) and of text (#:~:);
    links that a script seems to answer (onclick, role, aria-controls, data attributes, classes of tabs and menus);
    pages that were recorded in part only; whether the target takes the keyboard focus.
    Assumption: what is not there when the page has come to rest is not put there on demand.
    Source: WCAG 2.0 G1, G123, G124; HTML Standard, "find a potential indicated element"
    """
    if page.snapshot.truncated:
        return
    sound: Say | None = None
    known: dict[int, frozenset[str]] = {}
    for link in page.links:
        name = _fragment(page, link)
        if not name or name.lower() == "top" or name.startswith(_ROUTES):
            continue
        if link.document not in known:
            known[link.document] = _names(link)
        text = " ".join(link.base_text.split())[:60] or link.accessible_name[:60]
        if name in known[link.document] or unquote(name) in known[link.document]:
            sound = sound or Say("target_is_there", None, {"text": text})
        elif not _is_scripted(link):
            is_skip = link.document == 0 and _SKIPS.fullmatch(squeezed(text))
            yield link.says("skip_link_leads_nowhere" if is_skip else "link_leads_nowhere", text=text, href=f"#{name}")
    if sound:
        yield sound


def _fragment(page: Page, link: Element) -> str:
    """Return the part after "#" of a link to its own document, or ""."""
    href = (link.get("href") or "").strip()
    if "#" not in href:
        return ""
    bases = [each.get("href") or "" for each in page.tagged("base") if each.document == link.document]
    if href.startswith("#") and not bases:
        return href[1:]
    if link.document:
        return ""
    own = urldefrag(page.snapshot.final_url).url
    try:
        address, fragment = urldefrag(urljoin(urljoin(own, bases[0] if bases else ""), href))
    except ValueError:  # such as "http://[" in an editor's typing error
        return ""
    return fragment if address == own else ""


def _names(link: Element) -> frozenset[str]:
    tree = link.tree
    anchors = (str(tag["name"]) for tag in tree.by_name["a"] if tag.get("name"))
    return frozenset((*tree.id_counts, *anchors))


def _is_scripted(link: Element) -> bool:
    if any(name in _SCRIPTED or name.startswith(("data-", "@", "v-", "x-", "ng-")) for name in link.tag.attrs):
        return True
    around = link.parent
    classes = (link.get("class") or "", (around.get("class") or "") if around else "")
    return any(_BY_SCRIPT.search(each) for each in classes)
