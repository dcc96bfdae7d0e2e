"""Rule: the name of a link, heading or label does not hold each reading beside its characters."""

from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, passed, review, rule
from a11y_audit.dom.ruby import segments
from a11y_audit.text.normal import squeezed

_NAMED = ("a", "button", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend", "th", "caption")
_MANY = 10


@rule(
    id="ruby-not-doubled-in-name",
    version=1,
    title=Text(
        "リンク・見出し・ラベルの名前で、ふりがなが二重に読まれない",
        "Names of links, headings and labels don't double readings",
    ),
    criteria=["2.4.4", "2.4.6"],
    techniques=["G130", "G131", "H30"],
    says={
        "name_doubles_reading": review(
            ja="ふりがなを含むため、「{name}」と二重に読まれることがあります。聞いて分かるか、確認してください。",
            en="With its ruby, the name may be read as “{name}”. Please see whether it can be understood.",
        ),
        "names_double_readings": review(
            ja="ふりがなを含むリンクや見出し等が{count}か所あり、「{name}」のように二重に読まれることがあります。",
            en="{count} links, headings or labels hold ruby and may be read twice, such as “{name}”.",
        ),
        "name_without_readings": passed(
            ja="「{base}」の名前に、ふりがなは重なりません。", en="The name of “{base}” holds no doubled reading."
        ),
    },
    why=Text(
        "読み上げソフトの多くは漢字とふりがなを続けて読みます。「湯沢ゆざわ」のように聞こえ、リンク先などが分かりにくくなります。",
        "Many screen readers read characters and reading in a row, so that links and headings are hard to follow.",
    ),
    mend=Mend(
        Text(
            "ふりがなは、リンクや見出しではなく本文に付けます。やさしい日本語のページでは、そのままでもかまいません。",
            "Give ruby in the text instead of links and headings. Pages in easy Japanese may keep it.",
        ),
        Text(
            'リンクやボタンでは、ふりがなのない名前を aria-label で付けられます。例: <a href="…" aria-label="湯沢市">',
            'Give a link or button its name without the reading, e.g. <a href="…" aria-label="湯沢市">.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H62.html",
)
def ruby_not_doubled_in_name(page: Page) -> Iterator[Say]:
    """Judge the names of exposed links, buttons, headings, labels, legends, captions and header cells that hold ruby.

    Judged: whether the name has a reading right behind its characters, as it has unless the reading is hidden from
    assistive technology or the name is given otherwise. It is for a person to tell, for some screen readers know ruby.
    From ten places on, one word for the page.
    Left out: ruby in running text, which is read twice as well but names nothing; a link in a heading, whose heading
    is judged already.
    Assumption: assistive technology reads characters and reading in the order of the document.
    Source: WCAG 2.0 H62, https://www.w3.org/TR/WCAG20-TECHS/H62.html, and the ways in which screen readers read it
    """
    doubled: dict[Element, str] = {}
    sound = ""
    for ruby in page.tagged("ruby"):
        named = _outermost(ruby) if ruby.exposed else None
        if named is None or named in doubled or not named.exposed:
            continue
        name = _doubled_name(named, ruby)
        if name:
            doubled[named] = name
        else:
            sound = sound or named.base_text
    if len(doubled) >= _MANY:
        yield page.says("names_double_readings", count=len(doubled), name=next(iter(doubled.values())))
    else:
        yield from (named.says("name_doubles_reading", name=name) for named, name in doubled.items())
    if sound:
        yield Say("name_without_readings", None, {"base": sound})


def _outermost(ruby: Element) -> Element | None:
    around = [each for each in ruby.ancestors if each.name in _NAMED]
    return around[-1] if around else None


def _doubled_name(named: Element, ruby: Element) -> str | None:
    """Return the name with its readings, or None when no reading stands behind its characters."""
    given = bool((named.get("aria-label") or "").strip() or named.get("aria-labelledby"))
    name = named.accessible_name if given else named.text
    for pair in segments(ruby.tag):
        spoken = Element(ruby.page, ruby.document, pair.element).exposed
        if spoken and pair.base and pair.reading and squeezed(pair.base + pair.reading) in squeezed(name):
            return " ".join(name.split())
    return None
