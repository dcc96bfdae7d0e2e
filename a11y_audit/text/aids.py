"""Aids that sites put beside their pages: reading aloud, ruby, sizes and colours, overlays, machine translation."""

import re

_HOSTS = {
    "reading_service": (
        r"readspeaker\.(?:com|jp)|voicevision|zoomsight|browsealoud|texthelp\.com|rspkr|webtalkit|koetani|yomiage|readaloud"
    ),
    "ruby_service": r"hiragana\.jp|furigana|rubyzanmai|yomigana|/ruby(?:on|service)|kanamaker|ルビ振り",
    "overlay": (
        r"acsbapp?\.com|accessibe|userway\.org|audioeye\.com|equalweb\.com|facil-?iti|uniweb\.jp|uni-web\.jp|recite(?:me|api)|"
        r"eye-able|accessi-?way|maxaccess|allyable"
    ),
    "translation_service": (
        r"translate\.goog(?:le)?|translate\.google|translate_a/element|j-server\.com|honyaku|wovn\.io|shutto|crosslanguage|"
        r"autotranslat|trans-?cosmos"
    ),
}
_PATTERNS = {name: re.compile(hosts, re.IGNORECASE) for name, hosts in _HOSTS.items()}
_WORDS = {
    "reading_service": re.compile(
        "音声(?:読み上げ|で聞く|で読む|よみあげ)|読み上げ(?:る|サービス|開始|ソフトを起動)|よみあげ"
    ),
    "ruby_service": re.compile(
        "(?:ふりがな|フリガナ|振り仮名|ルビ|るび)(?:を)?(?:つける|付ける|つき|付き|表示|ふる|振る|オン|ON|あり)"
    ),
    "size_or_colour_buttons": re.compile(
        "文字(?:の大きさ|サイズ|を大きく|を小さく)|(?:背景|表示|画面)(?:の)?(?:色|配色)(?:を|の)?(?:変更|変える|切替|切り替え|選択)|配色変更"
    ),
}


def by_address(address: str) -> str | None:
    """Return which aid an address of a script, frame or link belongs to, or None."""
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(address)), None)


def by_words(text: str) -> str | None:
    """Return which aid the words on a control offer, or None."""
    return next((name for name, pattern in _WORDS.items() if pattern.search(text)), None)
