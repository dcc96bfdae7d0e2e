import pytest

from a11y_audit.text.sense import colour_cue, menu_side, names_menu, place_cue


@pytest.mark.parametrize(
    "text",
    [
        "右のボタンを押してください。",
        "左側のメニューから選びます。",
        "画面右上のアイコンを押すと開きます。",
        "丸いボタンを押します。",
        "右図をご覧ください。",
        "左の赤いボタンを押します。",
        "Use the menu on the left.",
        "Press the round button.",
        "See the right-hand column.",
        "Search is found at the top left of the page.",
        "Please use the navigation to the left for more.",
        "The links to all forms are in the left column.",
        "The larger links are for members.",
        "When you hear the tone, press Enter.",
        "左側の一覧から選んでください。",
        "右のバナーを押すと、新しいウィンドウで開きます。",
        "矢印のボタンを押すと進みます。",
        "The menu on the right side of the page",
        "ブザーが鳴ったら、ボタンを押してください。",
    ],
)
def test_place_or_shape_alone(text: str) -> None:
    found = place_cue(text)
    assert found is not None
    assert not found.is_named


@pytest.mark.parametrize(
    "text",
    [
        "赤字は必須です。",
        "赤い文字の項目は、必ず書いてください。",
        "黄色の部分を書いてください。",
        "休館日は赤で表示しています。",
        "区域は色分けして示しました。",
        "色の付いた日は休みです。",
        "黄色の背景の日は休みです。",
        "該当する所は黒で塗られています。",
        "Required fields are shown in red.",
        "Press the green button to go on.",
    ],
)
def test_colour_alone(text: str) -> None:
    found = colour_cue(text)
    assert found is not None
    assert not found.is_named


@pytest.mark.parametrize("text", ["右の「検索」ボタンを押します。", "右のボタン（「検索」）を押します。"])
def test_a_name_stands_beside_the_place(text: str) -> None:
    found = place_cue(text)
    assert found is None or found.is_named


@pytest.mark.parametrize(
    "text", ["赤字で※印の付いた項目は必須です。", "赤い文字（＊）の項目", "fields in red, with an asterisk"]
)
def test_a_sign_stands_beside_the_colour(text: str) -> None:
    found = colour_cue(text)
    assert found is not None
    assert found.is_named


@pytest.mark.parametrize(
    "text",
    [
        "下の表をご覧ください。",
        "上記のとおりです。",
        "駅の右の建物です。",
        "実質赤字比率と連結実質赤字比率",
        "赤字は前年より減りました。",
        "赤い羽根共同募金",
        "お茶の部分",
        "空白のセルは数えません。",
        "面白い項目がそろっています。",
        "左右のボタンを同時に押します。",
        "The right to vote",
        "You have the right to a list of all links.",
        "The forms are in the right order.",
        "Turn to the left, and go straight.",
        "right sidebar content",
        "The large list has all names.",
        "画面右上のボタンで、ウィンドウを閉じます。",
        "ツールバーの右のアイコンをクリックします。",
        "Click the icon in the right toolbar.",
        "The button on the right side of the editor",
        "ブラシのボタンには、小さなアイコンが付いています。",
        "左右の矢印のボタンで月を変えます。",
        "白い背景の上に置きます。",
        "要らない部分を黒で塗りつぶします。",
        "The red-green area has been kept.",
    ],
)
def test_other_uses_of_the_words(text: str) -> None:
    assert place_cue(text) is None
    assert colour_cue(text) is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("右のメニューから選んでください。", "right"),
        ("左側にあるナビゲーションをご利用ください。", "left"),
        ("ページ左のメニューを押してください。", "left"),
        ("Find the menu on the right, to navigate", "right"),
        ("Use the left-hand navigation.", "left"),
        ("On the Left, the menu leads on.", None),
        ("Choose from the menu that is at hand: on the Left, the menu leads on.", "left"),
        ("左のメニューは4月のものです。", None),
        ("ログインし、左のメニューから申請を選んでください。", None),
        ("県のホームページの左のメニューから選んでください。", None),
        ("Log in and choose from the menu on the left.", None),
        ("右のボタンを押してください。", None),
        ("画面左のメニューから選んでください。", None),
        ("上のメニューから選んでください。", None),
        ("The menu is on the next page.", None),
    ],
)
def test_side_of_a_menu(text: str, side: str | None) -> None:
    assert menu_side(text) == side


@pytest.mark.parametrize(
    ("text", "names"),
    [("メインメニュー", True), ("ローカルナビ", True), ("Main menu", True), ("お品書き", False), ("Manual", False)],
)
def test_words_for_a_menu(text: str, *, names: bool) -> None:
    assert names_menu(text) == names
