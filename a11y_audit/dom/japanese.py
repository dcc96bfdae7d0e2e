"""The Japanese encodings as browsers read them: with the signs of NEC and IBM, such as "①", "㈱" and "髙".

Python's own EUC-JP and ISO-2022-JP lack these. Its Shift_JIS of Windows has them, and the three encode one table of
94 rows and 94 cells. Source: Encoding Standard, section 12.
"""

import re
from collections.abc import Iterator

_EUC = re.compile(
    rb"(?P<ascii>[\x00-\x7f]+)|(?P<kanji>(?:[\xa1-\xfe]{2})+)|\x8e(?P<kana>[\xa1-\xdf])|(?P<more>\x8f[\xa1-\xfe]{2})"
    # A byte of ASCII is never part of a broken character.
    rb"|\x8f[\xa1-\xfe][\x80-\xff]?|[\x8e\x8f\xa1-\xfe]?[\x80-\xff]"
)
# A lead byte takes the next byte with it, if that can follow one; what is left alone is broken.
_SHIFT_JIS = re.compile(rb"(?P<single>[\x00-\x80\xa1-\xdf]+)|(?P<double>[\x81-\x9f\xe0-\xfc][\x40-\xff])|[\x81-\xff]")
_SHIFTS = re.compile(rb"\x1b(\([BJI]|\$[@B])")
_KANJI = re.compile(rb"(?P<kanji>(?:[\x21-\x7e]{2})+)|(?P<line>[\r\n]+)|[\x21-\x7e]?[^\r\n]", re.DOTALL)
_CELLS = 94
# The same table in Shift_JIS: bytes that may come first and second.
_LEADS = bytes((*range(0x81, 0xA0), *range(0xE0, 0xFD)))
_TRAILS = bytes((*range(0x40, 0x7F), *range(0x80, 0xFD)))
# Half-width kana, written with seven bits; zero for what is none.
_KANA = bytes(byte | 0x80 if byte in range(0x21, 0x60) else byte if byte in b"\r\n" else 0 for byte in range(256))
_MARK = "\ufffd"
# Shifts that are none of this encoding.
_LEFT_OVER = dict.fromkeys((0x0E, 0x0F, 0x1B), _MARK)


def shift_jis(source: bytes) -> str:
    """Return the text of Shift_JIS, which for browsers is that of Windows; a broken character becomes one U+FFFD."""
    return "".join(map(_shift_jis_piece, _SHIFT_JIS.finditer(source)))


def _shift_jis_piece(piece: re.Match[bytes]) -> str:
    if piece.lastgroup is None:
        return _MARK
    try:
        return piece[0].decode("cp932")
    except UnicodeDecodeError:
        return _MARK + piece[0][1:].decode("ascii", "ignore")


def euc_jp(source: bytes) -> str:
    """Return the text of EUC-JP; a broken character becomes one U+FFFD."""
    return "".join(map(_euc_piece, _EUC.finditer(source)))


def _euc_piece(piece: re.Match[bytes]) -> str:
    match piece.lastgroup:
        case "ascii":
            return piece[0].decode("ascii")
        case "kanji":
            return "".join(_cells(piece[0]))
        case "kana":
            return piece["kana"].decode("cp932")
        case "more":
            # JIS X 0212, which Python reads as browsers do, but for its tilde.
            return piece[0].decode("euc_jp", "replace")[:1].replace("~", "～")
        case _:
            return _MARK


def iso_2022_jp(source: bytes) -> str:
    """Return the text of ISO-2022-JP, half-width kana included; a broken character becomes one U+FFFD.

    A line's end within kanji, which browsers take for a broken character, stays one, so that lines keep their numbers.
    """
    first, *parts = _SHIFTS.split(source)
    # To shift twice without a character in between is broken, too.
    pieces = [_shifted(shift, part) or _MARK for shift, part in zip(parts[::2], parts[1::2], strict=True)]
    if parts and not parts[-1]:
        pieces.pop()
    return "".join((first.decode("ascii", "replace"), *pieces)).translate(_LEFT_OVER)


def _shifted(shift: bytes, part: bytes) -> str:
    match shift:
        case b"(B":
            return part.decode("ascii", "replace")
        case b"(J":
            return part.decode("ascii", "replace").translate({0x5C: "¥", 0x7E: "‾"})
        case b"(I":
            return part.translate(_KANA).decode("cp932").replace("\x00", _MARK)
        case _:
            return "".join(map(_kanji_piece, _KANJI.finditer(part)))


def _kanji_piece(piece: re.Match[bytes]) -> str:
    if piece["line"]:
        return piece[0].decode("ascii")
    return "".join(_cells(piece[0])) if piece["kanji"] else _MARK


def _cells(pairs: bytes) -> Iterator[str]:
    """Yield the character of each pair of bytes; the highest bit of each is of no account."""
    for first, second in zip(pairs[::2], pairs[1::2], strict=True):
        row, cell = (first & 0x7F) - 0x21, (second & 0x7F) - 0x21
        lead, trail = divmod(row * _CELLS + cell, len(_TRAILS))
        try:
            yield bytes((_LEADS[lead], _TRAILS[trail])).decode("cp932")
        except UnicodeDecodeError:
            yield _MARK
