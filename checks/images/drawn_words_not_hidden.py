"""Rule: words that a picture shows are not hidden from assistive technology."""

from collections.abc import Iterator
from urllib.parse import unquote

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, likely, passed, review, rule
from a11y_audit.text import drawn
from a11y_audit.text.normal import plain

_LEAST, _LEAST_JAPANESE, _LEAST_BESIDE = 4, 4, 10
_LEAST_NAMED = 3
_SHOWN = 80
_DECORATION = ("presentation", "none")


@rule(
    id="drawn-words-not-hidden",
    version=1,
    title=Text("画像に書かれた言葉が、隠されていない", "Words that a picture shows are not hidden"),
    criteria=["1.1.1"],
    techniques=["G94", "H37", "F3"],
    says={
        "passage_is_hidden": failed(
            ja="代替テキストのない画像（{file}）に、文章「{text}」が書かれています。同じことはページのどこにもありません。",
            en="An image without an alternative ({file}) says “{text}”. Nothing on the page says the same.",
        ),
        "alternative_is_withheld": failed(
            ja="画像の言葉「{text}」と代替テキスト「{alt}」が、aria-hidden か role で隠され、ほかにありません。",
            en="The alternative “{alt}” is withheld by aria-hidden or role; its words (“{text}”) stand nowhere else.",
        ),
        "words_are_hidden": likely(
            ja="代替テキストのない画像（{file}）は、文字「{text}」だけの画像です。同じ言葉はページのどこにもありません。",
            en="An image without an alternative ({file}) is nothing but the words “{text}”, which stand nowhere else.",
        ),
        "picture_shows_hidden_words": review(
            ja="代替テキストのない画像（{file}）に「{text}」と書かれています。伝える必要がないか確かめてください。",
            en="An image without an alternative ({file}) shows “{text}”. Please see whether it has to be told.",
        ),
        "hidden_words_are_said": passed(
            ja="代替テキストのない画像の言葉は、ページの文章にもあります。",
            en="What images without an alternative show in words is also said in the text.",
        ),
    },
    why=Text(
        "代替テキストが空の画像や背景の画像は読み上げられません。画像に書かれたお知らせや日時が、見えない人に伝わりません。",
        "A screen reader passes over such images: a notice or a date that is drawn there does not reach blind people.",
    ),
    mend=Mend(
        Text(
            "画像の「代替テキスト」欄に、画像に書かれた言葉を入力します。長いときは、同じ内容を本文にも書きます。",
            "Type the words of the image as its text alternative. If they are long, write them into the text, too.",
        ),
        Text(
            'alt="" を画像の言葉に書き換え、aria-hidden や role="presentation" を外します。背景は文字で書きます。',
            'Write the words into alt, and drop aria-hidden or role="presentation". Replace a background by text.',
        ),
    ),
    source="https://www.w3.org/TR/UNDERSTANDING-WCAG20/text-equiv-all.html",
    reads_pictures=True,
)
def drawn_words_not_hidden(page: Page) -> Iterator[Say]:
    """Judge visible pictures that assistive technology passes over by the words that were read in them.

    Judged: images with an empty alternative and no other name, images hidden by themselves or with what is around
    them, and pictures behind elements that show their words whole. What they show counts as said where seven tenths of
    its letters stand, in runs of three, in a text, alternative, label or title that assistive technology meets.
    Failed: a picture of nothing but letters on an even ground, with a sentence of which less than three tenths
    is said, in no figure; and an image whose alternative says what is read in it, as nothing else does, and that takes
    it back by its own aria-hidden or role: who wrote it there did not take the image for decoration. Likely: a picture
    of nothing but letters with four Japanese ones or more. A person looks at other pictures with ten Japanese letters
    or more, and at such ones in Latin letters.
    Left out: pictures of which no words were read for certain, or too small on the page; windows of programs, by their
    words; pictures without an alt attribute, which another rule fails; parts of a picture that are not seen.
    Assumption: what is read with a score of .85 on an even ground is right up to a letter in ten, and a sentence is no
    decoration.
    Source: Understanding WCAG 2.0, 1.1.1; F3, https://www.w3.org/TR/WCAG20-TECHS/F3.html
    """
    said = False
    told: set[tuple[str, str]] = set()
    for picture in _hidden(page):
        found = picture.lettered
        alt = _withheld(picture)
        if found is None or drawn.letters(found.words) < (_LEAST_NAMED if alt else _LEAST):
            continue
        share = drawn.share(found.words, page.spoken)
        if share >= drawn.SAID:
            said = True
        elif alt and share <= drawn.UNSAID and drawn.share(found.words, [alt]) >= drawn.SAID:
            told.add(("alternative_is_withheld", found.words))
            yield picture.says("alternative_is_withheld", alt=alt[:60], text=found.words[:_SHOWN])
        elif (reason := _reason(picture, found.words, share, bare=found.bare)) and (reason, found.words) not in told:
            told.add((reason, found.words))
            yield picture.says(reason, text=found.words[:_SHOWN], file=_file(picture))
    if said and not told:
        yield Say("hidden_words_are_said", None, {})


def _hidden(page: Page) -> Iterator[Element]:
    for image in page.tagged("img"):
        if image.rendered and _is_on_page(image) and (not image.exposed or _is_silent(image)):
            yield image
    for index, record in enumerate(page.snapshot.documents):
        for number in sorted(record.backgrounds):
            behind = page.element(index, number)
            is_named = any(behind.get(name) for name in ("aria-label", "aria-labelledby", "title"))
            if behind.rendered and behind.image_file is None and not is_named and _is_on_page(behind):
                yield behind


def _withheld(image: Element) -> str:
    """Return the alternative of an image that is itself kept from assistive technology; "" where there is none."""
    is_kept = image.get("aria-hidden") == "true" or image.get("role") in _DECORATION
    return plain(image.get("alt") or "") if image.name == "img" and is_kept else ""


def _is_silent(image: Element) -> bool:
    is_named = any(image.get(name) for name in ("aria-label", "aria-labelledby", "title"))
    alt = image.get("alt")
    return not is_named and (image.get("role") in _DECORATION or (alt is not None and not alt.strip()))


def _is_on_page(element: Element) -> bool:
    box = element.box
    return box is not None and box.x + box.width > 0 and box.y + box.height > 0


def _reason(picture: Element, words: str, share: float, *, bare: bool) -> str | None:
    japanese = drawn.japanese(words)
    if drawn.is_of_screen(words):
        return None
    if not bare or share > drawn.UNSAID:
        return "picture_shows_hidden_words" if japanese >= _LEAST_BESIDE and share <= drawn.UNSAID else None
    if drawn.is_passage(words) and picture.closest("figure") is None:
        return "passage_is_hidden"
    return "words_are_hidden" if japanese >= _LEAST_JAPANESE else "picture_shows_hidden_words"


def _file(picture: Element) -> str:
    address = picture.background.address if picture.name != "img" and picture.background else picture.get("src") or ""
    if address.startswith("data:"):
        return address.partition(";")[0]
    return unquote(address.partition("?")[0].rpartition("/")[2])[:60]
