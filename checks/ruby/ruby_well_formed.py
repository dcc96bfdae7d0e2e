"""Rule: ruby is built of base characters and readings, each in its place."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, failed, likely, passed, review, rule
from a11y_audit.dom.ruby import READINGS, base_text, segments, unmatched

_NEEDS_READING = re.compile("[々〆\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaffA-Za-z0-9]")
_HIRAGANA = re.compile("[ぁ-ゖー・]+")
_KANA = re.compile("[ぁ-ゖァ-ヺー・]+")


@rule(
    id="ruby-well-formed",
    version=2,
    title=Text("ふりがな（ruby要素）が正しく作られている", "Ruby is built correctly"),
    criteria=["1.3.1", "4.1.1"],
    techniques=["G134", "G192", "H74", "H62"],
    says={
        "reading_outside_ruby": failed(
            ja="ふりがなの要素（{name}）が、ruby要素の外にあります。",
            en="A reading ({name}) stands outside any ruby element.",
        ),
        "ruby_not_closed": failed(
            ja="ruby要素の終了タグ（</ruby>）がありません。", en="The end tag </ruby> of a ruby element is missing."
        ),
        "ruby_end_without_start": failed(
            ja="終了タグ（</ruby>）だけがあり、開始タグがありません。", en="An end tag </ruby> has no start tag."
        ),
        "ruby_without_reading": likely(
            ja="「{base}」のruby要素に、ふりがな（rt要素）がありません。",
            en="The ruby element of “{base}” has no reading (rt).",
        ),
        "reading_is_empty": likely(ja="「{base}」のふりがなが空です。", en="The reading of “{base}” is empty."),
        "base_is_kana": likely(
            ja="かなの「{base}」に、ふりがな「{reading}」が付いています。",
            en="“{base}” is kana already, yet has the reading “{reading}”.",
        ),
        "reading_not_in_its_place": likely(
            ja="ふりがなの要素（rt）が、ruby要素の直下にありません。",
            en="A reading (rt) is not a child of its ruby element.",
        ),
        "part_without_reading": review(
            ja="「{base}」の部分だけ、ふりがなが空です。前の字の読みに含まれるか、確認してください。",
            en="Only the part “{base}” has an empty reading. Please see whether the reading before covers it.",
        ),
        "ruby_has_old_parts": advice(
            ja="ふりがなに古い要素（{names}）を{count}か所で使っています。今のHTMLでは ruby・rt・rp だけを使います。",
            en="Ruby uses old elements ({names}) in {count} places; HTML now has ruby, rt and rp alone.",
        ),
        "brackets_are_not_paired": advice(
            ja="ふりがなを囲む rp 要素が対になっていません（{count}か所）。ふりがなを使えない機器でかっこが崩れます。",
            en="In {count} places rp elements come not in pairs: where ruby is not drawn, a bracket is missing.",
        ),
        "ruby_is_sound": passed(
            ja="「{base}」のふりがなは正しく作られています。", en="The ruby of “{base}” is built correctly."
        ),
    },
    why=Text(
        "どの文字の読みか分からなくなり、ふりがなが本文に混ざって表示され、読み上げられます。",
        "Readings lose their characters: they are shown and read aloud as if they were part of the text.",
    ),
    mend=Mend(
        Text(
            "ふりがなを一度消し、CMSのふりがな機能で付け直します。直らなければ、この箇所を業者に示してください。",
            "Take the ruby away and add it again with the CMS's function. If that fails, show the place to the vendor.",
        ),
        Text(
            "<ruby>漢字<rt>かんじ</rt></ruby> のように、rt と rp を ruby の直下に置き、終了タグで閉じます。",
            "Write <ruby>漢字<rt>かんじ</rt></ruby>: rt and rp are children of ruby, and ruby has its end tag.",
        ),
    ),
    source="https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-ruby-element",
)
def ruby_well_formed(page: Page) -> Iterator[Say]:
    """Judge ruby in the page as the browser built it, and the tags of ruby in the source.

    Judged: rt and rp outside ruby, ruby tags without their partner: both break HTML's rules of nesting. Ruby without a
    reading, with an empty one, or over kana that reads the same, is probably a slip.
    The elements rb and rtc, and rp without its partner, are advice, once a page.
    Left out: an empty reading over okurigana in word ruby (取り with と over 取 only); readings in Latin letters, and
    hiragana over katakana, which help beginners; a missing rp, for every browser draws ruby; what is not rendered.
    Assumption: the source that was sent is the source that the author wrote.
    Source: HTML Standard 4.5.10 to 4.5.12; WCAG 2.0 4.1.1, techniques G134 and H74
    """
    for mark in page.tagged("rt", "rp"):
        around = mark.parent
        if around is None or not around.rendered:
            continue
        if not mark.closest("ruby"):
            yield mark.says("reading_outside_ruby", name=mark.name)
        elif mark.name == "rt" and around.name not in ("ruby", "rtc"):
            yield mark.says("reading_not_in_its_place")
    if b"ruby" in page.source.body.lower():
        for tag in unmatched(page.source.text):
            reason = "ruby_end_without_start" if tag.closing else "ruby_not_closed"
            yield page.says_of_source(reason, line=tag.line, snippet=tag.snippet, key=tag.snippet)
    yield from _advice(page)
    sound = ""
    for ruby in page.tagged("ruby"):
        if ruby.rendered:
            said = list(_judge(ruby))
            yield from said
            sound = sound or ("" if said else base_text(ruby.tag).strip())
    if sound:
        yield Say("ruby_is_sound", None, {"base": sound})


def _advice(page: Page) -> Iterator[Say]:
    old = [each for each in page.tagged("rb", "rtc") if each.rendered and each.closest("ruby")]
    if old:
        yield old[0].says("ruby_has_old_parts", names="・".join(sorted({each.name for each in old})), count=len(old))
    # Every rt between two brackets; a ruby without any is drawn by every browser of today.
    odd = [each for each in page.tagged("ruby") if each.rendered and len(each.inside("rp")) % 2]
    if odd:
        yield odd[0].says("brackets_are_not_paired", count=len(odd))


def _judge(ruby: Element) -> Iterator[Say]:
    base = "".join(base_text(ruby.tag).split())
    if not base:
        return
    if not ruby.inside(*READINGS):
        after = ruby.tag.find_next_sibling()
        # A reading that stands outside is said already.
        if after is None or after.name not in ("rt", "rp"):
            yield ruby.says("ruby_without_reading", base=base)
        return
    pairs = segments(ruby.tag)
    read = any(pair.reading for pair in pairs) or bool(ruby.inside("rtc"))
    for pair in pairs:
        mark = Element(ruby.page, ruby.document, pair.element)
        if not pair.reading and pair.base and _NEEDS_READING.search(pair.base):
            yield mark.says("part_without_reading" if read else "reading_is_empty", base=pair.base)
        elif pair.base and _repeats(pair.base, pair.reading):
            yield mark.says("base_is_kana", base=pair.base, reading=pair.reading)


def _repeats(base: str, reading: str) -> bool:
    """Whether the base is kana and its kana reading helps nobody: hiragana over katakana may."""
    if not (_KANA.fullmatch(base) and _KANA.fullmatch(reading)):
        return False
    return base == reading or bool(_HIRAGANA.fullmatch(base))
