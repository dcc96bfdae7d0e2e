"""What says which thing a finding's target is: its file, address, name or words, read from what is stored of it.

Everything is read from the stored snippet and fragment, so that runs of years ago can be compared, too.
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

_START = re.compile(r"<([a-z][^\s>/]*)((?:\s+[^\s=<>\"]+=\"[^\"]*\"?)*)")
_ATTRIBUTE = re.compile(r"([^\s=<>\"]+)=\"([^\"]*)\"?")
_INNER_FILE = re.compile(r"<(?:img|input|source|iframe)\b[^>]*?\ssrc=\"([^\"]*)\"")
_SIZE = re.compile(r"(?:[-_@]?\d{2,4}x\d{2,4}|@\dx|[-_](?:thumb|thumbnail|small|large|medium|min|scaled))+$")
_DIGEST = re.compile(r"[-_.](?=[0-9a-f]*\d)[0-9a-f]{8,}$")
_VOLATILE = re.compile(r"[0-9a-f]{8,}|\d{3,}")
_NOISE = re.compile(r"[\W_]+")
_INDEX = re.compile(r"(?:index|default)\.[a-z]+$")

_MEDIA = frozenset({"img", "iframe", "embed", "object", "video", "audio", "source", "track", "frame", "svg"})
_FIELDS = frozenset({"input", "select", "textarea", "output", "meter", "progress"})
_LINKS = frozenset({"a", "area"})
_LABELS = ("aria-label", "alt", "title", "placeholder")
_CHOICES = frozenset({"radio", "checkbox"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a target says of itself; what it does not say is "".

    Attributes:
        tag: name of the element.
        identity: its id, without what looks generated.
        name: name of a form field.
        file: stem of the file that it shows, without size, digest and type.
        inner_file: the same of the first image inside.
        address: where a link leads: path and query, without scheme and host.
        page_name: last part of that.
        text: its words, without blanks and signs, at most 200 characters.
        label: what attributes say in place of words.
        path: kinds of the elements around it, without classes.
        own: its own classes.
        classes: those, and those of the elements around it.
    """

    tag: str = ""
    identity: str = ""
    name: str = ""
    file: str = ""
    inner_file: str = ""
    address: str = ""
    page_name: str = ""
    text: str = ""
    label: str = ""
    path: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    @property
    def group(self) -> str:
        """What sort of thing it is: "media", "field", "link" or "words"."""
        if self.tag in _MEDIA:
            return "media"
        if self.tag in _FIELDS:
            return "field"
        return "link" if self.tag in _LINKS and self.address else "words"

    @property
    def primary(self) -> str:
        """What tells it from its like: the file of an image, the name of a field, the address of a link, the words."""
        match self.group:
            case "media":
                return self.file or self.label
            case "field":
                return self.name or self.identity or self.label
            case "link":
                return self.address
            case _:
                return self.text or self.label or self.inner_file or self.identity


@lru_cache(maxsize=16_384)
def marks(snippet: str, fragment: str) -> Marks:
    """Return the marks of a target of which these are stored."""
    start = _START.match(snippet)
    if start is None:
        return Marks()
    tag = start[1]
    given = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(start[2])}
    kinds = fragment.split("|", 2)[1].split("/") if fragment.count("|") > 1 else []
    link = _address(given.get("href", "")) if tag in _LINKS else ""
    inner = _INNER_FILE.search(snippet, start.end())
    return Marks(
        tag=tag,
        identity=_VOLATILE.sub("#", given.get("id", "")),
        name=_name(given),
        file=stem(given.get("src") or given.get("data") or given.get("srcset", "").split(" ")[0]),
        inner_file=stem(html.unescape(inner[1])) if inner else "",
        address=link,
        page_name=_last(link),
        text=plain(fragment.rsplit("|", 1)[-1])[:200],
        label=_label(given),
        path=tuple(kind.partition(".")[0] for kind in kinds),
        own=frozenset(given.get("class", "").split()),
        classes=frozenset(part for kind in kinds for part in kind.split(".")[1:]),
    )


def plain(text: str) -> str:
    """Return words as they are compared: one width, one case, no blanks and signs, unless there is nothing else."""
    whole = unicodedata.normalize("NFKC", text).casefold()
    return _NOISE.sub("", whole) or "".join(whole.split())


def stem(address: str) -> str:
    """Return the name of a file without folder, query, type, size and digest: "photo-300x200.jpg" is "photo"."""
    name = (
        unquote(address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).rstrip("/").rpartition("/")[2].casefold()
    )
    if address.startswith("data:"):
        return ""
    bare = name.rpartition(".")[0] or name
    return _SIZE.sub("", _DIGEST.sub("", _SIZE.sub("", bare))) or bare


def _name(given: Mapping[str, str]) -> str:
    # Choices of one question share its name.
    choice = given.get("value", "") if given.get("type") in _CHOICES else ""
    return " ".join(part for part in (given.get("name", ""), choice) if part)


def _label(given: Mapping[str, str]) -> str:
    labels = _LABELS if given.get("type") in (_CHOICES | {"hidden", "text"}) else (*_LABELS, "value")
    return next((plain(given[each]) for each in labels if given.get(each)), "")


def _address(href: str) -> str:
    # A link that leads nowhere is like any other such link.
    if href.strip().startswith(("#", "javascript:")):
        return ""
    # A relative and a full address of one page have their end in common, so scheme, host and steps up go.
    rest = re.sub(r"^(?:[a-z]+:)?//[^/]*", "", href.strip())
    rest = re.sub(r"^(?:\.{0,2}/)+", "", rest)
    path, _, query = unquote(rest).partition("?")
    return _INDEX.sub("", path) + (f"?{query}" if query else "")


def _last(address: str) -> str:
    path, _, query = address.partition("?")
    name = path.rstrip("/").rpartition("/")[2]
    return f"{name.rpartition('.')[0] or name}{f'?{query}' if query else ''}"
