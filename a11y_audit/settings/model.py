"""What can be set: names, types, ranges and defaults; what each key is for is told in `config/settings.toml`."""

from datetime import date, time
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_core import PydanticCustomError

from a11y_audit.core.text import Lang


def _require_order(begin: date | None, end: date | None) -> None:
    if begin is not None and end is not None and end < begin:
        raise PydanticCustomError("end_before_begin", "an end before the beginning")


def _web_address(text: str) -> str:
    # What is behind the host is the crawler's business; here only a slip of the pen is caught.
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, text))
    except ValueError:
        sound = False
    if not sound:
        raise PydanticCustomError("web_address", "not a web address")
    return text


def _host(text: str) -> str:
    if not text or any(sign in text for sign in "/?#@") or any(map(str.isspace, text)):
        raise PydanticCustomError("host", "not a host name")
    return text


def _header(text: str) -> str:
    # HTTP carries headers in ASCII; a line break in one would begin another header.
    if not text.isascii() or not (text.isprintable() or not text):
        raise PydanticCustomError("ascii", "not printable ASCII")
    return text


def _hours(text: str) -> str:
    begin, _, end = text.partition("-")
    try:
        sound = time.fromisoformat(begin) != time.fromisoformat(end) and len(text) == len("07:00-20:00")
    except ValueError:
        sound = False
    if not sound:
        raise PydanticCustomError("hours", "not hours of a day")
    return text


def _kana(text: str) -> str:
    if not text or not all("ぁ" <= sign <= "ゖ" or "ァ" <= sign <= "ヺ" or sign in "ー・" for sign in text):
        raise PydanticCustomError("kana", "not in kana")
    return text


def _clock(text: str) -> str:
    try:
        sound = len(text) == len("22:00") and time.fromisoformat(text) is not None
    except ValueError:
        sound = False
    if not sound:
        raise PydanticCustomError("clock", "not a time of day")
    return text


def _mail(text: str) -> str:
    name, _, host = text.rpartition("@")
    if not (name and host) or not text.isascii() or not text.isprintable() or any(sign in text for sign in ' ,;<>"'):
        raise PydanticCustomError("mail", "not a mail address")
    return text


def _mail_or_nothing(text: str) -> str:
    return _mail(text) if text else text


def _secret_header(value: SecretStr) -> SecretStr:
    _header(value.get_secret_value())
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
HostName = Annotated[str, AfterValidator(_host)]
HeaderText = Annotated[str, AfterValidator(_header)]
Kana = Annotated[str, AfterValidator(_kana)]
Hours = Annotated[str, AfterValidator(_hours)]
ClockTime = Annotated[str, AfterValidator(_clock)]
MailAddress = Annotated[str, AfterValidator(_mail)]
SecretHeader = Annotated[SecretStr, AfterValidator(_secret_header)]
Filled = Annotated[str, Field(min_length=1)]
Width = Annotated[int, Field(ge=320, le=7680)]
Height = Annotated[int, Field(ge=240, le=7680)]
Glyph = Annotated[str, Field(min_length=1, max_length=4)]
FIRST_WORDS = (
    "防災", "災害", "避難", "医療", "救急", "病院", "福祉", "介護", "障害", "子育て", "選挙", "手続", "申請", "届出",
    "bousai", "bosai", "saigai", "hinan", "iryo", "kyukyu", "byoin", "fukushi", "kaigo", "shogai", "shougai",
    "kosodate", "senkyo", "tetsuzuki", "tetuduki", "shinsei", "todokede",
)  # fmt: skip
"""Words in addresses and titles of the pages that people need most."""
Seconds = Annotated[float, Field(ge=1, le=3600)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Site(_Section):
    """The site and who answers for it."""

    name: str = ""
    city: str = ""
    seeds: tuple[WebAddress, ...] = ()
    lists: tuple[Filled, ...] = ()
    feeds: tuple[WebAddress, ...] = ()
    contact: HeaderText = ""


class Exclusion(_Section):
    """A part of the site that is not audited, and why; the reason appears in the report."""

    pattern: Filled
    reason: Filled


class Scope(_Section):
    """What belongs to the site."""

    include: tuple[Filled, ...] = ()
    exclude: tuple[Exclusion, ...] = ()
    hosts: tuple[HostName, ...] = ()


class Crawl(_Section):
    """How the site is walked through, and how gently."""

    rate_per_s: Annotated[float, Field(ge=0, le=1000)] = 1.0
    parallel: Annotated[int, Field(ge=1, le=64)] = 2
    robots: bool = True
    sitemaps: bool = True
    max_pages: Annotated[int, Field(ge=1)] | None = None
    max_depth: Annotated[int, Field(ge=0)] | None = None
    page_timeout_s: Seconds = 120.0
    navigation_timeout_s: Seconds = 30.0
    user_agent: HeaderText = ""
    meta_robots: bool = False
    drop_parameters: tuple[Filled, ...] = ()
    quiet_hours: tuple[Hours, ...] = ()
    emergency_words: tuple[Filled, ...] = ()
    rotate: Annotated[int, Field(ge=0, le=365)] = 7
    confirm: bool = True


class Render(_Section):
    """How pages are shown."""

    browser: Filled | None = None
    renderer: Literal["playwright", "selenium"] = "playwright"
    webdriver: WebAddress | None = None
    webdriver_browser: Literal["chrome", "firefox"] = "chrome"
    axe: Filled | None = None
    viewport: tuple[Width, Height] = (1280, 900)
    second_viewport: tuple[Width, Height] | None = None
    storage_state: Filled | None = None
    quiet_ms: Annotated[int, Field(ge=0, le=60_000)] = 150
    settle_ms: Annotated[int, Field(ge=0, le=600_000)] = 5_000
    element_limit: Annotated[int, Field(ge=100, le=10_000_000)] = 100_000
    max_bytes: Annotated[int, Field(ge=1_000, le=1_000_000_000)] = 20_000_000


class Probes(_Section):
    """How pages are tried out in the browser: by keyboard, magnified, over time; on one page, and in a whole run."""

    on: bool = True
    per_template: Annotated[int, Field(ge=0, le=1000)] = 3
    page_s: Seconds = 60.0
    run_s: Annotated[float, Field(ge=0, le=86_400)] = 1_800.0


class Letters(_Section):
    """Whether words in pictures are read, how many pictures of a page, and how long that may take."""

    on: bool = True
    per_page: Annotated[int, Field(ge=1, le=1000)] = 40
    page_s: Seconds = 20.0


class Access(_Section):
    """What one origin (`https://host`) is told so that it shows its pages; sent to no other, stored nowhere."""

    origin: WebAddress
    user: str = ""
    password: SecretStr = SecretStr("")
    headers: dict[Filled, SecretHeader] = {}


class RuleOff(_Section):
    """A rule that is not run, why, and up to which day."""

    id: Filled
    reason: Filled
    until: date | None = None


class Rules(_Section):
    """Which rules judge."""

    profile: Literal["jis2016", "wcag21", "wcag22"] = "jis2016"
    extra: tuple[Filled, ...] = ()
    off: tuple[RuleOff, ...] = ()
    preview: bool = False


class Japanese(_Section):
    """What the site's people know of its Japanese, by name in kana."""

    readings: dict[Filled, Kana] = {}


class Department(_Section):
    """A department (課), the addresses it is in charge of, and names by which contact blocks call it."""

    name: Filled
    prefixes: tuple[Filled, ...] = ()
    contacts: tuple[Filled, ...] = ()


class Ownership(_Section):
    """By what departments of pages are known, beside their prefixes."""

    list: Filled | None = None
    contact_blocks: bool = True


class Plan(_Section):
    """What the city has set out to do, and by what progress is measured."""

    goal: date | None = None
    panel: tuple[WebAddress, ...] = ()
    renewals: tuple[date, ...] = ()
    usage: Filled | None = None


class Waiver(_Section):
    """A defect, or a rule on some pages, that does not stop the gate up to a day; every report shows it."""

    defect: str = ""
    rule: str = ""
    pages: tuple[Filled, ...] = ()
    reason: Filled
    person: Filled
    since: date
    until: date

    @model_validator(mode="after")
    def _names_one_thing(self) -> "Waiver":
        if bool(self.defect) == bool(self.rule):
            raise PydanticCustomError("one_of_two", "defect or rule")
        _require_order(self.since, self.until)
        return self


class Gate(_Section):
    """Limits over which the program ends with exit code 1; None means no limit.

    `min_coverage` is a ratio, 0–1, of pages audited to pages found. On `criteria` no page may fail; pages of
    `departments` may have no failure of their own; what the file `baseline` lists is not new.
    """

    new_defects: Annotated[int, Field(ge=0)] | None = None
    failed_pages: Annotated[int, Field(ge=0)] | None = None
    min_coverage: Annotated[float, Field(ge=0, le=1)] | None = None
    criteria: tuple[Filled, ...] = ()
    departments: tuple[Filled, ...] = ()
    baseline: Filled | None = None


class Report(_Section):
    """What is written after an audit."""

    formats: Annotated[
        tuple[Literal["html", "csv", "xlsx", "pdf", "sarif", "junit", "markdown", "earl"], ...], Field(min_length=1)
    ] = (
        "html",
        "csv",
    )
    languages: Annotated[tuple[Lang, ...], Field(min_length=1)] = (Lang.JA, Lang.EN)
    glyphs: tuple[Glyph, Glyph, Glyph] = ("○", "×", "－")
    pictures: bool = True


class PolicyException(_Section):
    """Content that the policy leaves out (例外事項): what, why, and what is planned."""

    what: Filled
    reason: Filled
    plan: str = ""


class Policy(_Section):
    """The published policy (ウェブアクセシビリティ方針); the exclusions of [scope] are exceptions of it, too."""

    scope: str = ""
    level: Literal["A", "AA", "AAA"] = "AA"
    degree: Literal["conforms", "partly", "considers"] = "conforms"
    deadline: str = ""
    exceptions: tuple[PolicyException, ...] = ()
    additional: tuple[Filled, ...] = ()
    department: str = ""
    contact: str = ""
    known_problems: str = ""
    published: date | None = None
    url: str = ""


class Result(_Section):
    """What the published test result says beyond the test itself."""

    claim: Literal["strongest", "conforms", "partly", "considers"] = "strongest"
    stated: date | None = None
    description: str = ""
    technologies: Annotated[tuple[Filled, ...], Field(min_length=1)] = ("HTML", "CSS", "JavaScript")
    tested_from: date | None = None
    tested_until: date | None = None
    testers: str = ""
    environments: tuple[Filled, ...] = ()
    next_steps: str = ""
    url: str = ""
    notation_edition: Filled = "2021年4月版"

    @model_validator(mode="after")
    def _period_is_one(self) -> "Result":
        _require_order(self.tested_from, self.tested_until)
        return self


class Acceptance(_Section):
    """What was agreed for the acceptance of a renewed site (検収).

    None is not looked at; no criteria stands for all of them.
    """

    failed_pages: Annotated[int, Field(ge=0)] | None = 0
    carried_over: Annotated[int, Field(ge=0)] | None = 0
    missing_pages: Annotated[int, Field(ge=0)] | None = 0
    min_coverage: Annotated[float, Field(ge=0, le=1)] | None = 1.0
    criteria: tuple[Filled, ...] = ()


class Tender(_Section):
    """What the pack for a tender shows of what pages say of persons."""

    mask: bool = True
    pictures: bool = False


class Schedule(_Section):
    """When nights begin (in Japanese time), how long they may take, and which pages come first."""

    at: ClockTime = "22:00"
    days: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = ()
    hours: Annotated[float, Field(ge=0.1, le=24)] | None = None
    catch_up: bool = True
    first: tuple[Filled, ...] = FIRST_WORDS


class Keep(_Section):
    """How long things are kept; None for ever. Findings, defects and totals are never removed."""

    records: Annotated[int, Field(ge=1)] | None = None
    reports: Annotated[int, Field(ge=1)] | None = None
    logs: Annotated[int, Field(ge=1)] = 60
    automatic: bool = False


class Notify(_Section):
    """Who is told when something changed."""

    mail_to: tuple[MailAddress, ...] = ()
    mail_from: Annotated[str, AfterValidator(_mail_or_nothing)] = ""
    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    webhook: SecretStr = SecretStr("")
    always: bool = False


class Settings(_Section):
    """All settings; every package is given only its own section."""

    site: Site = Site()
    scope: Scope = Scope()
    crawl: Crawl = Crawl()
    render: Render = Render()
    probes: Probes = Probes()
    letters: Letters = Letters()
    access: tuple[Access, ...] = ()
    rules: Rules = Rules()
    japanese: Japanese = Japanese()
    department: tuple[Department, ...] = ()
    ownership: Ownership = Ownership()
    plan: Plan = Plan()
    waiver: tuple[Waiver, ...] = ()
    gate: Gate = Gate()
    report: Report = Report()
    policy: Policy = Policy()
    result: Result = Result()
    acceptance: Acceptance = Acceptance()
    tender: Tender = Tender()
    schedule: Schedule = Schedule()
    keep: Keep = Keep()
    notify: Notify = Notify()
