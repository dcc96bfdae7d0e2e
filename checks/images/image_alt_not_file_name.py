"""Rule: a text alternative is not a file name."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, rule
from a11y_audit.text.normal import plain

_EXTENSION = re.compile(r"\.(jpe?g|png|gif|bmp|webp|svg|tiff?|heic|pdf)$", re.IGNORECASE)
_CAMERA = re.compile(r"^(dsc[nf_]?|dscn|img|imgp|pict?|p|cimg|mvi|image|photo|scan)[_-]?\d{3,}$", re.IGNORECASE)


@rule(
    id="image-alt-not-file-name",
    version=1,
    title=Text("代替テキストがファイル名ではない", "A text alternative is not a file name"),
    criteria=["1.1.1"],
    techniques=["F30", "G94", "G95"],
    barrier="meaningless-alt",
    says={
        "alt_is_file_name": failed(
            ja="代替テキスト「{alt}」がファイル名です。", en="The text alternative “{alt}” is a file name."
        ),
        "alt_looks_like_camera_name": likely(
            ja="代替テキスト「{alt}」は、カメラ等が付けた名前のようです。",
            en="The text alternative “{alt}” looks like a name given by a camera or scanner.",
        ),
        "alt_is_text": passed(ja="代替テキスト「{alt}」はファイル名ではありません。", en="The text alternative “{alt}” is no file name."),
    },
    why=Text(
        "画像を見られない人には、ファイル名が読み上げられるだけで、何の画像か伝わりません。",
        "People who can't see the image only hear a file name and do not learn what it shows.",
    ),
    mend=Mend(
        Text("画像の「代替テキスト」欄に、画像が伝える内容を短い文で書きます。飾りの画像なら空にします。",
             "In the image's “alternative text” box, write in short what the image tells. Leave it empty for decoration."),
        Text("alt 属性を内容に書き換えます。飾りなら alt=\"\" にします。", "Rewrite the alt attribute; use alt=\"\" for decoration."),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F30.html",
)
def image_alt_not_file_name(page: Page) -> Iterator[Say]:
    """Judge the alt of each exposed image, image button and area against names that a program gives.

    Judged: `img`, `input type=image` and `area` with a text in alt. A name with an image's extension is a file name for
    certain; a name like "DSC_0123" without extension is very probably one. Left out: images without alt, which axe
    judges; names given by aria-label.
    Assumption: no picture's subject is a file of that name.
    Source: WCAG 2.0 F30, https://www.w3.org/TR/WCAG20-TECHS/F30.html
    """
    for image in page.tagged("img", "input", "area"):
        alt = plain(image.get("alt") or "")
        if not alt or not image.exposed or (image.name == "input" and image.get("type") != "image"):
            continue
        if _EXTENSION.search(alt) and len(alt.split()) == 1:
            yield image.says("alt_is_file_name", alt=alt)
        elif _CAMERA.match(alt) or alt == _stem(image.get("src") or "") and re.search(r"\d{3,}|_", alt):
            yield image.says("alt_looks_like_camera_name", alt=alt)
        else:
            yield image.says("alt_is_text", alt=alt)


def _stem(address: str) -> str:
    return unquote(urlsplit(address).path.rpartition("/")[2]).rpartition(".")[0]
