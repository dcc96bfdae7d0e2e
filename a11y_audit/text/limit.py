"""Words that tell of a time limit: sessions that end, pages that move on by themselves, and ways to have more time."""

import re

from a11y_audit.text.normal import holds_any, plain

_SPAN = r"(?:(?:\d+|[一二三四五六七八九十]+|数) ?(?:秒|分|時間)間?|一定の?時間|しばらく(?:の間)?|長時間)"
_IDLE = (
    r"(?:操作|入力|アクセス|ご?利用|画面(?:の)?(?:遷移|移動)|通信|反応)[がをはもの]?(?:何も)?"
    r"(?:なさら|され|行わ|行なわ|し|無|な)(?:れ)?(?:ない|なかった|ずに|い|かった)"
)
_ENDS = (
    r"(?:自動(?:的に|で)?[^。\n]{0,12}(?:ログアウト|ログオフ|切断|終了|破棄|無効|消去|キャンセル|取り?消)|タイムアウト|時間切れ|"
    r"セッション[^。\n]{0,8}(?:切|終了|無効|破棄)|(?:入力(?:内容|データ|した内容)|接続|通信)[^。\n]{0,6}(?:消え|失われ|破棄|切れ|切断))"
)
_LIMIT = re.compile(
    rf"{_SPAN}(?:以上|を超えて|を過ぎて|経過)?、?[^。\n]{{0,12}}{_IDLE}[^。\n]{{0,30}}(?:{_ENDS}|ログアウト|切断|切れ|終了|無効|最初から|やり直)"
    rf"|{_SPAN}(?:以上|を超え(?:る|て|た場合)|を過ぎ(?:る|て|た場合)|が?経過(?:する|した場合)?)[^。\n]{{0,20}}{_ENDS}"
    rf"|(?:制限時間|有効時間|セッションの?有効(?:期限|時間))[はが:]?[^。\n]{{0,4}}{_SPAN}"
    rf"|{_SPAN}以内に[^。\n]{{0,20}}(?:操作|入力|手続|完了|予約を?確定)[^。\n]{{0,20}}(?:ない場合|ないと|なければ|完了(?:して|させて)ください)"
    r"|(?:session|you) (?:will|is going to) (?:expire|time ?out|be (?:logged|signed) out)"
    r"[^.\n]{0,40}\d+ ?(?:seconds?|minutes?|hours?)"
    r"|\d+ ?(?:seconds?|minutes?) of inactivity",
    re.IGNORECASE,
)
_SOON = (
    r"(?:\d+ ?秒(?:後|たつと|経過後|ほどで|ほど(?:経|た)つと|で)|数秒後|しばらくすると|しばらくして|まもなく|間もなく)"
)
_GOES = (
    r"(?:移動し(?:ます|ない)|移動いたします|ジャンプし|転送(?:し|され|いた)|切り替わり|リダイレクト|移り(?:ます|変わ))"
)
_MOVES = re.compile(
    rf"{_SOON}[^。\n]{{0,40}}{_GOES}"
    rf"|(?:ページ|画面|サイト|ホームページ)[^。\n]{{0,20}}自動(?:的に|で)[^。\n]{{0,20}}{_GOES}"
    r"|(?:will|being) (?:automatically )?(?:be )?redirected[^.\n]{0,40}\d+ ?seconds?"
    r"|redirect\w*[^.\n]{0,20} in \d+ ?seconds?",
    re.IGNORECASE,
)
_ON_REQUEST = re.compile(
    r"クリック|タップ|押す|押し|選択すると|選ぶと|送信|ログイン(?:後|すると)|完了後|click|press", re.IGNORECASE
)
_MORE_TIME = re.compile(
    r"(?:時間|セッション|ログイン|接続|操作|選ぶと|押すと)[^。\n]{0,25}延長(?!でき(?:ません|ない))|延長(?:ボタン|しますか|を(?:選|押))"
    r"|制限時間(?:は|を)?(?:ありません|なく|解除)|時間を延ば(?:す|せ)|継続(?:する)?(?:ボタン|を(?:押|選))"
    r"|extend (?:the |your )?(?:session|time)|more time|keep me (?:signed|logged) in|stay (?:signed|logged) in",
    re.IGNORECASE,
)


# Far quicker than the pattern, and true wherever it finds something.
_MAY_END = (
    *("ログアウト", "ログオフ", "切", "終了", "無効", "破棄", "消去", "消え", "失われ", "キャンセル", "取消", "取り消"),
    *("タイムアウト", "最初から", "やり直", "制限時間", "有効時間", "セッション", "以内に"),
    *("expire", "time out", "timeout", "logged out", "signed out", "inactivity"),
)


def tells_limit(text: str) -> bool:
    """Return whether words say that a time without input, or a time at all, ends what one does."""
    words = plain(text)
    return holds_any(words, _MAY_END) and bool(_LIMIT.search(words))


def tells_moving_on(text: str) -> bool:
    """Return whether words say that the page itself will lead elsewhere after a while, without being asked."""
    line = plain(text)
    found = _MOVES.search(line)
    return found is not None and not _ON_REQUEST.search(line[: found.end()])


def tells_more_time(text: str) -> bool:
    """Return whether words say that people can have more time, or no limit."""
    return bool(_MORE_TIME.search(plain(text)))
