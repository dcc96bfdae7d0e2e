"""Link texts that say nothing of where they lead: こちら, 詳細, もっと見る, click here."""

import re

from a11y_audit.text.normal import plain, squeezed

_EDGES = " .,:;!?>=<|+*~_-/\\()[]{}\"'#、。・→⇒⇨➔➜↗▶►▷▸▹»›〉》≫＞☞◆◇●○■□▼▽▲△★☆※…‥「」『』【】〔〕〈〈《〜"
_POINTING = re.compile(
    r"(詳しい内容は|詳細については|内容は)?"
    r"(こちら|コチラ|此方|ここ|ココ|ここら|これ|下記|リンク先?|クリック)"
    r"(の(リンク|ページ|サイト|画面))?"
    r"(から|へ|まで|より|に)?"
    r"(どうぞ|を?(ご覧|ごらん|参照|クリック|タップ|確認|お読み)(して)?(ください|下さい)?)?"
)
_POINTING_WORDS = re.compile(
    r"クリック|開く|ひらく|表示(する)?|見る|読む|移動(する|します)?|リンク|(click)?here|click|(this)?link|this(page)?|open|view|go"
)
_MORE = re.compile(
    r"((もっと|さらに)?(詳しく|くわしく|詳細(情報)?|続き|つづき)(を|は|へ)?"
    r"(見る|みる|読む|よむ|知る|表示(する)?|(こちら|ここ)(から|へ)?(をご覧ください|をクリック)?)?"
    r"|(もっと|さらに|全文を?|すべて|全て)(見る|みる|読む|よむ|知る|表示(する)?)|もっと"
    r"|(今すぐ)?ダウンロード(する|は?(こちら|ここ)(から)?)?)"
)
_MORE_WORDS = re.compile(
    r"(read|learn|see|view|show|findout)?more(info(rmation)?|details)?|(view|see)?details?|continue(reading)?|readon|download(now|here)?"
)
_FILLERS = re.compile(
    r"詳しくは|くわしくは|詳しい(内容|情報)は?|詳細(は|については|を)?|なお|また|まずは|ぜひ|どうぞ|以下|下記|次の|のページ|リンク先?|"
    r"(を|も|に|で)?(ご覧|ごらん|ご?参照|ご?確認|お読み|見て|クリック|タップ|ご?利用|お進み|アクセス)(して|になって)?(ください|下さい|頂けます|いただけます)?|"
    r"ください|下さい|できます|なります|です|から|まで|より|こちら|ここ|[はをにでのともがへや]|"
    r"\b(for|more|information|details?|please|see|click|read|visit|go|the|an?|to|this|page|it|of|on|at|and|or|about|link|here|can|be|"
    r"you|is|are|in)\b",
    re.IGNORECASE,
)
_LEAST = 2


def _core(text: str) -> str:
    return squeezed(text).strip(_EDGES)


def points_only(text: str) -> bool:
    """Whether a link's text only points, such as こちら or "click here"; marks around it don't count."""
    core = _core(text)
    return bool(_POINTING_WORDS.fullmatch(core) or _POINTING.fullmatch(core))


def says_only_more(text: str) -> bool:
    """Whether a link's text only says that there is more, such as 詳細, 続きを読む or "read more"."""
    core = _core(text)
    return bool(_MORE_WORDS.fullmatch(core) or _MORE.fullmatch(core))


def tells(text: str) -> bool:
    """Whether a text around a link has words of its own, beyond 詳しくは…をご覧ください and the like."""
    rest = _FILLERS.sub("", plain(text))
    return sum(sign.isalnum() for sign in rest) >= _LEAST
