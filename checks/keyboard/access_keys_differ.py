"""Rule: no two parts of a page share a shortcut key (accesskey)."""

from collections import defaultdict
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, rule


@rule(
    id="access-keys-differ",
    version=1,
    title=Text("ショートカットキー（accesskey）が重なっていない", "No two parts share a shortcut key (accesskey)"),
    criteria=[],
    techniques=["G202"],
    says={
        "key_is_used_twice": advice(
            ja="accesskey「{key}」が{count}か所にあります。押しても、どこへ移るか分かりません。",
            en="The accesskey “{key}” is given to {count} parts, so that nobody knows where it leads.",
        ),
        "keys_differ": passed(ja="accesskey は重なっていません。", en="No accesskey is used twice."),
    },
    why=Text(
        "キーボードで操作する人が思った所へ移れず、同じキーを何度も押すことになります。",
        "People who use a keyboard don't get where they want, and have to press the same key again.",
    ),
    mend=Mend(
        Text(
            "テンプレートの作成者に、accesskey を外すか、別々のキーにするよう伝えてください。",
            "Ask the template's maker to remove accesskey, or to give each part a key of its own.",
        ),
        Text(
            "重なった accesskey を削除します。ブラウザーや読み上げソフトのキーとも重なりやすいので、"
            "使わないのが安全です。",
            "Delete the accesskey that is used twice; they also clash with keys of browsers and screen readers.",
        ),
    ),
    source="https://html.spec.whatwg.org/multipage/interaction.html#the-accesskey-attribute",
)
def access_keys_differ(page: Page) -> Iterator[Say]:
    """Judge the accesskey attributes of what can be used on a page.

    Judged: the first key of each, without regard to capitals.
    Left out: hidden elements; two links to the same address, which lead to the same place.
    Source: HTML Standard, 6.6.2, https://html.spec.whatwg.org/multipage/interaction.html#the-accesskey-attribute
    """
    by_key: dict[str, list[Element]] = defaultdict(list)
    for element in page.having("accesskey"):
        keys = (element.get("accesskey") or "").split()
        if keys and element.exposed and element.document == 0:
            by_key[keys[0].lower()].append(element)
    shared = {key: found for key, found in by_key.items() if len({_aim(each) for each in found}) > 1}
    for key, found in shared.items():
        yield found[0].says("key_is_used_twice", key=key, count=len(found))
    if by_key and not shared:
        yield Say("keys_differ", None)


def _aim(element: Element) -> str:
    """Return where an element leads; one that leads nowhere is an aim of its own."""
    return element.get("href") or f"#{id(element.tag)}"
