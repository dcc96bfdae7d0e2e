"""Rule: the name of a frame tells what the frame holds."""

import re
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, likely, passed, review, rule
from a11y_audit.text.blank import is_blank
from a11y_audit.text.normal import squeezed

_SAYS_NOTHING = re.compile(
    r"(i?frames?|(インライン)?フレーム|アイフレーム|無題(の?(フレーム|ドキュメント|ページ))?|名称未設定|untitled(frame|document)?|"
    r"title|タイトル|(frame|iframe|フレーム)(title|name|タイトル|の?名前)|content|コンテンツ|embed|埋め込み(コンテンツ)?|"
    r"(i?frame|フレーム)[-_]?\d+|window|blank|none|null|undefined|notitle|test|テスト)\d*"
)
_ADDRESS = re.compile(r"(https?:)?//\S+|[\w./-]+\.(html?|php|aspx?|cgi|js)(\?\S*)?", re.IGNORECASE)
_PLAYER = re.compile(
    r"(youtubevideoplayer|youtube動画プレーヤー|vimeoplayer|videoplayer|embeddedvideo|動画|映像|video)"
)
_LEAST_PX = 2


@rule(
    id="frame-title-tells",
    version=1,
    title=Text("フレームの名前が、中の内容を伝えている", "The name of a frame tells what the frame holds"),
    criteria=["2.4.1", "4.1.2"],
    techniques=["H64"],
    barrier="frame-without-title",
    says={
        "frame_name_says_nothing": likely(
            ja="フレームの名前「{name}」は、中に何があるかを伝えていません。",
            en="The name of the frame, “{name}”, does not tell what it holds.",
        ),
        "frame_name_fits_any_video": review(
            ja="フレームの名前が「{name}」です。どの動画か分かる名前にできないか確かめてください。",
            en="The name of the frame is “{name}”. See whether it should tell which video it holds.",
        ),
        "frame_name_tells": passed(
            ja="フレームの名前「{name}」は、決まり文句ではありません。",
            en="The frame's name “{name}” is no stock phrase.",
        ),
    },
    why=Text(
        "読み上げソフトを使う人には中に何があるのか分からず、読むか飛ばすかを決められません。",
        "People who use a screen reader cannot tell what is inside, or whether to enter or skip it.",
    ),
    mend=Mend(
        Text(
            "埋め込みコードの title を、中の内容が分かる言葉にします。例:「市役所周辺の地図」「動画：ごみの分け方」",
            "In the embed code, set title to words that tell the content, such as “Map of the city hall area”.",
        ),
        Text(
            '<iframe> や <frame> の title を書き換えます。例: <iframe title="市役所周辺の地図" src="…">',
            'Rewrite title on <iframe> or <frame>, e.g. <iframe title="Map of the city hall area" src="…">.',
        ),
    ),
    source="https://www.w3.org/TR/WCAG20-TECHS/H64.html",
)
def frame_title_tells(page: Page) -> Iterator[Say]:
    """Judge the names of frames that are stock words, addresses or the name of a player.

    Judged: iframe and frame by aria-label, else title.
    Left out: frames without a name, which axe judges; hidden frames and those of a pixel, which count visitors; names
    by aria-labelledby; whether a name fits the content.
    Source: WCAG 2.0 H64, https://www.w3.org/TR/WCAG20-TECHS/H64.html
    """
    sound: Say | None = None
    for frame in page.tagged("iframe", "frame"):
        name = " ".join((frame.get("aria-label") or frame.get("title") or "").split())
        if is_blank(name) or frame.get("aria-labelledby") or not _is_met(frame):
            continue
        core = squeezed(name)
        if _SAYS_NOTHING.fullmatch(core) or _ADDRESS.fullmatch(name):
            yield frame.says("frame_name_says_nothing", name=name[:80])
        elif _PLAYER.fullmatch(core):
            yield frame.says("frame_name_fits_any_video", name=name[:80])
        else:
            sound = sound or Say("frame_name_tells", None, {"name": name[:80]})
    if sound:
        yield sound


def _is_met(frame: Element) -> bool:
    box = frame.box
    return frame.exposed and box is not None and box.width >= _LEAST_PX and box.height >= _LEAST_PX
