"""Rule: aids beside the page (reading aloud, ruby, sizes, overlays) are known for what they are."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, rule
from a11y_audit.text.aids import by_address, by_words

_LONGEST = 20
_MANY_RUBY = 100


@rule(
    id="page-works-without-aids",
    version=1,
    title=Text("補助機能に頼らず、ページそのものが使える", "The page works without aids beside it"),
    criteria=[],
    techniques=["G142", "G202"],
    says={
        "reading_service": advice(
            ja="読み上げサービス「{what}」があります。試験では数えません。ボタンをキーボードで押せるか確かめてください。",
            en="There is a reading service, “{what}”. It does not count in a test; see whether keys work its buttons.",
        ),
        "ruby_service": advice(
            ja="ふりがなサービス「{what}」があります。試験では数えません。元のページが試験の対象です。",
            en="There is a service for ruby, “{what}”. It does not count in a test; the page itself is tested.",
        ),
        "size_or_colour_buttons": advice(
            ja="文字サイズや配色の変更「{what}」があります。ブラウザーの機能で足り、試験では数えません。",
            en="There are controls of size or colour, “{what}”. Browsers have these; they do not count in a test.",
        ),
        "overlay": advice(
            ja="アクセシビリティの補助ツール「{what}」があります。ページの問題は直りません。切った状態で試験します。",
            en="There is an accessibility overlay, “{what}”. It mends no page; tests are made with it off.",
        ),
        "translation_service": advice(
            ja="自動翻訳サービス「{what}」があります。翻訳後のページは、試験の対象ではありません。",
            en="There is machine translation, “{what}”. Its pages are not part of a test.",
        ),
        "page_is_full_of_ruby": advice(
            ja="ふりがなが{count}か所あります。ふりがなサービスで作ったページなら、元のページを試験します。",
            en="The page has {count} readings. If a service made it, test the page that it was made of.",
        ),
        "page_stands_alone": passed(
            ja="読み上げや配色などの補助機能は見つかりませんでした。", en="No aid beside the page was found."
        ),
    },
    why=Text(
        "補助機能があっても、ページそのものに問題があれば使えません。自分の読み上げソフトとぶつかることもあります。",
        "An aid is of no use where the page itself has barriers; it may also get in the way of people's own software.",
    ),
    mend=Mend(
        Text(
            "補助機能を足すより、ページを直します。残すときは、ボタンに名前があり、キーボードで使えるか確かめます。",
            "Mend the pages rather than add aids. Where one stays, see that its buttons have names and work by keys.",
        ),
        Text(
            "ボタンは button 要素で作り、画像の「大・中・小」には代替テキストを付けます。id の重複にも注意します。",
            "Make its controls button elements, with text alternatives for images, and without doubled ids.",
        ),
    ),
    source="https://www.digital.go.jp/resources/introduction-to-web-accessibility-guidebook",
)
def page_works_without_aids(page: Page) -> Iterator[Say]:
    """Tell of services and controls that are no accessibility of the page itself, each kind once.

    Judged: scripts, frames and links of known services; links and buttons of up to twenty letters that offer such an
    aid; pages with a hundred and more readings, as services make them. All of it is advice: neither required nor
    counted.
    Left out: text about aids that is no control.
    Assumption: a page that a service made is audited by mistake.
    Source: デジタル庁 ウェブアクセシビリティ導入ガイドブック; みんなの公共サイト運用ガイドライン
    """
    found: dict[str, tuple[Element, str]] = {}
    for element, address in _addresses(page):
        if kind := by_address(address):
            found.setdefault(kind, (element, address[:60]))
    for element in (*page.links, *(each for each in page.tagged("button") if each.exposed)):
        text = " ".join(element.tag.get_text().split()) or element.accessible_name
        kind = by_words(text) if len(text) <= _LONGEST else None
        if kind and (shown := " ".join(element.base_text.split()) or element.accessible_name):
            found.setdefault(kind, (element, shown))
    for kind, (element, what) in found.items():
        yield element.says(kind, what=what)
    ruby = [each for each in page.tagged("ruby") if each.rendered]
    if len(ruby) >= _MANY_RUBY:
        yield page.says("page_is_full_of_ruby", count=len(ruby))
    elif not found and page.links:
        yield Say("page_stands_alone", None, {})


def _addresses(page: Page) -> Iterator[tuple[Element, str]]:
    for element in page.tagged("script", "iframe"):
        if address := element.get("src"):
            yield element, address
    yield from ((link, link.get("href") or "") for link in page.links)
