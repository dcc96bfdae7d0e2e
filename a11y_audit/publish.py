"""The facade of the JIS test's publication: reading what a city has published, and writing what it will."""

from http import HTTPStatus
from pathlib import Path

from a11y_audit.assess.lint import Remark
from a11y_audit.assess.lint import lint as remarks
from a11y_audit.audit import plan
from a11y_audit.audit.entry import REASONS, address
from a11y_audit.core.printable import printable
from a11y_audit.core.text import Text
from a11y_audit.crawl.client import Fetched, FetchFailed
from a11y_audit.crawl.network import Border
from a11y_audit.dom.encoding import decode
from a11y_audit.errors import SiteError, UsageError
from a11y_audit.settings import Settings

_OTHER_FORMATS = {b"%PDF": "PDF", b"PK\x03\x04": "Office (docx, xlsx)", b"\xd0\xcf\x11\xe0": "Office (doc, xls)"}
_SHOWN = 120


async def lint(settings: Settings, target: str) -> list[Remark]:
    """Return what contradicts itself in a published result, given as an address or as a file.

    Raises:
        A11yAuditError: the file or the page can't be read, or is neither text nor HTML.
    """
    text = await _fetched(settings, target) if "://" in target else _read(target)
    return remarks(text, edition=settings.result.notation_edition)


async def _fetched(settings: Settings, url: str) -> str:
    url = address(url)
    async with plan.client(settings, Border([url])) as client:
        answer = await client.fetch(url)
    if isinstance(answer, FetchFailed):
        cause = REASONS[answer.reason].cause
        raise _unreachable(url, cause)
    if answer.status != HTTPStatus.OK:
        raise _unreachable(url, Text(f"HTTP {answer.status}", f"HTTP {answer.status}"))
    return _text_of(answer.body, _type_of(answer), url)


def _type_of(answer: Fetched) -> str:
    return answer.headers.get("content-type", "")


def _read(name: str) -> str:
    path = Path(name).expanduser()
    try:
        return _text_of(path.read_bytes(), "", str(path))
    except OSError as error:
        shown = printable(str(path), limit=_SHOWN)
        raise UsageError(
            Text(f"ファイルを読めません: {shown}", f"The file can't be read: {shown} ({error.strerror})"),
            Text(
                "名前と場所を確かめてください。ウェブページは https:// から指定します。",
                "See that the name and the folder are right. A web page is given with its https:// in front.",
            ),
        ) from error


def _text_of(source: bytes, content_type: str, name: str) -> str:
    for start, kind in _OTHER_FORMATS.items():
        if source.startswith(start):
            shown = printable(name, limit=_SHOWN)
            raise UsageError(
                Text(f"{kind} のファイルは読めません: {shown}", f"A file of this kind can't be read: {shown} ({kind})"),
                Text(
                    "HTML かテキストで保存し直したものを指定してください。",
                    "Save it as HTML or as text, and give that.",
                ),
            )
    return decode(source, content_type)[0]


def _unreachable(url: str, cause: Text) -> SiteError:
    shown = printable(url, limit=_SHOWN)
    return SiteError(
        Text(f"ページを開けません: {shown}（{cause.ja}）", f"The page can't be opened: {shown} ({cause.en})"),
        Text(
            "アドレスを確かめるか、ブラウザーで保存した HTML ファイルを指定してください。",
            "See that the address is right, or save the page in a browser and give the file.",
        ),
    )
