"""Small image files that move, made as their formats ask: GIF, APNG, WebP, with the times and rounds wanted."""

import struct
import zlib
from collections.abc import Sequence

_VP8L = bytes.fromhex("2f00000010071011118888fe0700")
"""One black pixel as lossless WebP."""


def gif(delays: Sequence[int], again: int | None = 0) -> bytes:
    """Return a GIF of one pixel; delays in hundredths of a second, `again` as in its loop, None for no loop."""
    parts = [b"GIF89a", struct.pack("<HHBBB", 1, 1, 0x80, 0, 0), b"\0\0\0\xff\xff\xff"]
    if again is not None:
        parts.append(b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", again) + b"\0")
    for number, delay in enumerate(delays):
        parts.append(b"\x21\xf9\x04\0" + struct.pack("<H", delay) + b"\0\0")
        parts.append(b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0))
        parts.append(b"\x02\x02" + (b"\x4c\x01" if number % 2 else b"\x44\x01") + b"\0")
    return b"".join((*parts, b";"))


def apng(delays: Sequence[tuple[int, int]], rounds: int = 0) -> bytes:
    """Return an APNG of one pixel; delays as fractions of a second, no rounds for ever. No delays: a plain PNG."""
    parts = [b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))]
    if delays:
        parts.append(_chunk(b"acTL", struct.pack(">II", len(delays), rounds)))
    told = 0
    for number, (count, unit) in enumerate(delays or [(0, 1)]):
        pixels = zlib.compress(bytes([0, 255 * (number % 2)]))
        if delays:
            parts.append(_chunk(b"fcTL", struct.pack(">IIIIIHHBB", told, 1, 1, 0, 0, count, unit, 0, 0)))
            told += 1
        if number == 0:
            parts.append(_chunk(b"IDAT", pixels))
        else:
            parts.append(_chunk(b"fdAT", struct.pack(">I", told) + pixels))
            told += 1
    return b"".join((*parts, _chunk(b"IEND", b"")))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def webp(delays: Sequence[int], rounds: int = 0) -> bytes:
    """Return a WebP of one pixel; delays in milliseconds, no rounds for ever. No delays: a still one."""
    if not delays:
        return _riff(b"WEBP" + _part(b"VP8L", _VP8L))
    head = _part(b"VP8X", b"\x02" + bytes(9)) + _part(b"ANIM", bytes(4) + struct.pack("<H", rounds))
    frames = [
        _part(b"ANMF", bytes(12) + struct.pack("<I", delay)[:3] + b"\0" + _part(b"VP8L", _VP8L)) for delay in delays
    ]
    return _riff(b"WEBP" + head + b"".join(frames))


def _part(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _riff(body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(body)) + body
