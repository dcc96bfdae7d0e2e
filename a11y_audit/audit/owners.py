"""What the city knows of its pages from elsewhere: whose they are, and how often they are visited."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from a11y_audit.assess.departments import Charges, Department
from a11y_audit.core.text import Text
from a11y_audit.errors import UsageError
from a11y_audit.settings import Settings
from a11y_audit.sheets.reading import Table, read_table

_ADDRESSES = ("URL", "url", "アドレス", "公開URL", "公開アドレス", "ページURL", "ページアドレス")
_NAMES = ("課", "部署", "担当課", "担当部署", "所属", "作成課", "department")
_VIEWS = ("閲覧数", "表示回数", "ページビュー", "ページビュー数", "PV", "pv", "views", "Views")
_LOGGED = re.compile(r'\[[^\]]*\] "GET (?P<path>\S+) HTTP/[^"]*" (?:200|304) \S+(?: "[^"]*" "(?P<agent>[^"]*)")?')
_ROBOT = re.compile(r"bot|crawl|spider|slurp|a11y-audit", re.IGNORECASE)
_LOOKED_AT = 65_536


def charges(settings: Settings, folder: Path) -> Charges:
    """Return what the settings, and the list that they name, say of who is in charge of pages.

    Raises:
        UsageError: the list can't be read, or lacks its columns.
    """
    listed = {}
    if settings.ownership.list:
        table, (url, name) = _table(folder / settings.ownership.list, (_ADDRESSES, _NAMES))
        base = _base(settings)
        listed = {urljoin(base, row.cells[url]): row.cells[name] for row in table.rows if row.cells[name]}
    return Charges(
        departments=[Department(each.name, each.prefixes, each.contacts) for each in settings.department],
        listed=listed,
        contacts=settings.ownership.contact_blocks,
    )


def views(settings: Settings, folder: Path) -> Counter[str]:
    """Return how often pages were visited, by address; empty where nothing is known.

    Raises:
        UsageError: the file can't be read, or is neither a table nor an access log.
    """
    if not settings.plan.usage:
        return Counter()
    path, base = folder / settings.plan.usage, _base(settings)
    if _is_log(path):
        return Counter(urljoin(base, each) for each in _logged(path))
    table, (url, views_of) = _table(path, (_ADDRESSES, _VIEWS))
    found: Counter[str] = Counter()
    for row in table.rows:
        with suppress(ValueError):
            found[urljoin(base, row.cells[url])] += int(float(row.cells[views_of].replace(",", "")))
    return found


def _base(settings: Settings) -> str:
    return settings.site.seeds[0] if settings.site.seeds else ""


def _table(path: Path, wanted: Sequence[Sequence[str]]) -> tuple[Table, list[str]]:
    """Return a table that has one of the heads of each sort, and which ones."""
    table = None
    for name in wanted[0]:
        with suppress(UsageError):
            table = read_table(path, [name])
            break
    table = table or read_table(path, [wanted[0][0]])
    heads = [next((name for name in sort if name in table.heads), None) for sort in wanted]
    missing = [sort[0] for sort, head in zip(wanted, heads, strict=True) if head is None]
    if missing:
        raise UsageError(
            Text(
                f"必要な列がありません: {'、'.join(missing)}（{path}）",
                f"Columns are missing: {', '.join(missing)} ({path})",
            ),
            Text("見出しの行に、その名前の列を加えてください。", "Add a column of that name."),
        )
    return table, [head for head in heads if head is not None]


def _is_log(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT).decode("utf-8", "replace")
    except OSError:
        return False  # the reader of tables tells why
    return any(_LOGGED.search(line) for line in start.splitlines()[:50])


def _logged(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            hit = _LOGGED.search(line)
            if hit and not _ROBOT.search(hit["agent"] or ""):
                yield urlsplit(hit["path"])._replace(query="", fragment="").geturl()
