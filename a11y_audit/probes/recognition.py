"""Read lines of letters in pictures, without any network; the one module that knows the library for it.

The library is an extra part (`pip install "a11y-audit[pictures]"`, see decision 50) that may be absent.
"""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from PIL import Image

from a11y_audit.core.lettering import Line

_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_LONGEST_PX = 960
"""Pixels of the longer side in which lines are looked for."""
_METHOD = 1
"""Of how pictures are prepared and measured; with another one, they are read anew."""
_LEAST_SCORE = 0.5
_LONGEST = 300
"""Characters kept of a line."""


class Reader:
    """Reads lines of letters, one picture at a time; made when the first is read, which takes a second or two."""

    def __init__(self) -> None:
        """Use `reader`."""
        self.version = f"rapidocr {version('rapidocr')} ({_METHOD})"
        self._lock = Lock()
        self._library: Any = None

    def lines(self, picture: Image.Image) -> tuple[Line, ...]:
        """Return the lines in an RGB picture, from the top to the bottom, with their boxes as shares of its size."""
        with self._lock:
            found = self._loaded()(picture)
        if not found.txts:
            return ()
        lines = zip(found.txts, found.scores, found.boxes, strict=True)
        return tuple(
            Line(text[:_LONGEST], round(float(score), 3), _box(corners, picture.size)) for text, score, corners in lines
        )

    def _loaded(self) -> Any:  # noqa: ANN401 -- the library's own class, which may be absent
        if self._library is None:
            self._library = _library()
        return self._library


def reader() -> Reader | None:
    """Return what reads letters; None where the extra part is not installed."""
    if not all(map(find_spec, ("rapidocr", "onnxruntime"))):
        return None
    try:
        return Reader()
    except PackageNotFoundError:
        return None


def _library() -> Any:  # noqa: ANN401 -- as above
    import rapidocr  # noqa: PLC0415 -- an extra part, and slow to import
    from onnxruntime import disable_telemetry_events  # noqa: PLC0415

    disable_telemetry_events()
    models = Path(rapidocr.__file__).with_name("models")
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,  # letters that stand on their head
            "Global.text_score": _LEAST_SCORE,
            # Without these it would look for models in the internet.
            "Det.model_path": str(models / _DETECTION),
            "Rec.model_path": str(models / _RECOGNITION),
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST_PX,
            # The other processors show pages meanwhile.
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _box(corners: Any, size: tuple[int, int]) -> tuple[float, float, float, float]:  # noqa: ANN401 -- its array
    """Return the upright box around four corners as shares of a picture's size."""
    across = [min(max(float(x) / size[0], 0.0), 1.0) for x, _ in corners]
    down = [min(max(float(y) / size[1], 0.0), 1.0) for _, y in corners]
    left, top = min(across), min(down)
    return round(left, 4), round(top, 4), round(max(across) - left, 4), round(max(down) - top, 4)
