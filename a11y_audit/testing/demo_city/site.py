"""Renders the demo city: every address of a night with what a web server would answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from a11y_audit.testing.demo_city.catalogue import HERE, Page, Validators, catalogue, day_of
from a11y_audit.testing.demo_city.manifest import is_in_force, is_planted
from a11y_audit.testing.demo_city.months import OPENING_MONTH, Month, month

ORIGIN = "http://demo-city.invalid"
"""Stands in robots.txt and sitemap.xml for the server's own origin."""
OUTSIDE = "http://outside.invalid"
"""Stands in redirects for another site."""
SILENT = 0
"""Status of an address that is never answered."""

HTML = "text/html; charset=utf-8"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RENDERED = (".css", ".js")
_PUBLISHED_AT = time(9, tzinfo=UTC)
_FORMATS = {".pdf": "PDF形式", ".xlsx": "エクセル形式"}
_SITE_NAMES = {"ja": "みどり野市", "en": "Midorino City", "zh-Hans": "绿野市"}
_BUSY = (
    "<!DOCTYPE html><html lang=ja><title>混み合っています</title><p>しばらくしてからもう一度お試しください。</p></html>"
)
_NOT_FOUND = Page(
    path="/404.html", title="ページが見つかりません", department="koho", updated=date(2026, 4, 1), listed=False
)

View = Literal["", "print", "furigana"]


@dataclass(frozen=True, slots=True)
class Resource:
    """What a server answers to one address.

    `modified` is when the body became what it is; `validators` tells what the server says of that.
    """

    status: int
    content_type: str
    body: bytes
    location: str | None = None
    validators: Validators = "none"
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """A page to render and what the address asks of it beyond its path."""

    page: Page
    night: int
    view: View = ""
    month: Month | None = None
    query: str = ""


@cache
def resources(night: int) -> Mapping[str, Resource]:
    """Return all that a night answers, by path; addresses with a query are left to `find`."""
    known = catalogue()
    answers = {path: _met(path, resource, night) for path, resource in _published(night).items()}
    moved = {each.path: Resource(301, HTML, b"", location=each.to) for each in known.redirects if night in each.nights}
    return MappingProxyType(answers | moved)


@cache
def _published(night: int) -> Mapping[str, Resource]:
    """Return what the CMS published for a night, each with the day since which it is so."""
    before = _published(night - 1) if night > 1 else {}
    return {path: _dated(resource, before.get(path), night) for path, resource in _made(night).items()}


def _made(night: int) -> dict[str, Resource]:
    pages = catalogue().on(night)
    made = {
        page.path: Resource(200, HTML, _render(_Request(page=page, night=night)), validators=page.validators)
        for page in pages
    }
    made |= _files(night)
    closed = [
        path.removesuffix("*")
        for each in catalogue().incidents
        if each.kind == "closed" and night in each.nights
        for path in each.pages
    ]
    for name, content_type in (("robots.txt", "text/plain; charset=utf-8"), ("sitemap.xml", "application/xml")):
        text = _templates().get_template(f"{name}.j2").render(pages=pages, origin=ORIGIN, closed=closed)
        made[f"/{name}"] = Resource(200, content_type, text.encode(), validators="both")
    return made


def _dated(resource: Resource, before: Resource | None, night: int) -> Resource:
    if before is not None and before.body == resource.body:
        return replace(resource, modified=before.modified)
    return replace(resource, modified=datetime.combine(day_of(night), _PUBLISHED_AT))


def _met(path: str, resource: Resource, night: int) -> Resource:
    """Return what becomes of an answer by what happens to its address on a night."""
    match catalogue().incident(path, night):
        case "busy":
            return Resource(503, HTML, _BUSY.encode())
        case "silent":
            return Resource(SILENT, HTML, b"")
        case "left":
            return Resource(302, HTML, b"", location=f"{OUTSIDE}/yoyaku-service/")
        case _:
            return resource


def find(night: int, path_with_query: str) -> Resource:
    """Return the answer to any address of a night, also to a month of the calendar, a search or what is not there."""
    parts = urlsplit(path_with_query)
    path = unquote(parts.path)
    known = resources(night)
    if path not in known:
        folder = f"{path}/"
        return Resource(301, HTML, b"", location=folder) if folder in known else not_found(night)
    page = next((page for page in catalogue().on(night) if page.path == path), None)
    request = _asked(page, night, parse_qs(parts.query)) if page and parts.query else None
    if request is None:
        return known[path]
    if path == "/calendar/" and request.month is None:
        return not_found(night)
    return Resource(200, HTML, _render(request))


@cache
def not_found(night: int) -> Resource:
    """Return the page that a night shows for an address that does not exist."""
    return Resource(404, HTML, _render(_Request(page=_NOT_FOUND, night=night)))


def _asked(page: Page, night: int, query: Mapping[str, list[str]]) -> _Request | None:
    """Read a query; one that the page does not know changes nothing."""
    view: View = "print" if "print" in query else "furigana" if "furigana" in query else ""
    if page.path == "/calendar/":
        code = query.get("ym", [OPENING_MONTH])[0]
        return _Request(page=page, night=night, view=view, month=month(code))
    if page.path == "/search/" and "q" in query:
        return _Request(page=page, night=night, view=view, query=query["q"][0].strip()[:100])
    return _Request(page=page, night=night, view=view) if view else None


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader([HERE / "templates", HERE / "pages"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _render(request: _Request) -> bytes:
    context = _context(request)
    source = "not_found.html.j2" if request.page is _NOT_FOUND else request.page.source
    content = Markup(_templates().get_template(source).render(context))  # noqa: S704 - rendered with escaping above
    layout = _templates().get_template(f"{request.page.layout}.html.j2")
    return layout.render(context, content=content).encode()


def _context(request: _Request) -> dict[str, object]:
    page, night = request.page, request.night
    pages = catalogue().on(night)
    by_path = {entry.path: entry for entry in pages}
    shown = request.month or month(OPENING_MONTH)
    listed = [entry for entry in pages if entry.listed]
    return {
        "page": page,
        "night": night,
        "view": request.view,
        "title": _title(request),
        "canonical": f"{page.path}?ym={request.month.code}" if request.month else page.path,
        "site_name": _SITE_NAMES[page.lang],
        "department": catalogue().departments[page.department],
        "pages": pages,
        "by_path": by_path,
        "section": by_path.get(page.section),
        "siblings": [entry for entry in listed if entry.section == page.section] if page.section in _SECTIONS else [],
        "top_sections": [by_path[path] for path in _SECTIONS],
        "trail": [entry for entry in pages if page.path.startswith(entry.path) and entry.path != page.path],
        "news": sorted(
            (entry for entry in pages if entry.path.startswith("/oshirase/2")),
            key=lambda entry: entry.path,
            reverse=True,
        ),
        "month": shown,
        "query": request.query,
        "found": [entry for entry in listed if request.query in entry.title + entry.lead],
        "planted": lambda barrier: is_planted(barrier, page.path, night),
        "link": _linker(by_path, page.lang),
        "menu": lambda path: _menu(listed, path),
        "file_link": _file_link,
        "japanese_date": _japanese_date,
    }


_SECTIONS = ("/kurashi/", "/kosodate/", "/shisetsu/", "/bousai/", "/nyusatsu/", "/gikai/", "/shisei/")


def _title(request: _Request) -> str:
    if request.month:
        return f"{request.month.name}の{request.page.title}"
    if request.query:
        return f"「{request.query}」の{request.page.title}"
    return request.page.title


def _linker(by_path: Mapping[str, Page], lang: str) -> Callable[[str], Markup]:
    """Return a maker of links that are always called by the title of their page."""

    def link(path: str) -> Markup:
        target = by_path[path]
        marks = Markup(' lang="{0}" hreflang="{0}"').format(target.lang) if target.lang != lang else ""
        return Markup('<a href="{}"{}>{}</a>').format(path, marks, target.title)

    return link


def _menu(pages: list[Page], path: str) -> Markup:
    """List the pages directly below one page with what each is about."""
    depth = path.count("/") + 1
    items = Markup("\n").join(
        Markup('<li><p><a href="{}">{}</a></p><p>{}</p></li>').format(entry.path, entry.title, entry.lead)
        for entry in pages
        if entry.path.startswith(path) and entry.path.count("/") == depth
    )
    return Markup('<ul class="link-list">\n{}\n</ul>').format(items)


def _file_link(path: str, name: str) -> Markup:
    size_bytes = len(_static()[path])
    form = _FORMATS[PurePosixPath(path).suffix]
    return Markup('<a href="{}">{}（{}、{}KB）</a>').format(path, name, form, -(-size_bytes // 1024))


def _japanese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _files(night: int) -> Mapping[str, Resource]:
    return {
        path: Resource(200, _TYPES[PurePosixPath(path).suffix], _of_night(path, body, night), validators="both")
        for path, body in _static().items()
    }


def _of_night(path: str, body: bytes, night: int) -> bytes:
    if not path.endswith(_RENDERED):
        return body
    template = _templates().from_string(body.decode())
    return template.render(planted=lambda barrier: is_in_force(barrier, night)).encode()


@cache
def _static() -> Mapping[str, bytes]:
    root = HERE / "static"
    return {
        f"/{file.relative_to(root).as_posix()}": file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()
    }
