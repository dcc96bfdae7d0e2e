"""Rule: style attributes do not force narrow spacing upon text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule

_LEAST: Mapping[str, float] = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5}
_NAMES: Mapping[str, str] = {"letter-spacing": "字間", "word-spacing": "単語の間隔", "line-height": "行間"}
_DECLARED = re.compile(r"([a-z-]+)\s*:\s*([^;]+?)\s*(!\s*important)?\s*(?:;|$)", re.IGNORECASE)
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|em|rem|pt|%|)$")
_KEPT = frozenset({"inherit", "unset", "revert", "revert-layer"})
_NONE = frozenset({"normal", "initial"})
_ROOT_PX = 16.0
_PT_PX = 96 / 72
_USUAL_LINE = 1.2
_ROUNDING = 0.005
_LINES = 1.8


@dataclass(frozen=True, slots=True)
class _Forced:
    """What a style attribute forces: the element, the property, and the value, in pixels or times the font's size."""

    element: Element
    name: str
    value: float
    is_factor: bool

    def ratio(self, text: Element) -> float | None:
        """Return the spacing of `text`, which inherits it, as a part of its font's size."""
        style = text.style
        if style is None or not style.font_size_px:
            return None
        return self.value if self.is_factor else self.value / style.font_size_px


@rule(
    id="spacing-not-forced",
    version=1,
    title=Text("文字の間隔が、利用者に変えられないように固定されていない", "Narrow spacing is not forced upon text"),
    criteria=["1.4.12"],
    techniques=["C36"],
    barrier="text-spacing-locked",
    says={
        "spacing_is_forced": failed(
            ja="style 属性の「{name}: {value} !important」が{kind}を固定し、利用者が広げられません。",
            en="The style attribute's “{name}: {value} !important” keeps readers from widening the spacing ({kind}).",
        ),
        "spacing_is_wide": passed(
            ja="style 属性の !important による間隔は、十分な広さです。",
            en="The spacing forced by the style attribute is wide enough.",
        ),
    },
    why=Text(
        "文字が詰まっていると読めない弱視や読み書き障害の人が、読みやすい間隔にできません。",
        "People with low vision or dyslexia can't set the spacing that they need to read.",
    ),
    mend=Mend(
        Text("文章に直接つけた字間・行間の指定を消します。", "Remove spacing that was set on the text itself."),
        Text(
            "style 属性の letter-spacing、word-spacing、line-height から !important を外します。",
            "Remove !important from letter-spacing, word-spacing and line-height in style attributes.",
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/24afc2/",
)
def spacing_not_forced(page: Page) -> Iterator[Say]:
    """Judge letter-spacing, word-spacing and line-height that style attributes set with !important.

    Judged: texts that can be seen and take the value from such an attribute: 0.12, 0.16 and 1.5 times the font's size
    are enough; line-height only where there is more than one line.
    Left out: values that are inherited on purpose; style sheets, which readers' own can overrule; what lies off the
    page.
    Assumption: no style sheet sets the property anew between the attribute and the text.
    Source: the ACT rules 24afc2, 9e45ec and 78fd32.
    """
    told: set[tuple[Element, str]] = set()
    for text in _styled(page):
        if not text.rendered or not _has_text(text) or _is_off(text):
            continue
        for name, least in _LEAST.items():
            forced = _forced(text, name)
            if forced is None or (forced.element, name) in told:
                continue
            ratio = forced.ratio(text)
            if ratio is None or (name == "line-height" and not _has_lines(text, ratio)):
                continue
            told.add((forced.element, name))
            if ratio + _ROUNDING >= least:
                yield forced.element.says("spacing_is_wide")
            else:
                value = _declared(forced.element)[name][0]
                yield forced.element.says("spacing_is_forced", name=name, value=value, kind=_NAMES[name])


def _styled(page: Page) -> Iterator[Element]:
    """Yield the elements with such an attribute, and all in them, each once, in document order."""
    last: dict[int, int] = {}
    for element in page.having("style"):
        if not _LEAST.keys() & _declared(element).keys():
            continue
        for each in (element, *element.inside()):
            if each.number > last.get(each.document, -1):
                last[each.document] = each.number
                yield each


def _forced(text: Element, name: str) -> _Forced | None:
    """Return what forces the property on a text: the nearest style attribute that names it, if with !important."""
    for each in (text, *text.ancestors):
        declared = _declared(each).get(name)
        if declared is None:
            continue
        value, is_important = declared
        return _resolved(each, name, value) if is_important and value not in _KEPT else None
    return None


def _declared(element: Element) -> dict[str, tuple[str, bool]]:
    """Return the declarations of a style attribute that count: the last one, but an important one before others."""
    found: dict[str, tuple[str, bool]] = {}
    for name, value, important in _DECLARED.findall(element.get("style") or ""):
        known = found.get(name.lower())
        if important or known is None or not known[1]:
            found[name.lower()] = (value.strip().lower(), bool(important))
    return found


def _resolved(element: Element, name: str, value: str) -> _Forced | None:
    is_line = name == "line-height"
    if value in _NONE:
        return _Forced(element, name, _USUAL_LINE if is_line else 0.0, is_factor=True)
    match = _LENGTH.match(value)
    style = element.style
    if match is None or style is None:
        return None
    number, unit = float(match[1]), match[2]
    if not unit:
        return _Forced(element, name, number, is_factor=True) if is_line or not number else None
    sizes = {"px": 1.0, "pt": _PT_PX, "rem": _ROOT_PX, "em": style.font_size_px, "%": style.font_size_px / 100}
    return _Forced(element, name, number * sizes[unit], is_factor=False)


def _has_text(element: Element) -> bool:
    return any(str(each).strip() for each in element.tag.find_all(string=True, recursive=False))


def _is_off(element: Element) -> bool:
    box = element.box
    return box is None or box.x + box.width <= 0 or box.y + box.height <= 0


def _has_lines(element: Element, ratio: float) -> bool:
    box, style = element.box, element.style
    return bool(box and style and box.height >= _LINES * ratio * style.font_size_px)
