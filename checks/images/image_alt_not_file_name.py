"""Rule: a text alternative is not a file name."""

from collections.abc import Iterator

from a11y_audit.authoring import Mend, Page, Say, Text, failed, likely, passed, rule
from a11y_audit.text.alternative import Form, form
from a11y_audit.text.normal import plain

_REASONS = {
    Form.FILE: "alt_is_file_name",
    Form.DOCUMENT: "alt_is_document_name",
    Form.ADDRESS: "alt_is_address",
    Form.CAMERA: "alt_looks_like_camera_name",
    Form.SOURCE: "alt_repeats_file_name",
}


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
        "alt_repeats_file_name": likely(
            ja="代替テキスト「{alt}」が、画像のファイル名と同じです。",
            en="The text alternative “{alt}” is the name of the image's file.",
        ),
        "alt_is_address": likely(
            ja="代替テキスト「{alt}」が、ウェブのアドレスです。", en="The text alternative “{alt}” is a web address."
        ),
        "alt_is_document_name": likely(
            ja="代替テキスト「{alt}」が、文書のファイル名です。",
            en="The text alternative “{alt}” is the file name of a document.",
        ),
        "alt_is_text": passed(
            ja="代替テキスト「{alt}」はファイル名ではありません。", en="The text alternative “{alt}” is no file name."
        ),
    },
    why=Text(
        "画像を見られない人には、ファイル名が読み上げられるだけで、何の画像か伝わりません。",
        "People who can't see the image only hear a file name and do not learn what it shows.",
    ),
    mend=Mend(
        Text(
            "画像の「代替テキスト」欄に、画像が伝える内容を短い文で書きます。飾りの画像なら空にします。",
            "In the image's “alternative text” box, write in short what it tells. Leave it empty for decoration.",
        ),
        Text(
            'alt 属性を内容に書き換えます。飾りなら alt="" にします。',
            'Rewrite the alt attribute; use alt="" for decoration.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/F30.html",
)
def image_alt_not_file_name(page: Page) -> Iterator[Say]:
    """Judge the alt of each exposed image, image button and area against names that a program gives.

    Judged: `img`, `input type=image` and `area` with a text in alt. A name with an image's extension, alone or at the
    end of a path or address, is a file name for certain. Probably one is a camera's code with a number, the name of
    the image's own file when it holds an underscore or a long number, an address, a document's name.
    Left out: images without alt, which axe judges; names given by aria-label; a document's name on a link, which tells
    what the link opens; words that fit any picture, which another rule judges.
    Assumption: no picture's subject is an image file of that name.
    Source: WCAG 2.0 F30, https://www.w3.org/TR/WCAG20-TECHS/F30.html
    """
    sound = ""
    for image in page.pictures:
        alt = (image.get("alt") or "").strip()
        name = plain(alt)
        found = form(name, image.get("src") or "") if name else None
        if found is Form.DOCUMENT and image.closest("a"):
            found = None
        if found in _REASONS:
            yield image.says(_REASONS[found], alt=alt)
        elif not sound and found is None:
            sound = alt
    if sound:
        yield Say("alt_is_text", None, {"alt": sound})
