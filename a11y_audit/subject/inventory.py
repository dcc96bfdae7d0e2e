"""Counts what a page has, and lists what people judge of it, part by part."""

import re
from collections import Counter
from functools import cached_property
from urllib.parse import urlsplit

from bs4.element import Tag

from a11y_audit.dom import fragment
from a11y_audit.subject.element import Element, NotGatheredError
from a11y_audit.subject.page import Page

_SHARED = frozenset({"header", "nav", "aside", "footer"})
_NUMBERS = re.compile(r"\d+")
_NO_FIELDS = frozenset({"hidden", "submit", "button", "reset", "image"})
_BUTTONS = frozenset({"submit", "button", "reset", "image"})
_FIELD_ROLES = frozenset(
    {"textbox", "searchbox", "combobox", "checkbox", "radio", "slider", "spinbutton", "switch", "listbox"}
)
_WIDGETS = frozenset(
    {"button", "input", "select", "textarea", "details", "summary", "audio", "video", "object", "embed", "iframe"}
)
_SEARCH = re.compile(r"search|query|keyword|検索", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|csv|zip)$", re.IGNORECASE)
_PLAYER = re.compile(r"(^|\.)(youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com|nicovideo\.jp)$", re.IGNORECASE)
_HINT = re.compile(r"youtu\.?be|vimeo|nicovideo|\.(mp4|m4v|webm|mov|m3u8|mp3|m4a|wav|ogg)\b", re.IGNORECASE)
"""In attributes of elements that are no links: a player that a script puts there when it is asked for."""


class Inventory:
    """A page gone through once: every element with the landmark that it sits in."""

    def __init__(self, page: Page) -> None:
        """Go through `page`, frames of the same origin included."""
        self._page = page
        self._all = [Element(page, index, tag) for index, tree in enumerate(page.trees) for tag in tree.tags]
        self._regions: dict[int, str] = {}
        for each in self._all:
            self._regions[id(each.tag)] = self._region(each.tag)

    def _region(self, tag: Tag) -> str:
        if tag.name in _SHARED or tag.name == "main" or tag.get("role"):
            return fragment.region(tag)
        return self._regions.get(id(tag.parent), "page")

    def _is_own(self, each: Element) -> bool:
        """Whether it belongs to the page itself and not to what pages share."""
        return self._regions[id(each.tag)] not in _SHARED

    def counts(self) -> Counter[str]:
        """Return kinds of content with how many there are; those of the page's own part begin with "own_"."""
        names = Counter(each.name for each in self._all)
        unread = [_host(each) for each in self._page.snapshot.unread]
        own_fields = [each for each in self._fields if self._is_own(each)]
        return Counter(
            {
                "audio": names["audio"] + names["bgsound"],
                "video": names["video"],
                "embed": names["object"] + names["embed"] + names["applet"] + len(unread),
                "player": sum(bool(_PLAYER.search(each)) for each in unread),
                "image": len(self._images),
                "background": sum(_has_background(each) for each in self._all),
                "canvas": names["canvas"],
                "hint": sum(_hints_at_media(each) for each in self._all),
                "moving": len(self._moving),
                "script": names["script"] + sum(bool(_handlers(each)) for each in self._all),
                "refresh": sum((each.get("http-equiv") or "").strip().lower() == "refresh" for each in self._metas),
                "field": len(self._fields),
                "own_field": sum(not _is_search(each) for each in own_fields),
                "own_search": sum(_is_search(each) for each in own_fields),
                "button": names["button"] + sum(each.name == "input" and _type(each) in _BUTTONS for each in self._all),
                "table": len(self._tables),
                "own_link": len(self._links),
                "own_link_characters": sum(len(each.base_text) for each in self._links),
                "own_characters": sum(map(len, self._text)),
                "document": sum(_is_document(each.get("href") or "") for each in self._links),
            }
        )

    def judged(self) -> dict[str, list[str]]:
        """Return what people judge of the page's content, in words, by part."""
        marked = [each for each in self._all if each.get("lang") and each.name != "html"]
        root = self._page.root
        return {
            "title": [self._page.title] if self._page.title else [],
            "language": [
                f"lang={(root.get('lang') if root else None) or ''}",
                *(f"{each.get('lang')}: {each.base_text}" for each in marked if each.rendered),
            ],
            "text": self._text,
            "headings": [f"{each.name} {each.base_text}" for each in self._page.headings],
            "links": [f"{each.base_text or _alt(each)} → {_bare(each.get('href') or '')}" for each in self._links],
            "images": [f"「{_alt(each)}」 {_bare(_source(each))}" for each in self._images if self._is_own(each)],
            "tables": [_outline(each) for each in self._tables],
            "fields": [_field(each) for each in self._fields if self._is_own(each)],
            "media": [
                f"{each.name} {_bare(_source(each))}"
                for each in self._all
                if each.name in ("audio", "video", "object", "embed")
            ]
            + [f"iframe {_bare(each)}" for each in self._page.snapshot.unread],
            "moving": [f"{each.name} {_bare(_source(each))}" for each in self._moving],
        }

    def built(self) -> dict[str, list[str]]:
        """Return how the page is built, by part: its shared frame, its kinds of controls, its styles and scripts."""
        frame = {
            f"{region} {_kind(each.tag)}" for each in self._all if (region := self._regions[id(each.tag)]) in _SHARED
        }
        widgets = {_widget(each) for each in self._all if _is_widget(each)}
        hosts = {f"iframe {_host(each)}" for each in self._page.snapshot.unread}
        shared_images = [f"{_alt(each)} {_bare(_source(each))}" for each in self._images if not self._is_own(each)]
        shared_text = [_NUMBERS.sub("#", block.text) for block in self._page.blocks if not self._is_own(block.element)]
        return {
            "frame": sorted(frame),
            "frame_images": sorted(set(shared_images)),
            "frame_fields": sorted({_field(each) for each in self._fields if not self._is_own(each)}),
            "frame_text": sorted(set(shared_text)),
            "widgets": sorted(widgets | hosts),
            "files": sorted(
                {
                    each.get("src") or each.get("href") or ""
                    for each in self._all
                    if each.name == "script"
                    or (each.name == "link" and "stylesheet" in (each.get("rel") or "").lower())
                }
            ),
        }

    @cached_property
    def _metas(self) -> list[Element]:
        return [each for each in self._all if each.name == "meta"]

    @cached_property
    def _images(self) -> list[Element]:
        drawn = ("img", "svg", "area")
        return [each for each in self._all if each.name in drawn or each.get("role") == "img" or _is_button(each)]

    @cached_property
    def _moving(self) -> list[Element]:
        return [
            each for each in self._all if each.name in ("marquee", "blink") or (each.name == "img" and _moves(each))
        ]

    @cached_property
    def _fields(self) -> list[Element]:
        return [each for each in self._all if _is_field(each)]

    @cached_property
    def _links(self) -> list[Element]:
        return [each for each in self._page.links if self._is_own(each)]

    @cached_property
    def _tables(self) -> list[Element]:
        found = [
            each for each in self._all if each.name == "table" and each.get("role") not in ("presentation", "none")
        ]
        return [each for each in found if each.exposed and self._is_own(each)]

    @cached_property
    def _text(self) -> list[str]:
        return [block.text for block in self._page.blocks if self._is_own(block.element)]


def _is_field(each: Element) -> bool:
    if each.name in ("select", "textarea"):
        return True
    if each.name == "input":
        return _type(each) not in _NO_FIELDS
    editable = each.get("contenteditable")
    return each.get("role") in _FIELD_ROLES or (editable is not None and editable.strip().lower() != "false")


def _is_search(field: Element) -> bool:
    if field.name not in ("input", "select"):
        return False
    around = field.closest("form")
    names = (field.get("name"), field.get("id"), around.get("role") if around else None)
    action = around.get("action") if around else None
    return _type(field) == "search" or any(each and _SEARCH.search(each) for each in (*names, action))


def _is_button(each: Element) -> bool:
    return each.name == "input" and _type(each) == "image"


def _type(each: Element) -> str:
    return (each.get("type") or ("submit" if each.name == "button" else "text")).strip().lower()


def _is_widget(each: Element) -> bool:
    if each.name == "a":
        return bool(_handlers(each)) or bool(each.get("role"))
    return each.name in _WIDGETS or bool(_handlers(each)) or each.get("tabindex") is not None or bool(each.get("role"))


def _widget(each: Element) -> str:
    kind = _type(each) if each.name in ("input", "button") else ""
    return " ".join((each.name, kind, each.get("role") or "", each.get("tabindex") or "", *_handlers(each)))


def _handlers(each: Element) -> list[str]:
    return sorted(name for name in each.tag.attrs if name.startswith("on"))


def _has_background(each: Element) -> bool:
    style = each.style
    return style is not None and "url(" in style.background_image


def _hints_at_media(each: Element) -> bool:
    if each.name in ("a", "area", "meta", "link", "audio", "video", "source", "track", "script", "iframe"):
        return False
    return any(_HINT.search(str(value)) for name, value in each.tag.attrs.items() if name not in ("alt", "title"))


def _moves(image: Element) -> bool:
    try:
        return image.animation is not None
    except NotGatheredError:
        # Which files move was not looked at: only of these formats can one.
        return _path(_source(image)).lower().endswith((".gif", ".png", ".apng", ".webp", ".avif"))


def _alt(each: Element) -> str:
    if each.name == "a":
        return " ".join(inner.get("alt") or "" for inner in each.inside("img")).strip()
    return each.get("alt") or each.get("aria-label") or ""


def _field(each: Element) -> str:
    try:
        name = each.accessible_name
    except NotGatheredError:
        name = ""
    required = each.get("required") is not None or each.get("aria-required") == "true"
    return f"{each.name} {_type(each)} 「{name}」 {each.get('name') or ''}{' required' if required else ''}"


def _outline(table: Element) -> str:
    rows = table.inside("tr")
    heads = [f"{each.get('scope') or ''}:{each.base_text}" for each in table.inside("th")]
    caption = next((each.base_text for each in table.inside("caption")), "")
    columns = max((len(row.children("td", "th")) for row in rows), default=0)
    return f"「{caption}」 {len(rows)}×{columns} {' | '.join(heads)}"


def _source(each: Element) -> str:
    return each.get("src") or each.get("data") or each.get("href") or ""


def _bare(address: str) -> str:
    return address.partition("?")[0].partition("#")[0]


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # such as "http://[" in an editor's typing error
        return ""


def _path(address: str) -> str:
    """Return the path of an address; of one that can't be read, all of it."""
    try:
        return urlsplit(address).path
    except ValueError:
        return address


def _is_document(address: str) -> bool:
    return bool(_DOCUMENT.search(_path(address)))


def _kind(tag: Tag) -> str:
    classes = ".".join(sorted(str(tag.get("class") or "").split()))
    return _NUMBERS.sub("#", f"{tag.name}#{tag.get('id') or ''}.{classes}")
