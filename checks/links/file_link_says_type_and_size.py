"""Rule: a link to a file tells the type and size of the file."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from bs4.element import NavigableString, Tag

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, rule
from a11y_audit.text.normal import plain

_WORDS = {
    "pdf": "pdf|ピーディーエフ",
    **dict.fromkeys(("doc", "docx", "docm"), "word|ワード|docx?"),
    **dict.fromkeys(("xls", "xlsx", "xlsm"), "excel|エクセル|xls[xm]?"),
    **dict.fromkeys(("ppt", "pptx", "pps", "ppsx"), "power ?point|パワーポイント|パワポ|pptx?"),
    **dict.fromkeys(("zip", "lzh"), "zip|lzh|圧縮"),
    **dict.fromkeys(("jtd", "jtdc"), "一太郎|jtd"),
    "csv": "csv",
    "rtf": "rtf|リッチテキスト",
    **dict.fromkeys(("odt", "ods", "odp"), "od[tsp]|opendocument|オープンドキュメント"),
}
_TYPES = {extension: re.compile(words, re.IGNORECASE) for extension, words in _WORDS.items()}
_SIZE = re.compile(
    r"\d[\d,]*(\.\d+)?\s*([kmg]i?b|[kmg]bytes?|[kmg](?![a-z])|bytes?|(キロ|メガ|ギガ)?バイト|キロ|メガ)", re.IGNORECASE
)
_REACH = 60
"""Nodes of the tree that are looked at on either side of a link."""


@rule(
    id="file-link-says-type-and-size",
    version=1,
    title=Text("ファイルへのリンクに、種類と大きさが書いてある", "A link to a file tells its type and size"),
    criteria=[],
    techniques=["G91", "H30"],
    says={
        "type_and_size_missing": advice(
            ja="{type}ファイルへのリンク「{text}」に、種類と大きさが書かれていません。",
            en="The link “{text}” leads to a {type} file, but tells neither type nor size.",
        ),
        "type_missing": advice(
            ja="{type}ファイルへのリンク「{text}」に、種類が書かれていません。",
            en="The link “{text}” leads to a {type} file, but does not tell the type.",
        ),
        "size_missing": advice(
            ja="{type}ファイルへのリンク「{text}」に、大きさが書かれていません。",
            en="The link “{text}” leads to a {type} file, but does not tell its size.",
        ),
        "type_and_size_told": passed(
            ja="{type}ファイルへのリンク「{text}」に、種類と大きさが書かれています。",
            en="The link “{text}” to a {type} file tells type and size.",
        ),
    },
    why=Text(
        "開くまでファイルと分からず、画面が急に変わって戸惑ったり、大きなファイルで通信が止まったりします。",
        "People learn only on opening that it is a file: the change confuses, and a large file blocks a slow line.",
    ),
    mend=Mend(
        Text(
            "リンクの文字の終わりに、種類と大きさを書きます。例: 申請書（PDF形式、120KB）",
            "Add type and size at the end of the link text, e.g. “Application form (PDF, 120 KB)”.",
        ),
        Text(
            "a 要素の中に「（PDF形式、120KB）」と書きます。アイコンで示すときは、その img の alt に種類を書きます。",
            "Write “(PDF, 120 KB)” inside the a element. If an icon shows the type, write the type in its alt.",
        ),
    ),
    source="https://www.digital.go.jp/resources/introduction-to-web-accessibility-guidebook",
)
def file_link_says_type_and_size(page: Page) -> Iterator[Say]:
    """Look whether links to documents tell the type and the size of the file.

    Looked at: links whose path ends in the extension of a document or archive; a query behind it doesn't matter. Type
    and size may stand in the link, in its title, in an image's alternative, behind the link up to the next one (where
    many a CMS puts them), or in another cell of the same row of a table.
    Left out: extensions within a query, since the address may be a page that shows the file; pictures, sound, video.
    No criterion asks for this: it is advice and never counts.
    Source: ウェブアクセシビリティ導入ガイドブック (Digital Agency), on link texts.
    """
    is_sound_told = False
    for link in page.links:
        extension = _extension(link.get("href") or "")
        if extension not in _TYPES:
            continue
        own = f"{link.base_text} {link.accessible_name} {link.get('title') or ''}"
        behind = f"{own} {_beside(link, forward=True)} {_row(link)}"
        has_type = bool(_TYPES[extension].search(plain(f"{behind} {_beside(link, forward=False)}")))
        has_size = bool(_SIZE.search(plain(behind)))
        data = {"type": extension.upper(), "text": " ".join(link.base_text.split()) or link.accessible_name}
        if not has_type or not has_size:
            yield link.says("type_and_size_missing" if has_type == has_size else _missing(has_type), **data)
        elif not is_sound_told:
            is_sound_told = True
            yield Say("type_and_size_told", None, data)


def _missing(has_type: bool) -> str:  # noqa: FBT001 -- one fact in, its name out
    return "size_missing" if has_type else "type_missing"


def _extension(href: str) -> str:
    try:
        path = urlsplit(href.strip()).path
    except ValueError:
        return ""
    return PurePosixPath(unquote(path)).suffix[1:].lower()


def _beside(link: Element, *, forward: bool) -> str:
    """Return what stands in the link's block up to the next link; before it only the alternatives of images."""
    block = next((each for each in link.ancestors if link.tree.is_block(each.tag)), None)
    limit = {id(tag) for tag in block.tag.descendants} if block else set()
    inside = {id(tag) for tag in link.tag.descendants}
    words: list[str] = []
    for node in islice(link.tag.next_elements if forward else link.tag.previous_elements, _REACH):
        if id(node) in inside:
            continue
        if id(node) not in limit or (isinstance(node, Tag) and node.name == "a" and node.get("href")):
            break
        if isinstance(node, Tag) and node.name == "img":
            words.append(str(node.get("alt") or ""))
        elif forward and type(node) is NavigableString:
            words.append(str(node))
    return " ".join(words)


def _row(link: Element) -> str:
    cell = link.closest("td", "th")
    row = cell.parent if cell else None
    return " ".join(each.base_text for each in row.children("td", "th") if each != cell) if row else ""
