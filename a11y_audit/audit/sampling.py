"""Choose the pages of a test from the inventory of an audit, and replace those that can't be tested."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from a11y_audit.assess import chance
from a11y_audit.assess.drawing import Wish, draw, next_drawn, only_seen
from a11y_audit.assess.kinds import Candidate, Proposal, below, kinds_of, proposals
from a11y_audit.assess.processes import processes
from a11y_audit.assess.sample import PageKind, Pick, Replacement, Sample, SampledPage, replaced
from a11y_audit.audit.records import content_of, facts_of
from a11y_audit.core.text import Text
from a11y_audit.core.visit import Status, Why
from a11y_audit.errors import UsageError
from a11y_audit.store import runs, sampled, samples
from a11y_audit.store.engine import Store
from a11y_audit.store.runs import Run

SMALL = 100
"""Sites of up to so many pages can well be tested whole."""
_LAUNDERED = 0.01
"""From this chance down it is no accident that so few pages of the sample fail."""


_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an officer chose.

    Attributes:
        pages: address → kinds that it stands for; the representative pages. None: as proposed.
        processes: name → steps; None: as recognised.
        random: random pages to draw; None for as many as are advised.
        seed: given seed, or "".
        person: who chose.
    """

    pages: Mapping[str, tuple[PageKind, ...]] | None = None
    processes: Mapping[str, Sequence[str]] | None = None
    random: int | None = None
    seed: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sample with what a reader should know of it.

    Attributes:
        sample: the sample.
        chances: what the draw can miss, in plain words.
        warnings: what does not look right, in words.
        earlier: samples of the site drawn before.
    """

    sample: Sample
    chances: tuple[Text, ...] = ()
    warnings: tuple[Text, ...] = ()
    earlier: tuple[Sample, ...] = field(default=())


def candidates(store: Store, run: Run) -> list[Candidate]:
    """Return the pages of a run that can be tested, by address."""
    found = []
    for visit in sampled.inventory(store, run.id):
        known = facts_of(visit)
        found.append(
            Candidate(
                url=visit["url"],
                title=visit["title"] or "",
                heading=known.heading if known else "",
                depth=visit["depth"],
                template=visit["skeleton"] or "",
                content=content_of(store, visit),
            )
        )
    return below(found)


def propose(store: Store, run: Run) -> list[Proposal]:
    """Return the representative pages that a run's inventory offers.

    Raises:
        UsageError: the run has no page.
    """
    pages = candidates(store, run)
    if not pages:
        raise _nothing()
    return proposals(pages, _top(run))


def draw_sample(store: Store, run: Run, choice: Choice, *, day: date) -> Shown:
    """Choose and draw the pages of a test and store the sample.

    The same inventory, choice and day give the same sample, which is not stored twice.

    Raises:
        UsageError: the choice names pages that are not in the inventory; only pages that an earlier test saw or that
            were repaired since could be chosen; or pages of the same inventory were drawn already.
    """
    pages = candidates(store, run)
    if not pages:
        raise _nothing()
    known = {page.url: page for page in pages}
    chosen = _chosen(choice, known, run)
    wish = Wish(
        site=run.site,
        run_id=run.id,
        day=day,
        person=choice.person,
        chosen=chosen,
        random=choice.random,
        seed=choice.seed,
        processes=processes(pages) if choice.processes is None else choice.processes,
    )
    sample, frame = draw(wish, {page.url: page.title for page in pages})
    earlier = samples.every_sample(store, run.site)
    _refuse_only_repaired(store, run, sample, frame if choice.random != 0 else [], earlier)
    for each in earlier:
        if each.run_id == run.id:
            if _is_same(each, sample):
                return show(store, each, run)
            raise _drawn_already(each)
    return show(store, samples.save_sample(store, sample, frame=frame), run)


def show(store: Store, sample: Sample, run: Run) -> Shown:
    """Return a sample with what a reader should know of it, `run` being the newest audit."""
    earlier = [each for each in samples.every_sample(store, sample.site) if each.id < sample.id]
    visits = sampled.visits_of(store, run.id, sample.urls)
    drawn = sum(change.pick is Pick.RANDOM for change in sample.replacements) + len(sample.picked(Pick.RANDOM))
    warnings = [*_unreachable(sample, visits), *_polished(store, sample, run), *_again(sample, earlier)]
    return Shown(
        sample=sample,
        chances=tuple(chance.told(min(drawn, sample.frame_size), sample.frame_size)),
        warnings=tuple(warnings),
        earlier=tuple(earlier),
    )


def replace_page(  # noqa: PLR0913 -- who replaces what, why and when
    store: Store, sample: Sample, run: Run, url: str, *, by: str | None, reason: str, person: str, day: date
) -> tuple[Sample, Replacement]:
    """Replace a page that can't be tested: a drawn one by the next of the same draw, a chosen one by `by`.

    Raises:
        UsageError: the page is not in the sample, can be tested, or there is nothing to put in its place.
    """
    page = next((each for each in sample.pages if each.url == url), None)
    if page is None:
        raise UsageError(
            Text(f"このページは抽出に入っていません: {url}", f"The sample does not have this page: {url}"),
            Text("a11y-audit sample show で一覧を見られます。", "See the list with: a11y-audit sample show"),
        )
    visit = sampled.visits_of(store, run.id, [url]).get(url)
    if visit is not None and visit["status"] == Status.AUDITED:
        raise _testable(url)
    usable = {each["url"] for each in sampled.inventory(store, run.id)}
    if page.pick is Pick.RANDOM:
        new = next_drawn(sample, samples.frame_of(store, sample.id), usable)
        if by is not None and by != new:
            raise UsageError(
                Text(
                    "ランダムに選んだページは、同じ抽出の次のページとだけ入れ替えられます。",
                    "A page that was drawn can only be replaced by the next one of the same draw.",
                ),
                Text("--by を付けずに実行してください。", "Leave --by out."),
            )
        if new is None:
            raise UsageError(
                Text("入れ替えられるページが残っていません。", "No page is left that could take its place."),
                Text("もう一度検査して、新しく抽出してください。", "Audit the site again and draw a new sample."),
            )
    else:
        new = _given(by, usable, sample)
    change = Replacement(url=url, by=new, pick=page.pick, reason=reason, person=person, day=day)
    samples.save_replacement(store, sample.id, change)
    return replaced(sample, [change]), change


def _chosen(choice: Choice, known: Mapping[str, Candidate], run: Run) -> list[SampledPage]:
    if choice.pages is None:
        kinds: dict[str, list[PageKind]] = {}
        for each in proposals(known.values(), _top(run)):
            kinds.setdefault(each.page.url, []).append(each.kind)
        return [_representative(known[url], tuple(of)) for url, of in kinds.items()]
    unknown = [url for url in choice.pages if url not in known]
    if unknown:
        raise UsageError(
            Text(
                "検査したページの一覧にないアドレスがあります:\n" + "\n".join(unknown),
                "These addresses are not among the audited pages:\n" + "\n".join(unknown),
            ),
            Text(
                "アドレスのつづりを確かめてください。a11y-audit why URL で、検査されなかった理由が分かります。",
                "Look at their spelling; a11y-audit why URL tells why a page was not audited.",
            ),
        )
    return [
        _representative(known[url], kinds or kinds_of(known[url], _top(run))) for url, kinds in choice.pages.items()
    ]


def _representative(page: Candidate, kinds: tuple[PageKind, ...]) -> SampledPage:
    return SampledPage(url=page.url, title=page.title, pick=Pick.REPRESENTATIVE, kinds=kinds)


def _refuse_only_repaired(
    store: Store, run: Run, sample: Sample, frame: Sequence[str], earlier: Sequence[Sample]
) -> None:
    tested = {url for each in earlier if each.run_id != run.id for url in each.urls}
    repaired: set[str] = set()
    for before in {each.run_id for each in earlier if each.run_id != run.id}:
        repaired |= sampled.failed_pages(store, before)
    repaired -= sampled.failed_pages(store, run.id)
    if only_seen({*sample.urls, *frame}, tested=tested, repaired=repaired, whole=sample.inventory):
        raise UsageError(
            Text(
                "前の試験のページか、その後に直したページだけを選び直すことはできません。",
                "A sample of nothing but pages that were tested before, or repaired since, is refused.",
            ),
            Text(
                "試験したページだけを直して準拠とするのは不適切な取組だと、総務省が2024年10月に通知しています。"
                "原因をサイト全体で直し、もう一度検査してから、サイト全体から新しく抽出してください"
                "（--random を 1 以上に）。",
                "The ministry's circular of October 2024 calls it improper to repair only the tested pages and claim "
                "conformance. Mend the cause on the whole site, audit it again and draw anew from all of it "
                "(--random 1 or more).",
            ),
        )


def _is_same(one: Sample, other: Sample) -> bool:
    return replace(one, id=0, person="", replacements=(), pages=()) == replace(other, id=0, person="", pages=()) and (
        set(one.urls) == set(other.urls) or bool(one.replacements)
    )


def _drawn_already(sample: Sample) -> UsageError:
    return UsageError(
        Text(
            f"この検査からは、もう抽出しています（抽出 {sample.id}、{sample.day.isoformat()}）。"
            "結果を見て選び直すことはできません。",
            f"A sample was already drawn from this audit (sample {sample.id}, {sample.day.isoformat()}). "
            "It can't be drawn again until the result pleases.",
        ),
        Text(
            "試験できないページは a11y-audit sample replace で入れ替えます。"
            "新しく抽出するには、もう一度 a11y-audit audit で検査してください。",
            "Pages that can't be tested are replaced with “a11y-audit sample replace”. "
            "For a new sample, audit the site again: a11y-audit audit",
        ),
    )


def _testable(url: str) -> UsageError:
    return UsageError(
        Text(f"このページは試験できるため、入れ替えられません: {url}", f"This page can be tested and stays: {url}"),
        Text(
            "入れ替えられるのは、なくなった、ログインが要るなどの理由で検査できないページだけです。"
            "問題があることは、入れ替える理由になりません。",
            "Only pages that can't be audited (gone, behind a login …) are replaced. "
            "That a page has problems is no reason.",
        ),
    )


def _given(by: str | None, usable: set[str], sample: Sample) -> str:
    if by is None:
        raise UsageError(
            Text("代わりのページを指定してください。", "Say which page comes instead."),
            Text("--by URL で指定します。", "Give it with --by URL."),
        )
    if by not in usable or by in sample.urls:
        raise UsageError(
            Text(f"このページは代わりにできません: {by}", f"This page can't come instead: {by}"),
            Text(
                "検査できたページのうち、抽出に入っていないものを指定してください。",
                "Give a page that was audited and is not in the sample yet.",
            ),
        )
    return by


def _unreachable(sample: Sample, visits: Mapping[str, Mapping[str, object]]) -> list[Text]:
    found = []
    for url in sample.urls:
        visit = visits.get(url)
        if visit is not None and visit["status"] == Status.AUDITED:
            continue
        cause = (
            Why(str(visit["why"])).cause if visit and visit["why"] else Text("見つかりません。", "It was not found.")
        )
        found.append(
            Text(
                f"最新の検査で検査できていないページがあります: {url}（{cause.ja}）"
                "a11y-audit sample replace で入れ替えてください。",
                f"The newest audit could not audit {url} ({cause.en}) Replace it: a11y-audit sample replace",
            )
        )
    return found


def _polished(store: Store, sample: Sample, run: Run) -> list[Text]:
    """Tell when so few pages of the sample fail, beside the rest of the site, that it can't be an accident."""
    audited = {each["url"] for each in sampled.inventory(store, run.id)}
    failed = sampled.failed_pages(store, run.id)
    drawn = {page.url for page in sample.picked(Pick.RANDOM)} & audited
    hit = len(drawn & failed)
    if not drawn or chance.fewer(hit, len(drawn), len(failed & audited), len(audited)) > _LAUNDERED:
        return []
    return [
        Text(
            f"ランダムに選んだ {len(drawn)} ページのうち「問題あり」は {hit} ページで、"
            f"サイト全体（{len(audited):,} ページのうち {len(failed & audited):,} ページ）に比べて少なすぎます。"
            "試験するページだけを直していないか確かめてください。",
            f"Of the {len(drawn)} pages drawn {hit} fail, far fewer than on the site "
            f"({len(failed & audited):,} of {len(audited):,}). See whether only the tested pages were repaired.",
        )
    ]


def _again(sample: Sample, earlier: Sequence[Sample]) -> list[Text]:
    lately = [each for each in earlier if (sample.day - each.day).days < _YEAR_DAYS]
    if not lately:
        return []
    days = "、".join(each.day.isoformat() for each in lately)
    return [
        Text(
            f"この1年に、ほかに {len(lately)} 回抽出しています（{days}）。試験結果には、公開する試験の抽出を示します。",
            f"{len(lately)} other samples were drawn within a year ({days.replace('、', ', ')}).",
        )
    ]


def _top(run: Run) -> str:
    return run.site.partition("#")[0]


def _nothing() -> UsageError:
    return UsageError(
        Text("試験できるページが1ページもありません。", "There is no page that could be tested."),
        Text("先に a11y-audit audit で検査してください。", "Audit the site first: a11y-audit audit"),
    )


def newest_of(store: Store, site: str) -> Run:
    """Return the newest ended run of a site.

    Raises:
        UsageError: there is none.
    """
    ended = [each for each in runs.every(store) if each.site == site and each.state != "running"]
    return ended[-1] if ended else runs.get(store)
