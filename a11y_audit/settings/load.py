"""Lay defaults, profile, file, environment and flags over each other, and keep where each value came from."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel, ValidationError

from a11y_audit.core.text import Text
from a11y_audit.errors import SettingsError
from a11y_audit.resources import CONFIG
from a11y_audit.settings.model import Rules, Settings
from a11y_audit.settings.problems import problems_error, problems_of

FILE_NAME: Final = "a11y-audit.toml"
DEFAULT_FILE: Final = CONFIG / "default.toml"
PREFIX: Final = "A11Y_AUDIT_"
ENVIRONMENT_FILE: Final = "a11y-audit.env"
"""File beside the settings with variables that `env:` may name (NAME=value lines), such as passwords."""

_NOT_SETTINGS = frozenset({"A11Y_AUDIT_LANG"})
_POSITION = re.compile(r"at line (\d+), column (\d+)")
_PATHS = (("rules", "extra"), ("site", "lists"), ("render", "storage_state"), ("gate", "baseline"))
_FROM_ENVIRON = "env:"
_BOOLEANS = {"1": True, "yes": True, "on": True, "true": True, "0": False, "no": False, "off": False, "false": False}

Origin = Literal["default", "profile", "file", "environment", "flag"]
Layer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The effective settings, the origin of each by dotted key (`crawl.rate_per_s`), and the file read, if any."""

    settings: Settings
    origins: Mapping[str, Origin]
    path: Path | None


def folder_of(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, that holds a settings file; `start` itself when none does."""
    begin = start.resolve()
    return next((folder for folder in (begin, *begin.parents) if (folder / FILE_NAME).is_file()), begin)


def load(folder: Path, *, flags: Mapping[str, object], environ: Mapping[str, str]) -> Loaded:
    """Return the settings that hold in a folder.

    Args:
        folder: where the settings file may lie.
        flags: values by dotted key, from the command line; None means that the flag was not given.
        environ: environment; of it only `A11Y_AUDIT_SECTION__KEY` is read, and an empty value counts as not given.

    Raises:
        SettingsError: a file can't be read, or a key or value is wrong; all that are wrong are listed.
    """
    path = folder / FILE_NAME
    file = _read(path) if path.is_file() else {}
    upper: list[tuple[Origin, Layer]] = [
        ("file", file),
        ("environment", _from_environ(environ)),
        ("flag", _from_flags(flags)),
    ]
    layers = [("profile", _profile(upper)), *upper]
    merged: Layer = {}
    origins: dict[str, Origin] = dict.fromkeys(flat(Settings()), "default")
    for origin, layer in layers:
        for key in _merge(merged, layer):
            origins[key] = origin
    _anchor(merged, folder)
    _reveal(merged, environ)
    try:
        # Read as JSON, a list is a tuple and a text a date, and yet no text is taken for a number.
        settings = Settings.model_validate_json(json.dumps(merged, default=str))
    except ValidationError as error:
        raise problems_error(problems_of(error, origins, path), path) from error
    return Loaded(settings, MappingProxyType(origins), path if path.is_file() else None)


def environment_of(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with what the file beside the settings adds; what is set already wins.

    Raises:
        SettingsError: the file can't be read.
    """
    path = folder / ENVIRONMENT_FILE
    if not path.is_file():
        return dict(environ)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            Text(f"ファイルを読めません: {path}", f"The file can't be read: {path}"),
            Text(
                "読み取り権限と、文字コードが UTF-8 であることを確かめてください。",
                "See that it is readable, and UTF-8.",
            ),
        ) from error
    pairs = (line.strip().partition("=") for line in lines if not line.lstrip().startswith("#"))
    found = {name.strip(): _unquoted(value.strip()) for name, sign, value in pairs if sign and name.strip()}
    return found | dict(environ)


def _unquoted(value: str) -> str:
    quotes = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quotes else value


def flat(settings: Settings) -> dict[str, object]:
    """Return every value by its dotted key, in the order of the sections."""
    found: dict[str, object] = {}
    for section in Settings.model_fields:
        value = getattr(settings, section)
        if isinstance(value, BaseModel):
            found |= {f"{section}.{key}": getattr(value, key) for key in type(value).model_fields}
        else:
            found[section] = value
    return found


def _merge(below: Layer, above: Mapping[str, Any]) -> list[str]:
    """Lay one layer over another, key by key within a section, and return the dotted keys that it set."""
    touched: list[str] = []
    for section, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(section, {}), dict):
            below.setdefault(section, {}).update(value)
            touched += [f"{section}.{key}" for key in value]
        else:
            below[section] = value
            touched.append(section)
    return touched


def _anchor(merged: Layer, folder: Path) -> None:
    """Make names of files and folders absolute: they are meant from where the settings lie."""
    for section, key in _PATHS:
        table = merged.get(section)
        value = table.get(key) if isinstance(table, dict) else None
        if isinstance(table, dict) and isinstance(value, list):
            table[key] = [str(folder / each) if isinstance(each, str) and each else each for each in value]
        elif isinstance(table, dict) and isinstance(value, str) and value:
            table[key] = str(folder / value)


def _reveal(merged: Layer, environ: Mapping[str, str]) -> None:
    """Put what the environment holds in place of `env:NAME` in [[access]] and [notify].

    Raises:
        SettingsError: there is no such variable.
    """
    entries = merged.get("access")
    tables = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    if isinstance(notify := merged.get("notify"), dict):
        tables.append(notify)
    for table in [*tables, *(each["headers"] for each in tables if isinstance(each.get("headers"), dict))]:
        for key, value in table.items():
            if isinstance(value, str) and value.startswith(_FROM_ENVIRON):
                table[key] = _secret(environ, value.removeprefix(_FROM_ENVIRON))


def _secret(environ: Mapping[str, str], name: str) -> str:
    if name in environ:
        return environ[name]
    raise SettingsError(
        Text(
            f"設定 [[access]] か [notify] が使う環境変数がありません: {name}",
            f"[[access]] or [notify] in the settings needs an environment variable that is not set: {name}",
        ),
        Text("検査を動かす環境に、この変数を設定してください。", "Set it where the audit runs."),
    )


def _profile(upper: list[tuple[Origin, Layer]]) -> Layer:
    chosen = Rules().profile
    for _, layer in upper:
        rules = layer.get("rules")
        chosen = rules.get("profile", chosen) if isinstance(rules, dict) else chosen
    known = get_args(Rules.model_fields["profile"].annotation)
    # An unknown name is told by the validation, with the names that exist.
    return _read(CONFIG / "profiles" / f"{chosen}.toml") if chosen in known else {}


def _from_flags(flags: Mapping[str, object]) -> Layer:
    layer: Layer = {}
    for key, value in flags.items():
        if value is not None:
            _put(layer, key.split("."), list(value) if isinstance(value, tuple) else value)
    return layer


def _from_environ(environ: Mapping[str, str]) -> Layer:
    layer: Layer = {}
    for name, text in sorted(environ.items()):
        if name.startswith(PREFIX) and name not in _NOT_SETTINGS and text.strip():
            path = name.removeprefix(PREFIX).lower().split("__")
            # Bytes that are no UTF-8 reach us as lone surrogates, which no text may hold.
            _put(layer, path, _value(".".join(path), text.encode("utf-8", "replace").decode()))
    return layer


def _put(layer: Layer, path: list[str], value: object) -> None:
    section, key = path[0], ".".join(path[1:])
    table = layer.setdefault(section, {})
    if key and isinstance(table, dict):
        table[key] = value
    elif not key:
        layer[section] = value


def _value(key: str, text: str) -> object:
    """Read the text of an environment variable as the type that its key asks for; what doesn't fit stays a text."""
    default = flat(Settings()).get(key)
    if isinstance(default, bool):
        return _BOOLEANS.get(text.strip().lower(), text)
    if isinstance(default, tuple) and not text.lstrip().startswith("["):
        return [_scalar(part.strip()) for part in text.split(",")]
    return text if isinstance(default, str) else _scalar(text)


def _scalar(text: str) -> object:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _read(path: Path) -> Layer:
    try:
        # "utf-8-sig": Windows' editor puts a byte order mark in front.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            Text(f"設定ファイルを読めません: {path}", f"The settings file can't be read: {path}"),
            Text("ファイルの読み取り権限を確かめてください。", "See whether you may read the file."),
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            Text(
                f"設定ファイルの文字コードが UTF-8 ではありません: {path}", f"The settings file is not in UTF-8: {path}"
            ),
            Text(
                "エディターで開き、文字コードに「UTF-8」を選んで保存し直してください。",
                "Open it in an editor and save it again with the encoding UTF-8.",
            ),
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, str(error)) from error


def _broken(path: Path, words: str) -> SettingsError:
    at = _POSITION.search(words)
    where = (
        Text(f"{at[1]}行目の{at[2]}文字目", f"line {at[1]}, column {at[2]}")
        if at
        else Text("ファイルの終わり", "the end of the file")
    )
    return SettingsError(
        Text(
            f"設定ファイルの書き方に誤りがあります: {path} の{where.ja}",
            f"The settings file is not written rightly: {path}, {where.en}",
        ),
        Text(
            'その行と1つ前の行で、かぎ括弧や引用符（"）の閉じ忘れ、全角の記号、同じ項目の重なりがないか確かめてください。',
            "Look there and on the line before: an open bracket or quote, full-width signs, a key that stands twice?",
        ),
    )
