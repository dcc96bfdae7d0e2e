"""Look whether everything that an audit needs is there: browser, engine, fonts, store, seeds."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from a11y_audit import registry
from a11y_audit.audit import plan
from a11y_audit.audit.entry import REASONS, address
from a11y_audit.core.text import Text
from a11y_audit.core.visit import NotAudited, Why
from a11y_audit.crawl.client import Client, ClientSettings, FetchFailed
from a11y_audit.engines import axe
from a11y_audit.errors import A11yAuditError
from a11y_audit.render.axe_source import axe_source
from a11y_audit.render.browser import browser
from a11y_audit.render.refusals import refusal
from a11y_audit.settings import Settings
from a11y_audit.store.engine import open_store

LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at: its name, whether it is as it should be, what was seen, what to do if not."""

    name: Text
    ok: bool
    detail: Text
    hint: Text | None = None


async def examine(settings: Settings, data: Path) -> list[Examined]:
    """Return what was seen of each thing that an audit needs; `data` is the store's folder."""
    found = [await _browser(settings), _engine(settings), _font(), _letters(settings), _store(data), _room(data)]
    async with Client(ClientSettings(user_agent=plan.user_agent(settings), timeout_s=15)) as client:
        found += [await _seed(client, seed) for seed in settings.site.seeds]
    return found


async def _browser(settings: Settings) -> Examined:
    name = Text("ブラウザー", "Browser")
    try:
        async with browser(settings.render.browser) as started:
            return Examined(name, True, _same(f"Chromium {started.version}"))
    except A11yAuditError as error:
        return Examined(name, False, error.message, error.hint)


def _engine(settings: Settings) -> Examined:
    name = Text("検査規則", "Rules")
    try:
        version = axe.version(axe_source(settings.render.axe))
        return Examined(name, True, _same(f"{len(registry.rules())} (axe-core {version})"))
    except A11yAuditError as error:
        return Examined(name, False, error.message, error.hint)


def _font() -> Examined:
    name = Text("日本語の字体", "Japanese font")
    program = shutil.which("fc-list")
    if program is None:
        return Examined(name, True, _same("fc-list: -"))
    listed = subprocess.run([program, ":lang=ja", "family"], capture_output=True, text=True, check=False).stdout  # noqa: S603 -- fixed words
    first = listed.partition("\n")[0].strip()
    hint = Text("fonts-noto-cjk などを導入してください。", "Install one, such as fonts-noto-cjk.")
    return Examined(name, bool(first), _same(first or "-"), hint)


def _letters(settings: Settings) -> Examined:
    name = Text("画像の中の文字", "Words in pictures")
    if reads := plan.letters(settings):
        return Examined(name, True, _same(reads.version))
    if not settings.letters.on:
        return Examined(name, True, Text("読みません（設定 [letters] on）", "not read (setting [letters] on)"))
    # An extra part: an audit works without it, and its report says so.
    how = 'pip install "a11y-audit[pictures]"'
    return Examined(name, True, Text(f"読みません（読むには {how}）", f"not read (to have them read: {how})"))


def _store(data: Path) -> Examined:
    name = Text("検査の記録", "Store")
    if not (data / "audit.sqlite3").is_file():
        return Examined(name, True, Text("まだありません", "none yet"))
    try:
        open_store(data, create=False).close()
    except A11yAuditError as error:
        return Examined(name, False, error.message, error.hint)
    return Examined(name, True, _same(str(data / "audit.sqlite3")))


def _room(data: Path) -> Examined:
    place = next(folder for folder in (data, *data.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    hint = Text("1 GB 以上の空きを作ってください。", "Make room: at least 1 GB.")
    return Examined(Text("ディスクの空き", "Free disk"), free >= LEAST_FREE_BYTES, _same(f"{free / 1e9:,.1f} GB"), hint)


async def _seed(client: Client, seed: str) -> Examined:
    name = Text(f"サイト {seed}", f"Site {seed}")
    try:
        answer = await client.fetch(address(seed))
    except A11yAuditError as error:
        return Examined(name, False, error.message, error.hint)
    if isinstance(answer, FetchFailed):
        why = REASONS.get(answer.reason, Why.NETWORK)
        return Examined(name, False, why.cause, why.step)
    refused: NotAudited | None = refusal(answer.status, answer.headers)
    if refused is None:
        return Examined(name, True, _same(str(answer.status)))
    return Examined(name, False, refused.why.cause, refused.why.step)


def _same(words: str) -> Text:
    return Text(words, words)
