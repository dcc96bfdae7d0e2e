"""Tell what is wrong with settings in words for officers, in both languages, instead of the library's English ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from a11y_audit.core.printable import printable
from a11y_audit.core.text import Text
from a11y_audit.errors import SettingsError
from a11y_audit.settings.model import Settings

_PLACES: Final[dict[str, Text]] = {
    "default": Text("既定値", "the defaults"),
    "profile": Text("プロファイル", "the profile"),
    "environment": Text("環境変数で指定", "in the environment"),
    "flag": Text("コマンドで指定", "on the command line"),
}
_WORDS: Final[dict[str, Text]] = {
    "missing": Text("必要な項目が書かれていません。", "A value is missing."),
    "dict_type": Text('{ "名前" = "値" } の形で書いてください。', 'Write it like { "Name" = "value" }.'),
    "string_type": Text('文字列で書いてください（引用符 " で囲みます）。', "Write a text (in quotes)."),
    "string_too_short": Text("空にはできません。", "It can't be empty."),
    "string_too_long": Text("{max_length}文字以内で書いてください。", "Write at most {max_length} characters."),
    "int_type": Text("整数で書いてください（引用符は付けません）。", "Write a whole number (without quotes)."),
    "int_parsing_size": Text("数が大きすぎます。", "The number is too large."),
    "float_type": Text("数で書いてください（引用符は付けません）。", "Write a number (without quotes)."),
    "finite_number": Text("有限の数で書いてください。", "Write a finite number."),
    "bool_type": Text(
        "true か false で書いてください（引用符は付けません）。", "Write true or false (without quotes)."
    ),
    "date_type": Text("日付は 2027-03-31 のように書いてください。", "Write a date like 2027-03-31."),
    "date_parsing": Text("日付は 2027-03-31 のように書いてください。", "Write a date like 2027-03-31."),
    "date_from_datetime_parsing": Text("日付は 2027-03-31 のように書いてください。", "Write a date like 2027-03-31."),
    "tuple_type": Text(
        '角括弧で囲んだ一覧で書いてください（例: ["…", "…"]）。', 'Write a list in brackets (such as ["…", "…"]).'
    ),
    "too_short": Text("{min_length}個以上書いてください。", "Write at least {min_length}."),
    "too_long": Text("{max_length}個まで書けます。", "At most {max_length} can be given."),
    "model_type": Text("項目のまとまりとして書いてください。", "Write a table of keys."),
    "greater_than_equal": Text("{ge} 以上にしてください。", "It must be {ge} or more."),
    "less_than_equal": Text("{le} 以下にしてください。", "It must be {le} or less."),
    "literal_error": Text("選べる値: {expected}", "It can be: {expected}"),
    "enum": Text("選べる値: {expected}", "It can be: {expected}"),
    "web_address": Text(
        "http:// か https:// で始まるアドレスを書いてください。",
        "Write an address that begins with http:// or https://.",
    ),
    "one_of_two": Text(
        "defect（要修正箇所の番号）か rule（規則の名前）の、どちらか一方を書いてください。",
        "Write either defect (its id) or rule (an id), not both.",
    ),
    "end_before_begin": Text("終わりの日が、始まりの日より前です。", "The last day is before the first."),
    "host": Text(
        "ホスト名だけを書いてください（例: www.example.jp）。", "Write a host name only (such as www.example.jp)."
    ),
    "kana": Text("読みをかなで書いてください。", "Write the reading in kana."),
    "hours": Text(
        '"07:00-20:00" のように、始まりと終わりの時刻（日本時間）で書いてください。',
        'Write hours of the day in Japanese time, like "07:00-20:00".',
    ),
    "clock": Text('時刻は "22:00" のように書いてください（日本時間）。', 'Write a time of day in Japan, like "22:00".'),
    "mail": Text(
        "メールアドレスを書いてください（例: web@city.example.jp）。",
        "Write a mail address (such as web@city.example.jp).",
    ),
    "ascii": Text(
        "半角の英数字と記号で書いてください（連絡先はメールアドレスかウェブページのアドレスです）。",
        "Write plain ASCII signs (a contact is a mail address or the address of a web page).",
    ),
}
# Where nothing was written, or what was written is more than fits a line.
_OF_NO_ONE_VALUE: Final = frozenset(
    {
        "missing",
        "model_type",
        "tuple_type",
        "too_short",
        "too_long",
        "string_too_short",
        "one_of_two",
        "end_before_begin",
    }
)
_UNFIT: Final = Text("この値は使えません。", "This value can't be used.")
_TABLES: Final = Text("[[{key}]] と、二重の角括弧で書いてください。", "Write it with double brackets: [[{key}]].")
_UNKNOWN: Final = Text("このような項目はありません。", "There is no such key.")
_NEAREST: Final = Text("「{near}」ではありませんか。", "Did you mean “{near}”?")
_VALUE_LIMIT: Final = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong setting: where it was written, its dotted key, and what is wrong."""

    place: Text
    key: str
    words: Text

    @property
    def line(self) -> Text:
        """Place, key and words in one line."""
        return Text(f"{self.key}（{self.place.ja}）: {self.words.ja}", f"{self.key} ({self.place.en}): {self.words.en}")


def problems_error(problems: list[Problem], path: Path) -> SettingsError:
    """Return the error that lists all of them."""
    lines = [problem.line for problem in problems]
    return SettingsError(
        Text(
            "\n".join([f"設定に直すところが{len(lines)}か所あります。", *(f"・{line.ja}" for line in lines)]),
            "\n".join([f"To correct in the settings ({len(lines)}):", *(f"- {line.en}" for line in lines)]),
        ),
        Text(f"設定ファイルの場所: {path}", f"The settings file is {path}") if path.is_file() else None,
    )


def problems_of(error: ValidationError, origins: Mapping[str, str], path: Path) -> list[Problem]:
    """Return what the library found, each with the place where the value was written."""
    errors = error.errors(include_url=False)
    deeper = {each["loc"][:-1] for each in errors}
    # A list whose only element is wrong is also called too short; once is enough.
    shown = [each for each in errors if not (each["type"] == "too_short" and each["loc"] in deeper)]
    return [_problem(each, origins, path.name) for each in shown]


def _problem(error: ErrorDetails, origins: Mapping[str, str], file: str) -> Problem:
    path = [str(part) for part in error["loc"]]
    origin = _origin(path, origins)
    place = _PLACES.get(origin, Text(file, file))
    return Problem(place, _shown(error["loc"]), _words(error, path))


def _origin(path: list[str], origins: Mapping[str, str]) -> str:
    """Return where a wrong value was written; the defaults are right, so it is never them."""
    own = (".".join(path[:2]), path[0])
    within = (key for key in origins if key.startswith(f"{path[0]}."))
    written = (origins.get(key, "default") for key in (*own, *within))
    return next((origin for origin in written if origin != "default"), "file")


def _words(error: ErrorDetails, path: list[str]) -> Text:
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown([part for part in error["loc"] if isinstance(part, str)])
    if kind == "tuple_type" and isinstance(error["input"], dict):
        return _TABLES.fill({"key": ".".join(path)})
    found = _WORDS.get(kind, _UNFIT).fill(_translated(error.get("ctx", {})))
    if kind in _OF_NO_ONE_VALUE:
        return found
    value = printable(str(error["input"]), limit=_VALUE_LIMIT)
    return Text(f"「{value}」は使えません。{found.ja}", f"“{value}” can't be used. {found.en}")


def _translated(context: Mapping[str, Any]) -> dict[str, object]:
    # "'html' or 'csv'" is the library's way to tell what is possible.
    texts = {key: str(value).replace("'", "").replace(" or ", ", ") for key, value in context.items()}
    return {key: value.removesuffix(".0") for key, value in texts.items()}


def _unknown(path: list[str]) -> Text:
    near = _nearest(path)
    if near is None:
        return _UNKNOWN
    guess = _NEAREST.fill({"near": near})
    return Text(_UNKNOWN.ja + guess.ja, f"{_UNKNOWN.en} {guess.en}")


def _nearest(path: list[str]) -> str | None:
    """Return the key most like the one written: in its own section, else the same word in another section."""
    *above, last = path
    own = _keys(above)
    if close := get_close_matches(last, own, n=1, cutoff=0.6):
        return ".".join([*above, close[0]])
    # "A11Y_AUDIT_CRAWL_PARALLEL" lacks an underscore: the section is joined to the key.
    everywhere = {f"{section}.{key}": key for section in Settings.model_fields for key in _keys([section])}
    joined = {key.replace(".", "_"): key for key in everywhere}
    if close := get_close_matches(last, joined, n=1, cutoff=0.8):
        return joined[close[0]]
    close = get_close_matches(last, everywhere.values(), n=1, cutoff=0.8)
    return next((key for key, word in everywhere.items() if close and word == close[0]), None)


def _keys(path: list[str]) -> list[str]:
    """Return the keys of a section, or of the tables in a list; none when there is no such section."""
    model: type[BaseModel] | None = Settings
    for part in path:
        field = model.model_fields.get(part) if model else None
        model = _model_in(field.annotation) if field else None
    return list(model.model_fields) if model else []


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 -- a type annotation can be anything
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def _shown(path: tuple[int | str, ...]) -> str:
    """Return a path as people count: `scope.exclude の2番目` is written `scope.exclude[2].reason`."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return printable(words, limit=_VALUE_LIMIT * 2)
