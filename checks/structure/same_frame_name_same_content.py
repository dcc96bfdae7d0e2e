"""Rule: frames of one name hold the same."""

from collections import defaultdict
from collections.abc import Iterator

from a11y_audit.authoring import Element, Mend, Page, Say, Text, failed, passed, rule
from a11y_audit.text.normal import squeezed
from a11y_audit.text.topic import topics

_LEAST = 6
_ALIKE = 0.2


@rule(
    id="same-frame-name-same-content",
    version=1,
    title=Text("同じ名前のフレームが、同じ内容を表示している", "Frames of one name hold the same"),
    criteria=["4.1.2"],
    techniques=["H64"],
    barrier="frame-title-repeated",
    says={
        "frames_of_one_name_differ": failed(
            ja="「{name}」という名前のフレームが{count}個あり、内容が違います（「{first}」「{second}」など）。",
            en="{count} frames are named “{name}”, but hold different things, such as “{first}” and “{second}”.",
        ),
        "frame_names_differ": passed(
            ja="同じ名前で内容の違うフレームは、見つかりませんでした。",
            en="No frames of one name were found to differ.",
        ),
    },
    why=Text(
        "読み上げソフトでフレームの名前を頼りに選ぶ人は、どちらに目的のものがあるのか分かりません。",
        "People who choose a frame by its name can't tell which of them holds what they want.",
    ),
    mend=Mend(
        Text(
            "フレームごとに、中の内容が分かる別の名前を付けます。",
            "Give each frame a name of its own that tells what it holds.",
        ),
        Text(
            'iframe の title を内容に合わせて書き分けます。例: title="市営バス東線の時刻表"',
            'Write a title of its own on each iframe, such as title="Timetable of the east line".',
        ),
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/4b1c6c/",
)
def same_frame_name_same_content(page: Page) -> Iterator[Say]:
    """Judge frames of one document and one name, by the documents in them.

    Judged: frames whose documents were recorded, since they are of the page's own origin, whose main headings or titles
    differ and whose texts share hardly a word.
    Left out: hidden frames; documents with hardly any text; frames of other origins, which nobody but a person sees.
    Assumption: documents without common words serve no common purpose.
    Source: ACT rule 4b1c6c, https://www.w3.org/WAI/standards-guidelines/act/rules/4b1c6c/
    """
    held = {tree.record.host: index for index, tree in enumerate(page.trees) if tree.record.host is not None}
    is_sound = False
    for frames in _of_one_name(page):
        known = [each for each in frames if _place(each) in held]
        pair = _different(page, known, held)
        if pair:
            first, second = (_topic(page, held[_place(each)])[:40] for each in pair)
            name = _name(pair[0])[:60]
            yield pair[1].says("frames_of_one_name_differ", name=name, count=len(frames), first=first, second=second)
        is_sound = is_sound or (len(known) > 1 and not pair)
    if is_sound:
        yield Say("frame_names_differ", None)


def _of_one_name(page: Page) -> Iterator[list[Element]]:
    groups: dict[tuple[int, str], list[Element]] = defaultdict(list)
    for frame in page.tagged("iframe", "frame"):
        if name := squeezed(_name(frame)) if frame.exposed else "":
            groups[frame.document, name].append(frame)
    yield from (frames for frames in groups.values() if len(frames) > 1)


def _name(frame: Element) -> str:
    given = frame.get("aria-label") or frame.get("title") or ""
    return " ".join((frame.accessible_name if frame.document == 0 else given).split())


def _place(frame: Element) -> tuple[int, int]:
    return frame.document, frame.number


def _different(page: Page, frames: list[Element], held: dict[tuple[int, int], int]) -> tuple[Element, Element] | None:
    for number, second in enumerate(frames):
        for first in frames[:number]:
            if _differ(page, held[_place(first)], held[_place(second)]):
                return first, second
    return None


def _differ(page: Page, first: int, second: int) -> bool:
    one, other = squeezed(_topic(page, first)), squeezed(_topic(page, second))
    if not one or not other or one == other:
        return False
    words, others = (topics(_text(page, each)) for each in (first, second))
    fewer = min(len(words), len(others))
    return fewer >= _LEAST and len(words & others) < _ALIKE * fewer


def _topic(page: Page, document: int) -> str:
    """Return the main heading of a document, else its title."""
    headings = (each.base_text for each in page.headings if each.document == document and each.name == "h1")
    return " ".join((next(headings, "") or page.trees[document].record.title).split())


def _text(page: Page, document: int) -> str:
    return "\n".join(block.text for block in page.blocks if block.element.document == document)
