"""Rule: the viewport lets readers zoom."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, passed, rule

_PAIR = re.compile(r"([^\s,;=]+)\s*=\s*([^\s,;=]+)")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_ENOUGH = 2.0
_YES = frozenset({"yes", "device-width", "device-height"})


@rule(
    id="viewport-allows-zoom",
    version=1,
    title=Text("画面の拡大が禁じられていない", "The viewport lets readers zoom"),
    criteria=["1.4.4"],
    techniques=["G142"],
    barrier="zoom-disabled",
    says={
        "zoom_is_forbidden": failed(
            ja="viewport の指定「user-scalable={value}」が、画面の拡大を禁じています。",
            en="The viewport's “user-scalable={value}” forbids zooming.",
        ),
        "zoom_is_limited": failed(
            ja="viewport の指定「maximum-scale={value}」が、画面の拡大を 200% 未満に制限しています。",
            en="The viewport's “maximum-scale={value}” stops zooming before 200 %.",
        ),
        "zoom_is_free": passed(ja="画面の拡大は禁じられていません。", en="Zooming is not forbidden."),
    },
    why=Text(
        "小さな文字を読めない人が、スマートフォンやタブレットで画面を広げて読むことができません。",
        "People who can't read small text are kept from enlarging the page on a phone or tablet.",
    ),
    mend=Mend(
        Text(
            "テンプレートの作成者に、画面の拡大を禁じる指定を外すよう伝えてください。",
            "Ask the template's maker to remove the setting that forbids zooming.",
        ),
        Text(
            '<meta name="viewport"> から user-scalable と maximum-scale を外します。',
            'Remove user-scalable and maximum-scale from <meta name="viewport">.',
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/b4f0c3/",
)
def viewport_allows_zoom(page: Page) -> Iterator[Say]:
    """Judge each viewport meta element of the page as browsers read it.

    Judged: user-scalable, where "no", a number between -1 and 1 and every unknown word forbid zooming; maximum-scale
    below 2, where negative numbers are passed over and unknown words count as 0.1.
    Left out: meta elements of frames, which browsers pass over, and those without either word.
    Assumption: some readers' browsers obey the setting.
    Source: CSS Device Adaptation, section 10, https://www.w3.org/TR/css-device-adapt-1/#viewport-meta, and the ACT rule
    b4f0c3.
    """
    for meta in page.tagged("meta"):
        if meta.document or (meta.get("name") or "").strip().lower() != "viewport":
            continue
        words = {key.lower(): value for key, value in _PAIR.findall(meta.get("content") or "")}
        scalable, most = words.get("user-scalable"), words.get("maximum-scale")
        if scalable is not None and _forbids(scalable.lower()):
            yield meta.says("zoom_is_forbidden", value=scalable)
        elif most is not None and _limits(most.lower()):
            yield meta.says("zoom_is_limited", value=most)
        elif scalable is not None or most is not None:
            yield Say("zoom_is_free", None)


def _forbids(value: str) -> bool:
    number = _NUMBER.match(value)
    return abs(float(number[0])) < 1 if number else value not in _YES


def _limits(value: str) -> bool:
    number = _NUMBER.match(value)
    if number:
        return 0 <= float(number[0]) < _ENOUGH
    return value not in ("device-width", "device-height")
