"""Rule: the reading of ruby fits the characters that it stands over."""

import re
from collections import defaultdict
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, advice, passed, rule
from a11y_audit.dom.ruby import runs, segments
from a11y_audit.text.normal import hiragana
from a11y_audit.text.reading import heard, misread

_HAN = re.compile("[々\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[ぁ-ゖァ-ヺー・]+")
_KANA_PARTS = re.compile("[ぁ-ゖ]+")
# 承る has five kana to one character (うけたまわ); readings of more are rare.
_MOST_KANA = 5
_SHOWN = 5

_OLD = str.maketrans("ゐゑ", "いえ")


@rule(
    id="ruby-reading-fits-base",
    version=3,
    title=Text("ふりがなが、その漢字の読みと合っている", "Readings fit the characters that they stand over"),
    criteria=[],
    techniques=["H62"],
    says={
        "reading_lacks_kana_of_base": advice(
            ja="「{base}」のふりがな「{reading}」に、元の言葉のかな「{kana}」がありません。付ける範囲を確かめてください。",
            en="The reading “{reading}” of “{base}” lacks the kana “{kana}” of the word. See what it should cover.",
        ),
        "reading_too_short": advice(
            ja="「{base}」のふりがな「{reading}」が短すぎます。一部の字の読みが抜けていないか、確かめてください。",
            en="The reading “{reading}” is too short for “{base}”. See whether a part of it is missing.",
        ),
        "reading_too_long": advice(
            ja="「{base}」のふりがな「{reading}」が長すぎます。ほかの字の読みが混ざっていないか、確かめてください。",
            en="The reading “{reading}” is too long for “{base}”. See whether it holds another word's reading.",
        ),
        "reading_holds_characters": advice(
            ja="「{base}」のふりがな「{reading}」に漢字があります。読みをかなで書くと、読める人が増えます。",
            en="The reading “{reading}” of “{base}” holds Chinese characters; in kana more people can read it.",
        ),
        "readings_differ": advice(
            ja="「{base}」に、このページで違うふりがな「{reading}」が付いています。どちらも正しいか、確かめてください。",
            en="“{base}” has different readings on this page: “{reading}”. See whether both are right.",
        ),
        "reading_is_not_the_sites": advice(
            ja="「{base}」のふりがなは「{reading}」ですが、設定した「{name}」の読みは「{right}」です。",
            en="“{base}” has the reading “{reading}”, but by the settings “{name}” is read “{right}”.",
        ),
        "reading_not_in_dictionary": advice(
            ja="「{base}」のふりがな「{reading}」は、辞書の読み「{right}」と違います。正しいか、確かめてください。",
            en="The reading “{reading}” of “{base}” is none of the dictionary's (“{right}”). See whether it is right.",
        ),
        "reading_is_no_kana": advice(
            ja="「{base}」のふりがな「{reading}」は、かなではありません。だれに向けた読みか、確かめてください。",
            en="The reading “{reading}” of “{base}” is not in kana. See for whom it is.",
        ),
        "reading_fits": passed(
            ja="「{base}」のふりがな「{reading}」は、字の数とかなに合っています。",
            en="The reading “{reading}” fits the number and the kana of “{base}”.",
        ),
    },
    why=Text(
        "ふりがなに頼る子どもや外国人住民が、間違った読みを覚えます。読み上げソフトも間違った読みを読みます。",
        "Children and people who learn Japanese rely on readings; screen readers speak them, too.",
    ),
    mend=Mend(
        Text(
            "ふりがなを付けた範囲と読みを確かめ、付け直します。自動で付けたふりがなは、地名や人名を必ず見直します。",
            "See to the reading and to what it covers. Look over names where readings were added by a machine.",
        ),
        Text(
            "送りがなは ruby の外に出します。例: <ruby>取<rt>と</rt></ruby>り<ruby>扱<rt>あつか</rt></ruby>い",
            "Leave okurigana outside: <ruby>取<rt>と</rt></ruby>り<ruby>扱<rt>あつか</rt></ruby>い.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H62.html",
)
def ruby_reading_fits_base(page: Page) -> Iterator[Say]:
    """Compare each reading with the characters below it, and the readings of one word with each other.

    Judged: kana of the base that do not come in the same order in the reading; fewer kana than Chinese characters, or
    more than five to each; Chinese characters in the reading; two readings of one word of several characters that
    differ by more than a voiced or a small kana; a name of the settings that is read otherwise; a word of the
    dictionary, readings of its parts and of neighbours taken together, that it reads in no such way. Readings are asked
    for at level AAA alone, so all of it is advice.
    Left out: readings in letters of other languages on a page that gives them throughout; single characters, which have
    several readings; words that the dictionary has not.
    Assumption: a word of several characters has one reading on a page.
    Source: WCAG 2.0 H62, https://www.w3.org/TR/WCAG20-TECHS/H62.html
    """
    readings: dict[str, dict[str, str]] = defaultdict(dict)
    sound = None
    for ruby in page.tagged("ruby"):
        for pair in segments(ruby.tag) if ruby.rendered else ():
            if not (pair.base and pair.reading and _HAN.search(pair.base)):
                continue
            mark = Element(page, ruby.document, pair.element)
            if say := _judge(mark, pair.base, pair.reading):
                yield say
                continue
            sound = sound or (pair.base, pair.reading)
            met = readings[pair.base]
            if len(pair.base) > 1 and _KANA.fullmatch(pair.reading) and heard(pair.reading) not in met:
                met[heard(pair.reading)] = pair.reading
                if len(met) > 1:
                    yield mark.says("readings_differ", base=pair.base, reading="」「".join(met.values()))
    yield from _misread(page)
    yield from _foreign(page)
    if sound:
        yield Say("reading_fits", None, {"base": sound[0], "reading": sound[1]})


def _misread(page: Page) -> Iterator[Say]:
    """Judge the readings of whole words against the settings and the dictionary, each word once."""
    told: set[tuple[str, str]] = set()
    for ruby in page.tagged("ruby"):
        run = runs(ruby.tag) if ruby.rendered else None
        if run is None or (run.base, run.reading) in told or not _KANA.fullmatch(run.reading):
            continue
        told.add((run.base, run.reading))
        if found := misread(run.base, run.reading, run.after, page.readings):
            yield ruby.says(
                "reading_is_not_the_sites" if found.own else "reading_not_in_dictionary",
                base=run.base,
                reading=run.reading,
                name=found.name,
                right="」「".join(found.right),
            )


def _foreign(page: Page) -> Iterator[Say]:
    """Tell readings without any kana where they are the exception on their page."""
    found: list[tuple[Element, str, str]] = []
    count = 0
    for ruby in page.tagged("ruby"):
        for pair in segments(ruby.tag) if ruby.rendered else ():
            count += bool(pair.reading)
            if pair.reading and not _KANA.search(pair.reading) and not _HAN.search(pair.reading):
                found.append((Element(page, ruby.document, pair.element), pair.base, pair.reading))
    if found and len(found) * 2 < count:
        for mark, base, reading in found[:_SHOWN]:
            yield mark.says("reading_is_no_kana", base=base, reading=reading)


def _judge(mark: Element, base: str, reading: str) -> Say | None:
    if _HAN.search(reading):
        return mark.says("reading_holds_characters", base=base, reading=reading)
    if not _KANA.fullmatch(reading):
        return None
    spoken = heard(hiragana(reading).translate(_OLD))
    place = 0
    for kana in _KANA_PARTS.findall(hiragana(base)):
        # 七ッ滝 is ななつだき, 藤村コノヱ ふじむらこのえ.
        found = spoken.find(heard(kana.translate(_OLD)), place)
        # ヶ and ノ between Chinese characters are read in other ways: 三ヶ月.
        if found < 0 and kana not in ("ゖ", "ゕ", "け", "か"):
            return mark.says("reading_lacks_kana_of_base", base=base, reading=reading, kana=kana)
        place = max(found, place)
    count = len(_HAN.findall(base))
    if len(reading) < count:
        return mark.says("reading_too_short", base=base, reading=reading)
    if len(reading) > _MOST_KANA * count + len(base) - count:
        return mark.says("reading_too_long", base=base, reading=reading)
    return None
