"""How long an image file moves: GIF, APNG and WebP, read from the file's own blocks, without its pixels.

The bytes come from strangers: what is cut off, lies about its lengths or is no such file is read as far as it goes, in
time and memory that grow with its bytes alone.
"""

from collections.abc import Callable

from a11y_audit.core.snapshot import Animation

_TOO_FAST_MS = 10
_SHOWN_MS = 100
"""Browsers show a picture that asks for 10 milliseconds or less for 100 (Chromium, Firefox and Safari alike)."""

_Told = tuple[list[float], int | None]
"""Milliseconds of each picture as the file says, and rounds, None for ever."""

_GIF_HEAD = 13
_GIF_IMAGE, _GIF_EXTENSION = 0x2C, 0x21
_GIF_LOOPS = (b"\x0bNETSCAPE2.0\x03\x01", b"\x0bANIMEXTS1.0\x03\x01")
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_WEBP_HEAD = 12
_WEBP_MOVES = 0x02


def animation(data: bytes) -> Animation | None:
    """Return how the image in `data` moves, one that does not with one frame; None where it is no GIF, PNG or WebP.

    Of a file that is cut off, or broken in the middle, the frames up to there are told, as browsers show them.
    """
    reader = _reader(data)
    if reader is None:
        return None
    told, rounds = reader(data)
    if len(told) <= 1:
        return Animation(frames=1, round_s=0.0, rounds=1, rest_s=0.0)
    shown = [shown_ms(each) for each in told]
    return Animation(frames=len(shown), round_s=sum(shown) / 1_000, rounds=rounds, rest_s=shown[-1] / 1_000)


def shown_ms(told_ms: float) -> float:
    """Return how long browsers show a picture that asks for so many milliseconds."""
    return _SHOWN_MS if told_ms <= _TOO_FAST_MS else told_ms


def _reader(data: bytes) -> Callable[[bytes], _Told] | None:
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= _GIF_HEAD:
        return _gif
    if data.startswith(_PNG_HEAD):
        return _png
    return _webp if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _gif(data: bytes) -> _Told:
    """Read the blocks of a GIF (GIF89a specification; the loop is Netscape's application extension)."""
    told: list[float] = []
    rounds: int | None = 1
    delay_ms = 0
    at = _GIF_HEAD + _colours(data[10])
    while at + 10 <= len(data):
        if data[at] == _GIF_IMAGE:
            told.append(delay_ms)
            delay_ms = 0
            at = _after(data, at + 11 + _colours(data[at + 9]))
        elif data[at] == _GIF_EXTENSION:
            if data[at + 1] == 0xF9:  # noqa: PLR2004 -- the label of a graphic control extension
                delay_ms = 10 * int.from_bytes(data[at + 4 : at + 6], "little")
            elif data[at + 2 : at + 16] in _GIF_LOOPS:
                # It tells how often the file is shown again, after the first time.
                again = int.from_bytes(data[at + 16 : at + 18], "little")
                rounds = again + 1 if again else None
            at = _after(data, at + 2)
        else:
            break
    return told, rounds


def _colours(flags: int) -> int:
    """Return the bytes of the colour table that these flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _after(data: bytes, at: int) -> int:
    """Return where the chain of sub-blocks that begins at `at` has ended."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _png(data: bytes) -> _Told:
    """Read the chunks of a PNG (PNG specification, third edition, 11.3.7: acTL stands before the first IDAT)."""
    told: list[float] = []
    most, rounds = 0, None
    at = len(_PNG_HEAD)
    while at + 8 <= len(data):
        size, kind, body = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8], at + 8
        if kind == b"acTL":
            most = int.from_bytes(data[body : body + 4])
            rounds = int.from_bytes(data[body + 4 : body + 8]) or None
        elif kind == b"fcTL":
            parts = int.from_bytes(data[body + 22 : body + 24]) or 100
            told.append(1_000 * int.from_bytes(data[body + 20 : body + 22]) / parts)
        elif kind == b"IEND" or (kind == b"IDAT" and not most):
            break
        at = body + size + 4
    return told[:most], rounds


def _webp(data: bytes) -> _Told:
    """Read the chunks of a WebP (RFC 9649, 2.7: VP8X says whether it moves, ANIM how often, each ANMF is a frame)."""
    told: list[float] = []
    moves, rounds = False, None
    at = _WEBP_HEAD
    while at + 8 <= len(data):
        kind, size, body = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little"), at + 8
        if kind == b"VP8X":
            moves = bool(int.from_bytes(data[body : body + 1]) & _WEBP_MOVES)
        elif kind == b"ANIM":
            rounds = int.from_bytes(data[body + 4 : body + 6], "little") or None
        elif kind == b"ANMF":
            told.append(int.from_bytes(data[body + 12 : body + 15], "little"))
        elif not moves:
            break
        at = body + size + size % 2
    return told if moves else [], rounds
