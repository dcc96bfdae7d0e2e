"""What was recorded of one page: all that the rules may see, and all that is needed to judge it again."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from a11y_audit.core.finding import Datum
from a11y_audit.core.lettering import Letters

RENDERED = 1
APART = 2
INVISIBLE = 4
IMAGE_LOADED = 8
IMAGE_BROKEN = 16
"""Bits of an element's flags: laid out; hidden from assistive technology (aria-hidden, inert); visibility is not
visible; an image that has pixels; an image that failed to load."""


@dataclass(frozen=True, slots=True)
class Style:
    """Computed values of an element that rules ask for; sizes in CSS pixels."""

    display: str
    white_space: str
    font_size_px: float
    font_weight: int
    color: str
    background_color: str
    background_image: str
    text_decoration: str
    position: str
    list_style: str


@dataclass(frozen=True, slots=True)
class Layer:
    """What is painted behind a text, as one layer.

    `kind` is "colour"; "gradient", over the whole box; "tiles", a gradient over parts of it; "inset", a shadow inside
    the box; "image"; "mixed", what a filter or blending changes; "opacity", that of a group: of all layers after it.
    `value` is the computed value; `whole` says whether it lies under all of the text.
    """

    kind: str
    value: str
    whole: bool
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class TextLook:
    """How some texts of a page look: their own style, and the layers behind them, from below.

    `odd` names what defies mixing: "mixed" (filter or blending), "covered" (something lies over a part of the text),
    "filled" (the background shows through the letters only), or "".
    """

    color: str
    font_size_px: float
    font_weight: int
    stroke: str
    shadow: str
    odd: str
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class TextRun:
    """The text of one element that can be seen: which element, which part of it, and how it looks.

    `part` is "" for the element's own text, "before" and "after" for what the style sheet puts there, "value" and
    "placeholder" for what a field shows, "typed" for what will be typed into an empty one. `look` is an index into the
    snapshot's `looks`; `cjk` says whether it has Chinese characters or kana, `single` whether it is one character.
    `drawn` is what the style sheet writes, "" for all else.
    """

    number: int
    part: str
    look: int
    cjk: bool
    single: bool
    drawn: str = ""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """The file that an image shows: its number, the same wherever the page shows it, and its own size in pixels."""

    number: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Background:
    """A picture behind an element: its address, how it is repeated, the number of its file, and where it lies.

    `repeat` is the computed `background-repeat`, `placing` the computed `background-position` and `background-size`,
    with "/" between; "" in a record made before it was gathered. `number` is as in `ImageFile`.
    """

    address: str
    repeat: str
    number: int | None = None
    placing: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Whether the page's author set the colour of text, and a background, for the page as a whole (html, body).

    None where a style sheet could not be read.
    """

    colour: bool | None
    background: bool | None


@dataclass(frozen=True, slots=True)
class Flicker:
    """How an image file flashes more often than is safe.

    `per_s` is how often in a second, `share` the part (0–1) of the picture that does, `red` whether by the red one of
    the thresholds.
    """

    per_s: int
    share: float
    red: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Animation:
    """How an image file moves, as browsers show it.

    Attributes:
        frames: its pictures; one with a single picture does not move.
        round_s: seconds of one round through all of them.
        rounds: how often it goes round; None for ever.
        rest_s: seconds for which the last picture stands: at the end of the last round nothing moves any more.
        flicker: how it flashes more than three times in a second, where it does.
    """

    frames: int
    round_s: float
    rounds: int | None
    rest_s: float
    flicker: Flicker | None = None

    @property
    def moving_s(self) -> float:
        """Seconds from its first picture to the last change; infinite when it never ends."""
        if self.frames <= 1:
            return 0.0
        return math.inf if self.rounds is None else self.rounds * self.round_s - self.rest_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """What the pixels behind a text of the page's own document say, where colours alone do not tell.

    Attributes:
        number, part: the text, as in its `TextRun`.
        ratios: contrast of the text's colour with the pixels behind its letters, from the lowest to the highest, in
            steps of equal shares of the pixels, cut to two digits.
        worst, best: colours behind it with the lowest and the highest contrast.
    """

    number: int
    part: str
    ratios: tuple[float, ...]
    worst: str
    best: str

    def at(self, number: int, part: str) -> "Backdrop":
        """Return the same of another text."""
        return replace(self, number=number, part=part)

    def below(self, ratio: float) -> float:
        """Return the share (0–1) of pixels whose contrast is less than `ratio`."""
        return sum(each < ratio for each in self.ratios) / len(self.ratios)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """One document of a page: the page itself or a same-origin frame.

    `flags`, `boxes` and `styles` hold one entry an element, in the order of start tags in `html`; a box is
    [x, y, width, height] in CSS pixels from the top left of the page, or None; a style is an index into the
    snapshot's `styles`, or -1 for what is not laid out. `names` maps an element's number to its role and name, `images`
    that of an image that is drawn, and more than a speck, to its file, `backgrounds` that of an element to its picture.
    """

    html: str
    flags: tuple[int, ...]
    boxes: tuple[tuple[float, float, float, float] | None, ...]
    styles: tuple[int, ...]
    names: Mapping[int, tuple[str | None, str | None]]
    title: str
    language: str | None
    host: tuple[int, int] | None = None
    texts: tuple[TextRun, ...] = ()
    images: Mapping[int, ImageFile] = field(default_factory=dict)
    backgrounds: Mapping[int, Background] = field(default_factory=dict)
    ground: Ground | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnginePlace:
    """One place that an engine reported: which element, and what its checks recorded."""

    at: tuple[int, int] | None
    selector: tuple[str, ...]
    html: str
    checks: tuple[tuple[str, Mapping[str, object] | Datum], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineResult:
    """What an engine said of the page, by its own rule ids."""

    version: str
    violations: Mapping[str, tuple[EnginePlace, ...]]
    incomplete: Mapping[str, tuple[EnginePlace, ...]]
    passes: tuple[str, ...]
    inapplicable: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a probe saw on the page.

    `version` is the probe's, `finished` whether it got to its end, `data` plain JSON of its own form.
    """

    version: int
    finished: bool
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The record of one page at one time.

    Attributes:
        url: canonical address under which the page is kept.
        final_url: address after redirects.
        status: HTTP status of the final response.
        content_type: its Content-Type header, lower case.
        source: bytes of the response body; empty when the browser did not give them.
        documents: the page's own document first, then its frames.
        styles: computed styles that the documents point to.
        engine: axe's results, or None when axe did not run.
        problems: what could not be gathered, in the gatherer's words.
        unread: addresses of frames of other origins, which were not read.
        links: addresses that the page leads to, resolved by the browser, each once.
        truncated: whether the page had more elements, deeper ones or more frames than the limits.
        viewport: width and height in CSS pixels.
        looks: how texts look, which the documents' texts point to; None in a record made before they were gathered.
        animations: the image files that move, by number, as far as they could be read; None where none was looked at.
        backdrops: what pixels tell of texts over pictures and gradients; None where they were not looked at.
        letters: what pictures of the page say in letters; None where nothing reads them.
        evidence: what probes saw, by their ids; empty on most pages, since pages of one template share it.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    source: bytes
    documents: tuple[DocumentRecord, ...]
    styles: tuple[Style, ...]
    engine: EngineResult | None
    problems: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    truncated: bool = False
    viewport: tuple[int, int] = (0, 0)
    headers: Mapping[str, str] = field(default_factory=dict)
    looks: tuple[TextLook, ...] | None = None
    animations: Mapping[int, Animation] | None = None
    backdrops: tuple[Backdrop, ...] | None = None
    letters: Letters | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def lacks(self, part: str) -> bool:
        """Whether a part of what is gathered, "names" or "texts", is missing as a whole."""
        return any(each.startswith(f"{part}:") for each in self.problems)
