"""Colours as style sheets compute them, and the contrast of two of them.

Source: CSS Color Module Level 4, section 15 (serialisation) and its sample code for conversions
(https://www.w3.org/TR/css-color-4/); WCAG 2.0, relative luminance and contrast ratio
(https://www.w3.org/TR/WCAG20/#relativeluminancedef).
"""

import math
import re
from dataclasses import dataclass, replace

_CALL = re.compile(r"(rgba?|color|lab|lch|oklab|oklch)\(([^()]*)\)")
_LINEAR_LIMIT = 0.03928
_FULL = 255.0
Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of sRGB: channels and alpha from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def faded(self, opacity: float) -> "Colour":
        """Return it with its alpha multiplied."""
        return replace(self, alpha=self.alpha * opacity)

    def over(self, back: "Colour") -> "Colour":
        """Return what is seen when it is painted over `back`."""
        alpha = self.alpha + back.alpha * (1 - self.alpha)
        if alpha == 0:
            return NOTHING
        share = self.alpha / alpha
        return Colour(
            self.red * share + back.red * (1 - share),
            self.green * share + back.green * (1 - share),
            self.blue * share + back.blue * (1 - share),
            alpha,
        )

    def toward(self, other: "Colour", share: float) -> "Colour":
        """Return the colour at `share` (0–1) of a gradient to `other`, mixed by alpha as browsers do."""
        alpha = self.alpha + (other.alpha - self.alpha) * share
        if alpha == 0:
            return NOTHING
        one, two = self.alpha * (1 - share) / alpha, other.alpha * share / alpha
        return Colour(
            self.red * one + other.red * two,
            self.green * one + other.green * two,
            self.blue * one + other.blue * two,
            alpha,
        )

    @property
    def shown(self) -> "Colour":
        """The colour as a screen of 8 bits a channel shows it."""
        red, green, blue = (math.floor(each * _FULL + 0.5) / _FULL for each in self._channels)
        return Colour(red, green, blue, self.alpha)

    @property
    def luminance(self) -> float:
        """Relative luminance (0–1) of the colour, alpha left out."""
        red, green, blue = (_linear_by_wcag(each) for each in self._channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def hex(self) -> str:
        """The colour as `#rrggbb`, alpha left out."""
        return "#" + "".join(f"{math.floor(each * _FULL + 0.5):02x}" for each in self._channels)

    @property
    def _channels(self) -> Triple:
        return self.red, self.green, self.blue


NOTHING = Colour(0.0, 0.0, 0.0, 0.0)
BLACK = Colour(0.0, 0.0, 0.0)
WHITE = Colour(1.0, 1.0, 1.0)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio (1–21) of two opaque colours."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def colour(text: str) -> Colour | None:
    """Return a computed colour, cut to sRGB where it lies outside; None where this tool can't read it."""
    found = _CALL.fullmatch(text.strip())
    return _called(found) if found else None


def colours(text: str) -> list[Colour | None]:
    """Return every colour in a computed value (a gradient, a shadow), in order; None for one that can't be read."""
    return [_called(found) for found in _CALL.finditer(text)]


def _called(found: re.Match[str]) -> Colour | None:
    name = found[1]
    words = found[2].replace(",", " ").replace("/", " ").split()
    space = words.pop(0) if name == "color" and words else name
    convert = _SPACES.get(space)
    try:
        numbers = [_number(word, index == _ALPHA, name) for index, word in enumerate(words)]
    except ValueError:
        return None
    if convert is None or len(numbers) not in (_ALPHA, _ALPHA + 1):
        return None
    red, green, blue = (min(max(each, 0.0), 1.0) for each in convert((numbers[0], numbers[1], numbers[2])))
    return Colour(red, green, blue, min(max(numbers[_ALPHA], 0.0), 1.0) if len(numbers) > _ALPHA else 1.0)


_ALPHA = 3


def _number(word: str, is_alpha: bool, name: str) -> float:  # noqa: FBT001 -- private, and read right above
    if word == "none":
        return 0.0
    if word.endswith("%"):
        whole = _FULL if name.startswith("rgb") and not is_alpha else 1.0
        return float(word[:-1]) / 100 * whole
    return float(word)


def _linear_by_wcag(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_LIMIT else ((channel + 0.055) / 1.055) ** 2.4


def _linear(channel: float) -> float:
    size = abs(channel)
    return channel / 12.92 if size <= 0.04045 else math.copysign(((size + 0.055) / 1.055) ** 2.4, channel)  # noqa: PLR2004 -- sRGB


def _gamma(channel: float) -> float:
    size = abs(channel)
    return channel * 12.92 if size <= 0.0031308 else math.copysign(1.055 * size ** (1 / 2.4) - 0.055, channel)  # noqa: PLR2004 -- sRGB


def _times(rows: tuple[Triple, Triple, Triple], value: Triple) -> Triple:
    one, two, three = (sum(part * each for part, each in zip(row, value, strict=True)) for row in rows)
    return one, two, three


def _from_rgb(value: Triple) -> Triple:
    return value[0] / _FULL, value[1] / _FULL, value[2] / _FULL


def _from_srgb(value: Triple) -> Triple:
    return value


def _from_linear(value: Triple) -> Triple:
    return _gamma(value[0]), _gamma(value[1]), _gamma(value[2])


def _from_xyz(value: Triple) -> Triple:
    return _from_linear(_times(_SRGB_OF_XYZ, value))


def _from_p3(value: Triple) -> Triple:
    return _from_xyz(_times(_XYZ_OF_P3, (_linear(value[0]), _linear(value[1]), _linear(value[2]))))


def _from_oklab(value: Triple) -> Triple:
    long, medium, short = _times(_LMS_OF_OKLAB, value)
    return _from_linear(_times(_SRGB_OF_LMS, (long**3, medium**3, short**3)))


def _from_oklch(value: Triple) -> Triple:
    return _from_oklab(_rectangular(value))


def _from_lab(value: Triple) -> Triple:
    light = (value[0] + 16) / 116
    axes = (light + value[1] / 500, light, light - value[2] / 200)
    x, y, z = (each**3 if each**3 > _LAB_E else (116 * each - 16) / _LAB_K for each in axes)
    return _from_xyz(_times(_D65_OF_D50, (x * 0.9642956764, y, z * 0.8251046025)))


def _from_lch(value: Triple) -> Triple:
    return _from_lab(_rectangular(value))


def _rectangular(value: Triple) -> Triple:
    light, chroma, hue = value
    return light, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))


_LAB_E, _LAB_K = 216 / 24389, 24389 / 27
_SRGB_OF_XYZ = (
    (3.2409699419, -1.5373831776, -0.4986107603),
    (-0.9692436363, 1.8759675015, 0.0415550574),
    (0.0556300797, -0.2039769589, 1.0569715142),
)
_XYZ_OF_P3 = (
    (0.4865709486, 0.2656676932, 0.1982172852),
    (0.2289745641, 0.6917385218, 0.0792869141),
    (0.0, 0.0451133819, 1.0439443689),
)
_D65_OF_D50 = (
    (0.9554734527, -0.0230985369, 0.0632593087),
    (-0.0283697070, 1.0099954580, 0.0210413990),
    (0.0123140016, -0.0205076964, 1.3303659366),
)
_LMS_OF_OKLAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_SRGB_OF_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_SPACES = {
    "rgb": _from_rgb,
    "rgba": _from_rgb,
    "srgb": _from_srgb,
    "srgb-linear": _from_linear,
    "display-p3": _from_p3,
    "xyz": _from_xyz,
    "xyz-d65": _from_xyz,
    "lab": _from_lab,
    "lch": _from_lch,
    "oklab": _from_oklab,
    "oklch": _from_oklch,
}
