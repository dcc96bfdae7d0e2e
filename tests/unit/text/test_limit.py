import pytest

from a11y_audit.text.limit import tells_limit, tells_more_time, tells_moving_on


@pytest.mark.parametrize(
    "text",
    [
        "30分間操作がないと、自動的にログアウトします。",
        "一定時間操作が行われない場合、セッションが切断されます。",
        "15分以上操作しなかった場合は、タイムアウトになります。",
        "ログイン後に20分間、何も操作をしない状態でいると、自動的にログアウトされます。",
        "60分を過ぎると入力した内容は破棄されます。",
        "15分以内に予約を確定しない場合、席は取り消されます。",
        "セッションの有効時間は30分です。",
        "You will be logged out after 20 minutes of inactivity.",
    ],
)
def test_words_that_tell_of_a_limit(text: str) -> None:
    assert tells_limit(text)


@pytest.mark.parametrize(
    "text",
    [
        "窓口の受付は午前9時から30分ごとです。",
        "電話は10分以内でお願いします。",
        "照明は5分たつと自動で消えます。",
        "講座の時間は60分です。",
        "利用料は1時間500円です。入力は不要です。",
        "The bus leaves in 10 minutes.",
    ],
)
def test_other_times_are_no_limits(text: str) -> None:
    assert not tells_limit(text)


@pytest.mark.parametrize(
    "text",
    [
        "5秒後に自動的に新しいページへ移動します。",
        "しばらくすると自動的に移動します。",
        "このページは自動的に新しいサイトへ転送されます。",
        "You will be redirected in 10 seconds.",
    ],
)
def test_words_that_tell_of_moving_on(text: str) -> None:
    assert tells_moving_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "「送信」を押すと、5秒後に自動的に移動します。",
        "まもなく自動販売機を置きます。",
        "バスは10分後に移動します。",
        "自動的に更新されます。",
    ],
)
def test_words_that_do_not_tell_of_moving_on(text: str) -> None:
    assert not tells_moving_on(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("「続ける」を選ぶと延長できます。", True),
        ("延長ボタンを押してください", True),
        ("制限時間はありません。", True),
        ("貸出は1回だけ延長できます。", False),
        ("利用時間の延長できません", False),
        ("You can extend your session.", True),
    ],
)
def test_words_that_offer_more_time(text: str, *, told: bool) -> None:
    assert told == tells_more_time(text)
