"""Rule: letters to be typed from an image can be had by another sense as well."""

import re
from collections.abc import Iterator
from itertools import islice

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, rule
from a11y_audit.text.normal import plain

_PUZZLE = re.compile(
    r"[ck]aptcha|securimage|画像認証|認証用?の?(?:画像|文字|数字)|(?:画像|絵)の(?:中の)?(?:文字|数字)|"
    r"verification[ _-]?(?:code|image)|auth[_-]?(?:image|img)\b",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"音声|読み上げ|聞く|聴く|audio|sound|listen|speaker|\bspeak\b|\bhear\b|\.(?:wav|mp3)\b|足し算", re.IGNORECASE
)
_FIELDS = ("text", "tel", "number", "search", "")
_LEVELS = 4


@rule(
    id="captcha-not-only-for-eyes",
    version=1,
    title=Text("画像認証に、見る以外の方法もある", "What proves that one is human does not need sight alone"),
    criteria=["1.1.1"],
    techniques=["G143", "G144"],
    says={
        "captcha_is_image_only": likely(
            ja="画像の文字を入力させる認証に、音声など、見えない人が使える方法が見当たりません。",
            en="Letters have to be typed from an image, and no other way, such as sound, was found beside it.",
        ),
        "captcha_has_another_way": passed(
            ja="画像認証のそばに、音声などの別の方法があります。",
            en="There is another way, such as sound, beside the image with letters to be typed.",
        ),
    },
    why=Text(
        "画像の文字を読めない人は、申し込みや問い合わせを終えることができません。",
        "Whoever can't read the letters in the image cannot finish the application or inquiry.",
    ),
    mend=Mend(
        Text(
            "音声でも認証できるフォームに替えるか、画像認証をやめて別の迷惑投稿対策にするよう、業者に依頼します。",
            "Have the vendor add a way by sound, or replace the image by another protection against spam.",
        ),
        Text(
            "画像には目的が分かる alt を付け、音声による認証などを併せて用意します。",
            "Tell the purpose in the image's alt, and offer a second way for another sense, such as sound.",
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/G144.html",
)
def captcha_not_only_for_eyes(page: Page) -> Iterator[Say]:
    """Judge images with letters to be typed, found by their address, name or alternative beside a text field.

    Judged: exposed images whose src, id, class, name or alt says so (captcha, 画像認証), in the same form as a text
    field, or near one. Another way is seen by its words or its sound file in that form: 音声, audio, listen, a sum.
    Left out: services in frames, such as reCAPTCHA, whose own ways are not recorded; puzzles without any image;
    whether the other way works; a telephone number, which does not let anybody finish the form.
    Assumption: whoever offers sound names it near the image.
    Source: WCAG 2.0 G143 and G144; success criterion 1.1.1, CAPTCHA.
    """
    told: set[str] = set()
    for image in page.images:
        form = _form(image) if _is_puzzle(image) else None
        if form is None or form.selector in told:
            continue
        told.add(form.selector)
        if _has_another_way(form):
            yield Say("captcha_has_another_way", None, {})
        else:
            yield image.says("captcha_is_image_only")


def _is_puzzle(image: Element) -> bool:
    said = (image.get(name) or "" for name in ("src", "id", "class", "name", "alt"))
    return any(_PUZZLE.search(plain(each)) for each in said)


def _form(image: Element) -> Element | None:
    """Return the form around the image, or the nearest part around it, that has a text field."""
    around = [image.closest("form"), *islice(image.ancestors, _LEVELS)]
    return next((each for each in around if each is not None and each.name != "body" and _has_field(each)), None)


def _has_field(part: Element) -> bool:
    return any((each.get("type") or "").lower() in _FIELDS and each.rendered for each in part.inside("input"))


def _has_another_way(form: Element) -> bool:
    controls = form.inside("a", "button", "input", "audio", "source", "img", "object", "iframe")
    said = [form.base_text]
    for each in controls:
        said += [each.get(name) or "" for name in ("href", "src", "alt", "title", "aria-label", "value", "id", "class")]
    return any(_HEARD.search(plain(each)) for each in said) or any(each.name == "audio" for each in controls)
