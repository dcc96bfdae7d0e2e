"""Rule: no word is split over several cells or boxes."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.text.spacing import broken_words

_LETTER = re.compile("[々〆ぁ-ゖァ-ヺー\u3400-\u9fff]")
_CONTROLS = ("a", "button", "input", "select", "label")
_CELLS = ("th", "td")
_BOXES = ("p", "div", "span")


@rule(
    id="word-not-split-over-cells",
    version=1,
    title=Text("一つの単語を、複数のセルや枠に分けて入れていない", "No word is split over several cells or boxes"),
    criteria=["1.3.2"],
    techniques=["F32", "F49", "C8"],
    says={
        "cells_split_word": review(
            ja="隣り合うセルに一字ずつ「{letters}」と入っています。「{word}」という一つの単語か、確認してください。",
            en="Cells side by side hold one letter each: “{letters}”. Please see whether “{word}” is one word.",
        ),
        "boxes_split_word": review(
            ja="並んだ枠に一字ずつ「{letters}」と入っています。「{word}」という一つの単語か、確認してください。",
            en="Boxes in a row hold one letter each: “{letters}”. Please see whether “{word}” is one word.",
        ),
        "letters_are_items": passed(
            ja="一字ずつ並んだ「{letters}」は、それぞれが項目です。",
            en="The letters “{letters}” are items by themselves.",
        ),
    },
    why=Text(
        "読み上げソフトは一字ずつ別のセルとして読みます。単語として聞き取れず、検索も翻訳もできません。",
        "Screen readers read each letter as a cell of its own; nobody hears the word, and searching fails.",
    ),
    mend=Mend(
        Text(
            "セルを結合して単語を一つのセルに入れます。幅をそろえたいときは、字間の設定を業者に依頼します。",
            "Merge the cells and put the word into one. If widths must match, ask the vendor for letter spacing.",
        ),
        Text(
            "単語を一つの要素に書き、字間は CSS の letter-spacing で空けます。縦書きには writing-mode を使います。",
            "Write the word in one element, with letter-spacing in CSS; writing-mode for vertical text.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F32.html",
)
def word_not_split_over_cells(page: Page) -> Iterator[Say]:
    """Judge cells of one row, and boxes side by side in one element, that hold one Japanese letter each.

    Judged: letters of neighbours that make a listed word, or three and more that make no list of letters. A person has
    to tell whether it is one word.
    Left out: days of the week and other lists of letters; letters that are links, buttons or labels; cells with more
    than a letter; items of lists.
    Assumption: neighbours in the source are neighbours on the screen.
    Source: WCAG 2.0 F32, https://www.w3.org/TR/WCAG20-TECHS/F32.html
    """
    sound = ""
    for neighbours, reason in _neighbours(page):
        letters = [each.base_text for each in neighbours]
        found = broken_words(letters)
        for each in found:
            # The word begins where its letters do.
            place = next(place for place in range(len(letters)) if letters[place:][: len(each.parts)] == [*each.parts])
            yield neighbours[place].says(reason, letters=" ".join(each.parts), word=each.word)
        sound = sound or ("" if found else " ".join(letters))
    if sound:
        yield Say("letters_are_items", None, {"letters": sound})


def _neighbours(page: Page) -> Iterator[tuple[list[Element], str]]:
    """Yield two and more neighbours of one letter each, with the reason that a word in them gives."""
    around: Counter[Element] = Counter()
    for block in page.blocks:
        if len(block.text) == 1 and _LETTER.match(block.text):
            cell = block.element if block.element.name in _CELLS else block.element.closest(*_CELLS)
            boxes = dict.fromkeys((cell, block.element))
            around.update(each.parent for each in boxes if each and each.parent and each.name in (*_CELLS, *_BOXES))
    for parent, count in around.items():
        if count > 1 and parent.exposed:
            reason = "cells_split_word" if parent.name == "tr" else "boxes_split_word"
            yield from ((run, reason) for run in _runs(parent.children()))


def _runs(elements: list[Element]) -> Iterator[list[Element]]:
    for single, group in groupby(elements, key=_is_letter):
        run = list(group)
        if single and len(run) > 1:
            yield run


def _is_letter(element: Element) -> bool:
    text = element.base_text
    return (
        len(text) == 1
        and bool(_LETTER.match(text))
        and element.name not in _CONTROLS
        and not element.inside(*_CONTROLS)
        and element.exposed
    )
