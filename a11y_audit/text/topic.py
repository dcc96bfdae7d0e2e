"""What a short text is about, and whether a longer one shares any of it: a title, heading or label against its text."""

import re
from collections.abc import Iterator

from a11y_audit.text.normal import squeezed

_RUN = re.compile(r"[㐀-䶿一-鿿々〆]+|[ァ-ヺー]+|[가-힣]+")
_LATIN = re.compile(r"[^\W\d_]{3,}")
_OTHER_THAN_LATIN = re.compile(r"[぀-ヿ㐀-鿿가-힣]+")
_STEM = 4
# Words that may stand in any title.
_COMMON = """
the and for with from this that our your about into are was you can how what all new page pages site website web home
index welcome example
"""
_EMPTY = frozenset(_COMMON.split())
# Headings that name the kind of a part, not what it is about.
_KINDS = re.compile(
    r"\s*(?:目次|総目次|索引|序文|序章|序論|前書き?|後書き?|概要|概説|要約|要旨|本文|結論|終章|付録|附録|補遺|参考文献|参考資料|関連文書|"
    r"用語集|用語解説|凡例|謝辞|著者|奥付|更新履歴|改訂履歴|変更履歴|変更点|履歴|新着情報|最新情報|よくある(?:ご?質問|問い?合わせ)|"
    r"contents|table of contents|index|overview|summary|abstract|introduction|preface|foreword|conclusion|"
    r"appendix|glossary|credits|acknowledge?ments|bibliography|references|change ?log|changes|"
    r"release notes|what'?s new|news|read ?me|q ?& ?a|faqs?|frequently asked questions)\s*",
    re.IGNORECASE,
)


def topics(text: str) -> frozenset[str]:
    """Return what tells a text's topic: beginnings of words in Latin letters, pairs of kanji, katakana and hangul.

    A single kanji between other letters tells too little, and a name of a kind of page (目次, FAQ) nothing.
    """
    return frozenset() if _KINDS.fullmatch(text) else frozenset(_topics(text))


def _topics(text: str) -> Iterator[str]:
    core = squeezed(text)
    for run in _RUN.findall(core):
        yield from (run[place : place + 2] for place in range(len(run) - 1))
    # Blanks part Latin words, so that these are read before they are squeezed out.
    for word in _LATIN.findall(_OTHER_THAN_LATIN.sub(" ", text.casefold())):
        if word not in _EMPTY:
            yield word[:_STEM]


def shares(text: str, other: str) -> bool:
    """Whether another text holds something of what a text is about; True where the text tells no topic."""
    own = topics(text)
    if not own or any(each in other for each in own):
        return True
    # Full-width letters, half-width kana and capitals are the same letters.
    plain = squeezed(other)
    return any(each in plain for each in own)
