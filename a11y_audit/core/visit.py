"""How the visit of a page ended: audited, or not, with a reason from one closed list."""

from dataclasses import dataclass
from enum import StrEnum

from a11y_audit.core.text import Text


class Status(StrEnum):
    """State of a page in a run; every page ends in one of the last two."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    AUDITED = "audited"
    NOT_AUDITED = "not_audited"


class Why(StrEnum):
    """Why a page was not audited."""

    ROBOTS = "robots"
    OUT_OF_SCOPE = "out_of_scope"
    TRAP = "trap"
    LIMIT = "limit"
    REDIRECTED = "redirected"
    DUPLICATE = "duplicate"
    PRIVATE = "private"
    LEFT_SITE = "left_site"
    DOCUMENT = "document"
    NOT_HTML = "not_html"
    NOT_FOUND = "not_found"
    GONE = "gone"
    LOGIN = "login"
    FORBIDDEN = "forbidden"
    TOO_MANY = "too_many"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    NO_HOST = "no_host"
    REFUSED = "refused"
    UNSAFE_PORT = "unsafe_port"
    TLS = "tls"
    REDIRECT_LOOP = "redirect_loop"
    NETWORK = "network"
    TIMEOUT = "timeout"
    CRASH = "crash"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    BROKEN = "broken"
    WAITING = "waiting"
    INTERNAL = "internal"

    @property
    def cause(self) -> Text:
        """What happened, in plain words."""
        return _TEXTS[self][0]

    @property
    def step(self) -> Text:
        """What to do next, in plain words."""
        return _TEXTS[self][1]

    @property
    def by_choice(self) -> bool:
        """Whether the page is left out on purpose, so that it does not lessen coverage."""
        return self in _BY_CHOICE


@dataclass(frozen=True, slots=True)
class NotAudited:
    """A page that could not be audited: the reason, and a detail for the vendor (status, address, error).

    `retry_after_s` is how long the server asks to wait before it is asked again: None where it does not ask for that,
    0 where it does not say how long.
    """

    why: Why
    detail: str = ""
    retry_after_s: float | None = None


_BY_CHOICE = frozenset(
    {
        Why.ROBOTS,
        Why.OUT_OF_SCOPE,
        Why.TRAP,
        Why.REDIRECTED,
        Why.DUPLICATE,
        Why.PRIVATE,
        Why.LEFT_SITE,
        Why.DOCUMENT,
        Why.NOT_HTML,
        Why.GONE,
    }
)

_NOTHING = Text("対応は不要です。", "Nothing needs to be done.")
_SERVER = Text(
    "サーバーの担当者に、この時刻の記録を確かめてもらってください。",
    "Ask the server's operator to look at the log of that time.",
)
_LINK = Text("このページへのリンクを直すか、削除してください。", "Mend or remove the links that lead to it.")
_AGAIN = Text(
    "次回の検査で自動的に再度試します。続く場合は制限時間の設定を見直してください。",
    "It is tried again at the next audit. If it goes on, look at the time limits in the settings.",
)

_TEXTS: dict[Why, tuple[Text, Text]] = {
    Why.ROBOTS: (
        Text("robots.txt が閲覧を断っています。", "robots.txt asks not to be visited."),
        Text(
            "検査したい場合は robots.txt に検査用の許可を加えてください。",
            "To audit it, allow this tool in robots.txt.",
        ),
    ),
    Why.OUT_OF_SCOPE: (
        Text("設定した対象範囲の外です。", "It is outside the scope set."),
        Text("対象にする場合は設定の [scope] を変えてください。", "To include it, change [scope] in the settings."),
    ),
    Why.TRAP: (
        Text(
            "印刷用・ふりがな等の別表示や、終わりなく続くカレンダー等のリンクのため、たどりませんでした。",
            "It is another view of a page (print, furigana) or part of an endless chain (a calendar): not followed.",
        ),
        Text(
            "必要なページであれば設定の include に加えてください。",
            "If the page matters, add it to include in the settings.",
        ),
    ),
    Why.LIMIT: (
        Text("検査ページ数の上限に達しました。", "The limit of pages was reached."),
        Text("設定の max_pages を増やしてください。", "Raise max_pages in the settings."),
    ),
    Why.REDIRECTED: (
        Text(
            "別のページへ転送されます。転送先は別のページとして数えます。",
            "It redirects to another page, which is counted by itself.",
        ),
        _NOTHING,
    ),
    Why.DUPLICATE: (
        Text(
            "別のアドレスの同じページです（canonical の指定）。そちらを検査します。",
            "It is the same page as another address (its canonical one), which is audited.",
        ),
        _NOTHING,
    ),
    Why.PRIVATE: (
        Text(
            "公開のサイトから、内部ネットワークのアドレスへ移ろうとしたため、開きませんでした。",
            "A public site led to an address of a private network: not opened.",
        ),
        Text(
            "このアドレスへのリンクや転送が誤りでないか確かめてください。",
            "See whether the link or redirect to it is a mistake.",
        ),
    ),
    Why.LEFT_SITE: (Text("対象外のサイトへ転送されます。", "It redirects to a site that is out of scope."), _NOTHING),
    Why.DOCUMENT: (
        Text(
            "PDF 等の文書です。ページとは別に数えます。",
            "It is a document (PDF or the like), counted apart from pages.",
        ),
        _NOTHING,
    ),
    Why.NOT_HTML: (Text("HTML のページではありません。", "It is not an HTML page."), _NOTHING),
    Why.NOT_FOUND: (Text("ページがありません（リンク切れ）。", "The page does not exist (broken link)."), _LINK),
    Why.GONE: (
        Text(
            "前回まであったページですが、今はありません。どのページからもリンクされていません。",
            "The page was there at an earlier audit and is gone now; no page links to it.",
        ),
        _NOTHING,
    ),
    Why.LOGIN: (
        Text("ログインが必要です。", "It asks for a login."),
        Text(
            "検査する場合は、設定の [[access]] か [render] storage_state に書いてください。",
            "To audit it, set [[access]] or [render] storage_state.",
        ),
    ),
    Why.FORBIDDEN: (
        Text("サーバーが閲覧を拒みました。", "The server refuses access."),
        Text(
            "検査用の機器からの接続を許可してもらってください。",
            "Ask the operator to allow connections from this machine.",
        ),
    ),
    Why.TOO_MANY: (
        Text("アクセスが多すぎるとしてサーバーが断りました。", "The server says there were too many requests."),
        Text("設定の rate_per_s を下げてください。", "Lower rate_per_s in the settings."),
    ),
    Why.CLIENT_ERROR: (Text("サーバーが要求を受け付けませんでした。", "The server did not accept the request."), _LINK),
    Why.SERVER_ERROR: (Text("サーバーで誤りが起きました。", "The server failed."), _SERVER),
    Why.NO_HOST: (
        Text("サーバーの名前が見つかりません。", "The host name is not known."),
        Text(
            "アドレスのつづりと、この機器のネットワーク（DNS）を確かめてください。",
            "Look at the spelling and at this machine's network (DNS).",
        ),
    ),
    Why.REFUSED: (Text("サーバーが接続を受け付けません。", "The server does not accept connections."), _SERVER),
    Why.UNSAFE_PORT: (
        Text(
            "ブラウザーが安全のため開かないポート番号です。閲覧者もこのアドレスを開けません。",
            "Browsers refuse to open this port, for safety: no reader can open the address either.",
        ),
        Text(
            "別のポート番号（80、443、8080 等）で公開してもらい、リンクがあれば直してください。",
            "Have the page served on another port (80, 443, 8080), and mend the links to it.",
        ),
    ),
    Why.TLS: (
        Text("サーバー証明書に問題があります。", "Something is wrong with the server's certificate."),
        Text("証明書の期限と名前を確かめてください。", "Look at the certificate's dates and names."),
    ),
    Why.REDIRECT_LOOP: (Text("転送が終わりません。", "The redirects never end."), _SERVER),
    Why.NETWORK: (Text("通信が途中で切れました。", "The connection broke."), _AGAIN),
    Why.TIMEOUT: (Text("時間内に表示が終わりませんでした。", "The page did not finish in time."), _AGAIN),
    Why.CRASH: (Text("表示中にブラウザーが止まりました。", "The browser stopped while showing it."), _AGAIN),
    Why.TOO_LARGE: (
        Text("ページが大きすぎます。", "The page is too large."),
        Text("ページを分けてください。", "Split the page."),
    ),
    Why.EMPTY: (
        Text("中身が空のページです。", "The page is empty."),
        Text("ページが正しく公開されているか確かめてください。", "See whether the page is published rightly."),
    ),
    Why.BROKEN: (
        Text(
            "XHTML の書き方に誤りがあり、ブラウザーが途中までしか表示できないページです。",
            "Its XHTML is not well-formed: browsers show the page only up to the fault.",
        ),
        Text(
            "詳細に示した場所の書き方を直すか、text/html で配信するようにしてください。",
            "Mend the place told in the detail, or serve the page as text/html.",
        ),
    ),
    Why.WAITING: (
        Text("検査の順番が来る前に、検査が止まりました。", "The audit stopped before its turn came."),
        Text(
            "同じコマンドをもう一度実行すると、続きから検査します。",
            "Run the same command again: it goes on from here.",
        ),
    ),
    Why.INTERNAL: (
        Text("本ツールの内部で誤りが起きました。", "This tool failed on it."),
        Text("記録（ログ）を添えて開発元に知らせてください。", "Tell the makers, with the log."),
    ),
}
