"""Rule: most sentences are short and plain."""

from collections.abc import Iterator

from a11y_audit.authoring import Block, Mend, Page, Say, Text, advice, passed, rule
from a11y_audit.text.plainer import LONG, Reading, reading

_LITERAL = ("pre", "code", "kbd", "samp", "textarea", "select", "button", "nav", "footer", "header")
_ENOUGH = 5
_SHARE = 0.4
_SHOWN = 50


@rule(
    id="japanese-is-easy",
    version=1,
    title=Text("文が短く、やさしい日本語で書かれている", "Most sentences are short and plain"),
    criteria=[],
    techniques=["G153", "G160"],
    says={
        "sentences_are_long": advice(
            ja="{sentences}文のうち{long}文が{limit}字より長いです（「{longest}…」は{length}字）。分けると伝わります。",
            en="{long} of {sentences} sentences have more than {limit} letters (“{longest}…” has {length}).",
        ),
        "words_are_hard": advice(
            ja="漢字の続く言葉（「{hardest}」など{rows}か所）、受け身（{passive}文）、二重の否定（{twofold}文）が目立ちます。",
            en="There are {rows} long rows of Chinese characters such as “{hardest}”, {passive} passive and {twofold}"
            " doubly negated sentences.",
        ),
        "sentences_are_easy": passed(
            ja="{sentences}文の多くは短く、漢字も続きません。",
            en="Most of the {sentences} sentences are short, without long rows of Chinese characters.",
        ),
    },
    why=Text(
        "日本語を学んでいる人、子ども、読み書きの苦手な人に伝わりません。機械翻訳も間違えやすくなります。",
        "People who learn Japanese, children and those who read with effort do not understand; translation goes wrong.",
    ),
    mend=Mend(
        Text(
            "一つの文に一つのことを書き、60字までにします。難しい言葉は言い換え、大事なことから書きます。",
            "Say one thing in a sentence of up to sixty letters, in easy words, and what matters first.",
        ),
        Text(
            "外国人住民に向けた案内には、やさしい日本語のページを別に作り、初めにリンクを置きます。",
            "For notices to residents from abroad, add a page in easy Japanese, with a link at the top.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G153.html",
)
def japanese_is_easy(page: Page) -> Iterator[Say]:
    """Count, in five and more sentences of a page, those that are long or hard.

    Judged: sentences of more than sixty letters, when four in ten are; rows of six Chinese characters, and passive
    and doubly negated sentences, when there are such rows and as many of all three as half of the sentences.
    Easy text is asked for at level AAA alone (3.1.5), so it is advice, and never part of a result.
    Left out: what is no sentence (no full stop), navigation, header and footer, program text; pages of few sentences.
    Assumption: a full stop ends a sentence.
    Source: WCAG 2.0 G153; 在留支援のためのやさしい日本語ガイドライン
    """
    found = reading(block.text for block in page.blocks if _is_text(block))
    if found.sentences < _ENOUGH:
        return
    hard = found.rows + found.passive + found.twofold if found.rows else 0
    if found.long > found.sentences * _SHARE:
        yield page.says("sentences_are_long", **_long(found))
    if hard > found.sentences / 2:
        yield page.says(
            "words_are_hard", hardest=found.hardest, rows=found.rows, passive=found.passive, twofold=found.twofold
        )
    if found.long <= found.sentences * _SHARE and hard <= found.sentences / 2:
        yield Say("sentences_are_easy", None, {"sentences": found.sentences})


def _is_text(block: Block) -> bool:
    element = block.element
    ended = "。" in block.text or "！" in block.text or "？" in block.text
    return ended and element.exposed and element.name not in _LITERAL and element.closest(*_LITERAL) is None


def _long(found: Reading) -> dict[str, int | str]:
    return {
        "sentences": found.sentences,
        "long": found.long,
        "limit": LONG,
        "longest": found.longest[:_SHOWN],
        "length": len(found.longest),
    }
