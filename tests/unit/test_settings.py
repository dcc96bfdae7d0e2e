"""Settings: their layers, their origins, and what is said of wrong ones."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11y_audit.core.text import Lang
from a11y_audit.errors import SettingsError
from a11y_audit.resources import CONFIG
from a11y_audit.settings import (
    DEFAULT_FILE,
    ENVIRONMENT_FILE,
    FILE_NAME,
    Loaded,
    Settings,
    environment_of,
    flat,
    folder_of,
    load,
)


def loaded(folder: Path, text: str | bytes = "", **environ: str) -> Loaded:
    raw = text.encode() if isinstance(text, str) else text
    (folder / FILE_NAME).write_bytes(raw)
    return load(folder, flags={}, environ=environ)


def refused(folder: Path, text: str | bytes = "", **environ: str) -> SettingsError:
    with pytest.raises(SettingsError) as error:
        loaded(folder, text, **environ)
    return error.value


def test_the_commented_default_file_is_the_defaults() -> None:
    values = tomllib.loads(DEFAULT_FILE.read_text(encoding="utf-8"))
    assert Settings() == Settings.model_validate_json(json.dumps(values))


def test_the_default_file_names_every_key() -> None:
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    assert [key for key in flat(Settings()) if key.rpartition(".")[2] not in text] == []


def test_every_key_and_section_has_a_text_in_both_languages() -> None:
    texts = tomllib.loads((CONFIG / "settings.toml").read_text(encoding="utf-8"))
    assert {*flat(Settings()), *Settings.model_fields} == set(texts)
    assert [key for key, text in texts.items() if not (text["ja"] and text["en"])] == []


def test_what_settings_take_from_the_environment_may_lie_in_a_file_beside_them(tmp_path: Path) -> None:
    (tmp_path / ENVIRONMENT_FILE).write_text(
        "# 覚え\nSMTP_PASSWORD = 'a=b'\nOTHER=\"x\"\nnothing\n=bad\n", encoding="utf-8-sig"
    )
    found = environment_of(tmp_path, {"OTHER": "mine"})
    assert {"SMTP_PASSWORD": "a=b", "OTHER": "mine"} == found
    text = '[notify]\nsmtp_password = "env:SMTP_PASSWORD"\n'
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    settings = load(tmp_path, flags={}, environ=found).settings
    assert "a=b" == settings.notify.smtp_password.get_secret_value()
    assert "a=b" not in settings.model_dump_json()
    (tmp_path / ENVIRONMENT_FILE).write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="can't be read"):
        environment_of(tmp_path, {})


def test_without_a_file_the_defaults_and_the_profile_hold(tmp_path: Path) -> None:
    found = load(tmp_path, flags={}, environ={})
    assert (Settings(), None) == (found.settings, found.path)
    assert {"default", "profile"} == set(found.origins.values())


def test_each_layer_lies_over_the_one_before(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[crawl]\nrate_per_s = 2\nparallel = 3\nmax_depth = 4\n", encoding="utf-8")
    environ = {"A11Y_AUDIT_CRAWL__PARALLEL": "5", "A11Y_AUDIT_CRAWL__MAX_DEPTH": "6"}
    found = load(tmp_path, flags={"crawl.max_depth": 7, "crawl.max_pages": None}, environ=environ)
    crawl = found.settings.crawl
    assert (2.0, 5, 7, None) == (crawl.rate_per_s, crawl.parallel, crawl.max_depth, crawl.max_pages)
    assert ["file", "environment", "flag", "default"] == [
        found.origins[f"crawl.{key}"] for key in ("rate_per_s", "parallel", "max_depth", "max_pages")
    ]


@pytest.mark.parametrize(
    ("name", "text", "key", "value"),
    [
        ("SITE__NAME", "2026", "site.name", "2026"),
        ("SITE__SEEDS", "http://a/,http://b/", "site.seeds", ("http://a/", "http://b/")),
        ("SITE__SEEDS", '["http://a/"]', "site.seeds", ("http://a/",)),
        ("CRAWL__ROBOTS", "no", "crawl.robots", False),
        ("CRAWL__RATE_PER_S", "0.5", "crawl.rate_per_s", 0.5),
        ("CRAWL__MAX_PAGES", "", "crawl.max_pages", None),
        ("RENDER__VIEWPORT", "800,600", "render.viewport", (800, 600)),
        ("RENDER__BROWSER", "/usr/bin/chromium", "render.browser", "/usr/bin/chromium"),
    ],
)
def test_an_environment_variable_is_read_as_its_key_asks(
    tmp_path: Path, name: str, text: str, key: str, value: object
) -> None:
    assert value == flat(loaded(tmp_path, **{f"A11Y_AUDIT_{name}": text}).settings)[key]


def test_the_language_is_no_setting(tmp_path: Path) -> None:
    assert Settings() == loaded(tmp_path, A11Y_AUDIT_LANG="en", PATH="/bin").settings


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    assert "みどり野市" == loaded(tmp_path, "\ufeff[site]\nname = 'みどり野市'\n").settings.site.name


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        ("[crawl]\nrate_per_sec = 1\n", "crawl.rate_per_sec", "crawl.rate_per_s"),
        ("[crwl]\n", "crwl", "crawl"),
        ("[site]\nmax_pages = 1\n", "site.max_pages", "crawl.max_pages"),
        ("[[scope.exclude]]\npatern = '/a/'\n", "scope.exclude[1].patern", "scope.exclude.pattern"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path, text: str, key: str, near: str) -> None:
    error = refused(tmp_path, text)
    assert f"・{key}（{FILE_NAME}）: このような項目はありません。「{near}」ではありませんか。" in error.message.ja
    assert f"- {key} ({FILE_NAME}): There is no such key. Did you mean “{near}”?" in error.message.en


def test_a_single_underscore_in_the_environment_is_noticed(tmp_path: Path) -> None:
    error = refused(tmp_path, A11Y_AUDIT_CRAWL_PARALLEL="4")
    assert "（環境変数で指定）: このような項目はありません。「crawl.parallel」ではありませんか。" in error.message.ja


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[crawl]\nparallel = 0\n", "「0」は使えません。1 以上にしてください。"),
        ("[gate]\nmin_coverage = 1.5\n", "「1.5」は使えません。1 以下にしてください。"),
        ("[crawl]\nmax_pages = true\n", "「True」は使えません。整数で書いてください（引用符は付けません）。"),
        ("[crawl]\nrobots = 'yes'\n", "「yes」は使えません。true か false で書いてください（引用符は付けません）。"),
        ("[crawl]\nrate_per_s = inf\n", "「inf」は使えません。有限の数で書いてください。"),
        ("[site]\nname = 1\n", '「1」は使えません。文字列で書いてください（引用符 " で囲みます）。'),
        ("[site]\ncontact = '広報課'\n", "半角の英数字と記号で書いてください"),
        ("[site]\nseeds = ['ftp://a/']\n", "http:// か https:// で始まるアドレスを書いてください。"),
        ("[scope]\nhosts = ['a/b']\n", "ホスト名だけを書いてください"),
        ("[rules]\nprofile = 'jis2010'\n", "「jis2010」は使えません。選べる値: jis2016"),
        ("[report]\nlanguages = ['fr']\n", "「fr」は使えません。選べる値: ja, en"),
        ("[report]\nformats = []\n", "1個以上書いてください。"),
        ("[render]\nviewport = [800]\n", "必要な項目が書かれていません。"),
        ("[render]\nviewport = [800, 600, 1]\n", "2個まで書けます。"),
        ("[department]\nname = 'a'\n", "[[department]] と、二重の角括弧で書いてください。"),
        (
            "[[waiver]]\nreason = 'a'\nperson = 'b'\nsince = 2026-04-01\nuntil = 2027-03-31\n",
            "defect（要修正箇所の番号）か rule（規則の名前）の、どちらか一方",
        ),
        (
            "[[waiver]]\nrule = 'a'\nperson = 'b'\nsince = 2026-04-01\nuntil = 2027-03-31\n",
            "必要な項目が書かれていません",
        ),
        ("[[rules.off]]\nid='a'\nreason='b'\nuntil='soon'\n", "日付は 2027-03-31 のように書いてください。"),
        (
            "[result]\ntested_from = 2026-12-01\ntested_until = 2026-11-30\n",
            "result（a11y-audit.toml）: 終わりの日が、始まりの日より前です。",
        ),
        (
            "[[waiver]]\nrule='a'\nreason='b'\nperson='c'\nsince = 2026-12-01\nuntil = 2026-11-30\n",
            "終わりの日が、始まりの日より前です。",
        ),
        ("site = 1\n", "項目のまとまりとして書いてください。"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(tmp_path: Path, text: str, words: str) -> None:
    error = refused(tmp_path, text)
    assert words in error.message.ja
    assert 1 == error.message.ja.count("・")


def test_all_wrong_settings_are_listed(tmp_path: Path) -> None:
    error = refused(tmp_path, "[crawl]\nparallel = 0\nmax_depth = -1\n", A11Y_AUDIT_GATE__NEW_DEFECTS="x")
    assert error.message.ja.startswith("設定に直すところが3か所あります。")
    assert error.hint is not None
    assert str(tmp_path / FILE_NAME) in error.hint.ja


def test_broken_toml_is_told_with_line_and_column(tmp_path: Path) -> None:
    error = refused(tmp_path, "[crawl]\nrate_per_s = \n")
    assert error.message.ja.endswith("の2行目の14文字目")
    assert error.message.en.endswith("line 2, column 14")


def test_another_encoding_is_told_with_what_to_do(tmp_path: Path) -> None:
    error = refused(tmp_path, "[site]\nname = '東京'\n".encode("cp932"))
    assert "UTF-8" in error.in_(Lang.JA)
    assert "UTF-8" in error.in_(Lang.EN)


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), st.text(max_size=20), max_size=4)
)
def test_whatever_the_environment_holds_is_taken_or_refused_in_words(environ: dict[str, str]) -> None:
    try:
        load(CONFIG, flags={}, environ={f"A11Y_AUDIT_{name}": text for name, text in environ.items()})
    except SettingsError as error:
        assert "か所あります" in error.message.ja  # noqa: PT017 -- only some of what Hypothesis makes is refused


def test_the_folder_is_the_nearest_with_a_settings_file(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert below == folder_of(below)
    (tmp_path / FILE_NAME).touch()
    assert tmp_path == folder_of(below)


ACCESS = (
    '[[access]]\norigin = "https://test.example.jp"\nuser = "kensa"\npassword = "{}"\nheaders = {{ "X-Key" = "{}" }}\n'
)


def test_secrets_come_from_the_environment_and_are_never_written_out(tmp_path: Path) -> None:
    found = loaded(tmp_path, ACCESS.format("env:PASS", "env:KEY"), PASS="canary-1", KEY="canary-2")
    (access,) = found.settings.access
    assert ("canary-1", "canary-2") == (
        access.password.get_secret_value(),
        access.headers["X-Key"].get_secret_value(),
    )
    for text in (json.dumps(found.settings.model_dump(mode="json")), str(found.settings), str(flat(found.settings))):
        assert "canary" not in text


def test_a_secret_that_the_environment_lacks_is_named(tmp_path: Path) -> None:
    assert "PASS" in refused(tmp_path, ACCESS.format("env:PASS", "x")).message.ja


def test_lists_and_states_are_meant_from_the_settings_folder(tmp_path: Path) -> None:
    found = loaded(tmp_path, '[site]\nlists = ["cms.csv"]\n[render]\nstorage_state = "state.json"\n').settings
    assert (str(tmp_path / "cms.csv"), str(tmp_path / "state.json")) == (
        found.site.lists[0],
        found.render.storage_state,
    )


@pytest.mark.parametrize("hours", ["7-20", "07:00", "07:00-07:00", "07:00-25:00", "07:00:00-20:00"])
def test_hours_that_are_none_are_refused(tmp_path: Path, hours: str) -> None:
    assert "07:00-20:00" in refused(tmp_path, f'[crawl]\nquiet_hours = ["{hours}"]').message.ja


def test_readings_that_are_not_in_kana_are_refused(tmp_path: Path) -> None:
    assert "かな" in refused(tmp_path, '[japanese.readings]\n"湯沢" = "yuzawa"').message.ja
