"""How texts look, as `contrast.js` tells it."""

from collections.abc import Sequence
from typing import Any

from a11y_audit.core.snapshot import Layer, TextLook

_COVERS_ALL = 2


def look(raw: Sequence[Any]) -> TextLook:
    """Return the look of texts that `contrast.js` recorded."""
    color, size, weight, stroke, shadow, odd, layers = raw
    return TextLook(color, size, weight, stroke, shadow, odd, tuple(_layer(*each) for each in layers))


def _layer(kind: str, value: str, cover: int, opacity: float = 1.0) -> Layer:
    return Layer(kind, value, cover == _COVERS_ALL, opacity)
