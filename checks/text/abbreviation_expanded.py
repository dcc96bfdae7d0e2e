"""Rule: an abbreviation is written out where it first stands."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Block, Mend, Page, Say, Text, advice, passed, rule
from a11y_audit.text.normal import plain

_JAPANESE = re.compile("[ぁ-ゖァ-ヺ\u3400-\u9fff]")
_SHORT = re.compile(
    r"(?<![A-Za-z0-9.＿_/\-&])(?<![A-Z]{2} )(?!([A-Z])\1+(?![A-Z]))[A-Z]{2,6}"
    r"(?![A-Za-z0-9_/&]|\.[a-z]|-\d| ?\d| [A-Z]{2})"
)
_WELL_KNOWN = frozenset(
    """
    PDF URL TEL FAX HTML CSV ZIP JR NHK AM PM KB MB GB TB QR CD DVD BD TV PC OK NG SNS FM AED DVD USB LED ATM PTA NPO
    NTT KDDI JA JAS JIS ISO EU UN WHO USA UK US GPS WEB WWW HP SMS ID IP IT VR AI CO PR DV BBS CATV PHS IC ICT FAQ Q QA
    CM BGM DJ MC OB OG VIP ETC SOS RSS XML JPEG JPG PNG GIF MP WMV IE OS GIS SUV BMX PET UV DM CEO HIV AIDS MRI CT PCR
    RC AB DIY LINE II III IV VI VII VIII IX XI XII ID CPU RAM HDD SSD LAN WAN HTTP HTTPS FTP SSH API CSS GPL GNU CMS
    """.split()  # noqa: SIM905 -- as all lists of words here
)
_LITERAL = ("pre", "code", "kbd", "samp", "var", "textarea", "a", "abbr", "acronym", "button", "option")
_SHOWN = 5
_EXPLAINS = re.compile(r"\s*[(（:：=＝]|」?(?:と?は|とも?いう|の略)")
_OPENS = tuple("(（「、,")
_CLOSES = re.compile(r"\s*[)）」]")


@rule(
    id="abbreviation-expanded",
    version=1,
    title=Text("略語の元の言葉が書いてある", "An abbreviation is written out where it first stands"),
    criteria=[],
    techniques=["G97", "H28", "G102"],
    says={
        "abbreviation_is_bare": advice(
            ja="略語「{short}」の説明がページにありません。初めに出る所に、元の言葉か意味を書くと分かります（{count}語）。",
            en="The page does not say what “{short}” stands for; write it out where it first stands ({count} words).",
        ),
        "abbreviations_are_told": passed(
            ja="略語には、元の言葉が書かれています。", en="Abbreviations are written out."
        ),
    },
    why=Text(
        "略語を知らない人には意味が分かりません。読み上げソフトは一字ずつ、または別の言葉として読みます。",
        "Those who do not know it are lost; screen readers spell it, or read it as another word.",
    ),
    mend=Mend(
        Text(
            "初めに出る所に「DX（デジタル技術による変革）」のように書きます。",
            "Write it out where it first stands, such as “DX (digital transformation)”.",
        ),
        Text(
            '本文に書けないときは <abbr title="デジタル・トランスフォーメーション">DX</abbr> とします。',
            'Where the text can\'t hold it, write <abbr title="digital transformation">DX</abbr>.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G97.html",
)
def abbreviation_expanded(page: Page) -> Iterator[Say]:
    """Look for two to six capital letters in Japanese text that the page nowhere explains.

    Judged: once a page, at the first one, with up to five of them. Abbreviations are asked for at level AAA alone.
    Left out: those that everybody knows, or everybody who has to do with a website (PDF, TEL, CMS), or that Roman
    numbers look like; names of editions, with a number behind them (WCAG 2.0), and ranks (AA); several in a row, which
    are English; those with brackets before or behind them or a colon, or in an abbr element with a title, anywhere on
    the page; what is no sentence; English lines, program text, links.
    Assumption: brackets or a colon behind an abbreviation explain it.
    Source: WCAG 2.0 G97, https://www.w3.org/TR/WCAG20-TECHS/G97.html
    """
    found = [(block, short) for block in page.blocks for short in _shorts(block)]
    if not found:
        return
    text = plain(page.text)
    titled = {each.base_text for each in page.tagged("abbr", "acronym") if each.get("title")}
    bare = [(block, short) for block, short in found if short not in titled and not _told(text, short)]
    if bare:
        names = list(dict.fromkeys(short for _, short in bare))
        yield bare[0][0].element.says("abbreviation_is_bare", short="」「".join(names[:_SHOWN]), count=len(names))
    else:
        yield Say("abbreviations_are_told", None, {})


def _shorts(block: Block) -> list[str]:
    text = plain(block.text)
    if "。" not in text or not (_SHORT.search(text) and _JAPANESE.search(text)):
        return []
    found = [match[0] for match in _SHORT.finditer(plain(block.without(*_LITERAL)))]
    return [short for short in found if short not in _WELL_KNOWN]


def _told(text: str, short: str) -> bool:
    """Tell whether one of the places of an abbreviation says what it means."""
    at = text.find(short)
    while at >= 0:
        end = at + len(short)
        if _EXPLAINS.match(text, end) or (_CLOSES.match(text, end) and text[:at].rstrip()[-1:] in _OPENS):
            return True
        at = text.find(short, at + 1)
    return False
