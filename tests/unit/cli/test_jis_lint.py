"""`jis lint`: a file or a page, its words, and its exit codes."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from a11y_audit.cli import build
from a11y_audit.core.text import Lang
from tests.unit.assess.test_lint import checklist, page


class Handler(SimpleHTTPRequestHandler):
    """Serves files."""

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    structlog.reset_defaults()


def run(target: str, lang: Lang = Lang.JA) -> Result:
    return CliRunner().invoke(build(lang), ["jis", "lint", target])


def test_a_contradiction_ends_with_1_and_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "result.html").write_text(page(rows=checklist(c1_4_3=("○", "×", "色"))), encoding="utf-8")
    result = run("result.html")

    assert 1 == result.exit_code
    assert "［矛盾］「AAに準拠」とありますが、1.4.3 が不適合です。" in result.stdout
    assert "「適合レベルAAに準拠」" in result.stdout
    assert "矛盾 1 件、確認 0 件" in result.stdout


def test_a_question_alone_ends_with_0(tmp_path: Path) -> None:
    (tmp_path / "result.html").write_text(page(note=""), encoding="shift_jis", errors="replace")
    result = run("result.html", Lang.EN)

    assert 0 == result.exit_code
    assert "[Question] The note is missing" in result.stdout
    assert "0 contradictions, 1 questions" in result.stdout


def test_a_sound_page_is_said_to_be_so_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "result.html").write_text(page(), encoding="utf-8")
    result = run("result.html")

    assert 0 == result.exit_code
    assert "書かれていることが正しいとは限りません" in result.stdout


def test_a_page_is_read_from_its_address(tmp_path: Path) -> None:
    (tmp_path / "result.html").write_text(page(stated="令和7年1月10日"), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        found = run(f"http://127.0.0.1:{server.server_port}/result.html")
        missing = run(f"http://127.0.0.1:{server.server_port}/none.html")
    finally:
        server.shutdown()
        server.server_close()

    assert 1 == found.exit_code
    assert "表明日（2025-01-10）が、試験の終わり（2025-01-20）より前です。" in found.stdout
    assert 3 == missing.exit_code
    assert "ページを開けません" in missing.stderr
    assert "HTTP 404" in missing.stderr


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_other_formats_are_refused_with_what_to_do(tmp_path: Path, start: bytes) -> None:
    (tmp_path / "result").write_bytes(start)
    result = run("result")

    assert 2 == result.exit_code
    assert "HTML かテキストで保存し直した" in result.stderr


def test_a_file_that_is_not_there_is_told() -> None:
    result = run("www.city.hikari.lg.jp")

    assert 2 == result.exit_code
    assert "ファイルを読めません: www.city.hikari.lg.jp" in result.stderr
    assert "https:// から指定します" in result.stderr
