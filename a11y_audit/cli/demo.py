"""The command `demo`: a small made-up city to try the program on, without any network."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

import click

from a11y_audit.cli import options, refusal
from a11y_audit.cli.audits import conduct
from a11y_audit.cli.command import Command, Request
from a11y_audit.cli.ending import conclude
from a11y_audit.core.text import Lang, Text
from a11y_audit.errors import UsageError
from a11y_audit.settings import load
from a11y_audit.testing.demo_city.catalogue import NIGHTS as KNOWN
from a11y_audit.testing.demo_city.server import serve

FOLDER: Final = "a11y-audit-demo"
NIGHTS: Final = 3
"""Nights audited unless told otherwise; the city knows more."""

_DEMO: Final = Text(
    "架空の市「みどり野市」のサイトで試します。\n"
    f"{NIGHTS}晩分の検査を ./{FOLDER} で行い、報告書を作ります（ネットワークは要りません）。",
    "Try it on the site of a made-up city.\n"
    f"Audits {NIGHTS} nights into ./{FOLDER} and writes the reports; no network is needed.",
)
_NIGHT: Final = Text(
    f"この晩まで検査します（{KNOWN[-1]}まで。省くと{NIGHTS}）。--serve では、この晩（省くと1）のサイトを公開します。",
    f"Audit up to this night (1-{KNOWN[-1]}, {NIGHTS} unless given); with --serve, show that night (1 unless given).",
)
_PORT: Final = Text(
    "サイトを置くポートです。省くと空いているものを使います。", "Port of the site; a free one unless given."
)
_SERVE: Final = Text(
    "検査せず、サイトをこの機器だけに公開します。Ctrl-C で終わります。",
    "Only show the site, on this machine alone, until Ctrl-C.",
)
_SERVING: Final = Text("公開しています: {url}（Ctrl-C で終わります）", "Serving {url} (Ctrl-C ends it)")
_BEGIN: Final = Text("第{night}晩を検査します。", "Auditing night {night}.")
_END: Final = Text("最後の報告書をブラウザーで開いてください: {path}", "Open the last report in a browser: {path}")


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """Return the command in one language."""
    count = options.NUMBER_WORD.in_(lang)
    params = (
        options.option("--night", options.number(1, KNOWN[-1]), shown=count, meaning=_NIGHT.in_(lang)),
        options.option("--port", options.number(1, 65535), shown=count, meaning=_PORT.in_(lang)),
        options.flag("--serve", _SERVE.in_(lang)),
        options.quiet(lang),
    )
    return (Command("demo", lang=lang, help_text=_DEMO, run=_demo, params=params),)


def _demo(request: Request) -> int:
    given = request.values
    port = given["port"] or _free_port()
    return _serve(request, given["night"] or 1, port) if given["serve"] else _audit(request, port)


def _serve(request: Request, night: int, port: int) -> int:
    with _served(night, port) as url:
        request.say(_SERVING, url=url)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0


def _audit(request: Request, port: int) -> int:
    folder = Path.cwd() / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise refusal.unmakable(folder, error) from error
    quiet, code = request.values["quiet"], 0
    for night in range(1, (request.values["night"] or NIGHTS) + 1):
        request.say(_BEGIN, night=night)
        # One port for all nights: runs are compared by the site's address.
        with _served(night, port) as url:
            flags = {
                "site.seeds": [url],
                "site.name": "みどり野市",
                "site.city": "みどり野市",
                "crawl.rate_per_s": 0,
                "probes.per_template": 1,  # enough to show what it is like
                "probes.run_s": 180.0,
            }
            settings = load(folder, flags=flags, environ={}).settings
            end = conduct(request, settings, folder, fresh=True, quiet=quiet)
        code = conclude(request, end, settings)
        if end.interrupted:
            return code
    if end.report:
        request.say(_END, path=end.report)
    return code


@contextmanager
def _served(night: int, port: int) -> Iterator[str]:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(serve(night, port=port))
        except OSError as error:
            raise UsageError(
                Text(f"ポート {port} を使えません。", f"Port {port} can't be used ({error.strerror})."),
                Text("--port で別の番号を指定してください。", "Give another with --port."),
            ) from error
        yield url


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
