"""The command line: its two languages, its refusals and its exit codes; no browser is started."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import structlog
from click.testing import CliRunner, Result

from a11y_audit import __version__
from a11y_audit.cli import build
from a11y_audit.cli.demo import FOLDER
from a11y_audit.core.text import Lang
from a11y_audit.store.engine import open_store
from tests.unit.stores import SITE, begun

ENGLISH_OF_CLICK = ("Usage:", "Options:", "Commands:", "Show this message", "Error:", "No such", "Missing")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    # A command sends the log to the stream of its own test.
    structlog.reset_defaults()


def run(*arguments: str, lang: Lang = Lang.JA) -> Result:
    return CliRunner().invoke(build(lang), arguments)


def paths(command: click.Command, *above: str) -> list[list[str]]:
    below = command.commands if isinstance(command, click.Group) else {}
    return [[*above], *(path for name, each in below.items() for path in paths(each, *above, name))]


@pytest.mark.parametrize("path", paths(build(Lang.JA)), ids=" ".join)
def test_each_help_is_wholly_in_its_language(path: list[str]) -> None:
    japanese, english = run(*path, "--help"), run(*path, "--help", lang=Lang.EN)
    assert (0, 0) == (japanese.exit_code, english.exit_code)
    assert "使い方:" in japanese.stdout
    assert [word for word in ENGLISH_OF_CLICK if word in japanese.stdout] == []
    assert "Usage:" in english.stdout
    assert english.stdout.isascii()


@pytest.mark.parametrize("path", paths(build(Lang.JA)), ids=" ".join)
def test_both_languages_have_the_same_commands_and_options(path: list[str]) -> None:
    def options(lang: Lang) -> set[str]:
        return set(re.findall(r"--[a-z-]+", run(*path, "--help", lang=lang).stdout))

    assert options(Lang.JA) == options(Lang.EN)


@pytest.mark.parametrize(
    ("arguments", "japanese", "english"),
    [
        (["audti"], "「audti」というコマンドはありません。「audit」ではありませんか。", "Did you mean “audit”?"),
        (["rules", "lst"], "「lst」というコマンドはありません。「list」ではありませんか。", "Did you mean “list”?"),
        (
            ["audit", "--maxpages", "3"],
            "「--maxpages」というオプションはありません。「--max-pages」ではありませんか。",
            "no option",
        ),
        (
            ["audit", "--max-pages", "many"],
            "--max-pages に「many」は使えません。\n1 以上の整数を",
            "a whole number, 1 or more",
        ),
        (["audit", "--rate", "-1"], "0 から 1000 までの数", "from 0 to 1000"),
        (["audit", "--rate"], "--rate の値がありません。", "--rate needs a value."),
        (["audit", "--quiet=3"], "--quiet に値は書けません。", "--quiet takes no value."),
        (["report", "0"], "回 に「0」は使えません。", "RUN can't be “0”."),
        (["runs", "now"], "「now」は余分です。", "“now” is too much here."),
        (["why"], "URL の指定がありません。", "URL is missing."),
        (["--lang", "en"], "コマンドの指定がありません。", "A command is missing."),
        (["runs", "--lang", "fr"], "選べる値: ja, en", "It can be: ja, en"),
        (["check"], "検査するページがありません。", "There is no page to audit."),
        (["check", "http://["], "ウェブページのアドレスではありません", "not the address of a web page"),
        (
            ["check", "https://a.example/", "--format", "xml"],
            "選べる値: text, jsonl, csv, sarif",
            "text, jsonl, csv, sarif",
        ),
        (["check", "https://a.example/", "--output", "no/such/file"], "ファイルに書けません", "can't be written"),
        (["check", "https://a.example/", "--format", "sarif,junit"], "--output が要ります", "need --output"),
        (["check", "https://a.example/", "--baseline", "none.json"], "基準ファイルを読めません", "can't be read"),
        (["runs", "--log-json", "no/such/file"], "ファイルに書けません", "can't be written"),
        (["report", "--format", "html,doc"], "選べる値: html, csv", "html, csv"),
        (["audit"], "検査するサイトが指定されていません。", "No site to audit was given."),
        (["rules", "show", "image-alt-not-filename"], "「image-alt-not-file-name」ではありませんか。", "Did you mean"),
        (["rules", "show", "zzz"], "規則「zzz」はありません。", "no rule “zzz”"),
        (["rules", "list", "--criterion", "9.9.9"], "達成基準9.9.9はありません", "no success criterion 9.9.9"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_refused_in_both_languages(arguments: list[str], japanese: str, english: str) -> None:
    for lang, words in ((Lang.JA, japanese), (Lang.EN, english)):
        result = run(*arguments, lang=lang)
        assert 2 == result.exit_code
        assert words in result.stderr
        assert "" == result.stdout


def test_without_a_command_the_help_is_shown_as_wrong_use() -> None:
    result = run()
    assert 2 == result.exit_code
    assert "コマンド:" in result.stderr


def test_a_file_is_not_taken_as_a_host(tmp_path: Path) -> None:
    (tmp_path / "top.html").write_text("<html>", encoding="utf-8")
    result = run("audit", "top.html")
    assert 2 == result.exit_code
    assert "ファイルは検査できません: top.html" in result.stderr


def test_the_demo_tells_that_its_folder_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("", encoding="utf-8")
    result = run("demo")
    assert 3 == result.exit_code
    assert "フォルダーを作れません" in result.stderr


def test_the_demo_tells_that_a_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("demo", "--serve", "--port", str(taken.getsockname()[1]))
    assert 2 == result.exit_code
    assert "を使えません。" in result.stderr


def test_the_version_is_told() -> None:
    result = run("--version")
    assert (0, f"a11y-audit {__version__}\n") == (result.exit_code, result.stdout)


def test_control_characters_of_an_argument_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in run("au\x1b[31mdit").stderr


def test_wrong_settings_end_with_2(tmp_path: Path) -> None:
    (tmp_path / "a11y-audit.toml").write_text("[crawl]\nrate_pers = 1\n", encoding="utf-8")
    result = run("settings")
    assert 2 == result.exit_code
    assert "「crawl.rate_per_s」ではありませんか。" in result.stderr


def test_settings_are_shown_with_their_origins(tmp_path: Path) -> None:
    (tmp_path / "a11y-audit.toml").write_text("[site]\nname = 'みどり野市'\n", encoding="utf-8")
    result = CliRunner(env={"A11Y_AUDIT_CRAWL__PARALLEL": "4"}).invoke(build(Lang.JA), ["settings"])
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()}
    assert ['"みどり野市"', "設定ファイル"] == rows["site.name"]
    assert ["4", "環境変数"] == rows["crawl.parallel"]
    assert ["1.0", "既定値"] == rows["crawl.rate_per_s"]


@pytest.mark.parametrize("command", [["runs"], ["report"], ["recheck"], ["why", "https://a.example/"]], ids=" ".join)
def test_without_a_store_the_work_could_not_be_done(command: list[str]) -> None:
    result = run(*command)
    assert 3 == result.exit_code
    assert "検査の記録がまだありません" in result.stderr


def test_rules_of_one_criterion_are_listed() -> None:
    result = run("rules", "list", "--criterion", "1.1.1")
    rows = result.stdout.splitlines()[1:]
    assert 0 == result.exit_code
    assert any(row.startswith("image-alt-not-file-name ") for row in rows)
    assert [row for row in rows if "1.1.1" not in row] == []


def test_a_rule_is_shown_with_all_that_it_may_say() -> None:
    result = run("rules", "show", "image-alt-not-file-name", lang=Lang.EN)
    assert 0 == result.exit_code
    for word in ("Who is hindered:", "How to mend it in the CMS:", "alt_is_file_name", "F30", "1.1.1"):
        assert word in result.stdout


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"{SITE}nowhere/", "どのページからもリンクされておらず"),
        ("/nowhere/", f"{SITE}nowhere/"),
        ("https://other.example.jp/", "サイトの外にあります"),
    ],
)
def test_why_without_settings_asks_about_the_site_of_the_newest_run(tmp_path: Path, url: str, words: str) -> None:
    (tmp_path / "data").mkdir()
    store = open_store(tmp_path / "data")
    begun(store, SITE)
    store.close()
    result = run("why", url)
    assert 0 == result.exit_code
    assert words in result.stdout
    assert "詳細" not in result.stdout
