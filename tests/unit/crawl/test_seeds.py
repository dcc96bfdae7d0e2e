"""Lists of addresses as they are exported."""

import csv
import io
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from a11y_audit.crawl.seeds import PROBLEMS_TOLD, SeedList, addresses

A, B = "https://www.city.example.jp/kurashi/", "https://www.city.example.jp/kurashi/12.html"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp"]
DELIMITERS = [",", "\t", ";"]

names = st.text(alphabet="abcXYZ019-_", min_size=1, max_size=8)
web = st.builds("https://www.city.example.jp/{}/{}.html?id={}".format, names, names, names)
roots = st.builds("/{}/{}".format, names, names)
titles = st.text(alphabet='くらしの手続き市役所（）「」、 \n\r"abc,;\t1', max_size=12).filter(
    lambda text: not text.startswith("/")
)
tables = st.lists(st.tuples(web, titles, titles), min_size=1, max_size=20)


def written(rows: list[tuple[str, ...]], delimiter: str, encoding: str) -> bytes:
    output = io.StringIO(newline="")
    csv.writer(output, delimiter=delimiter).writerows(rows)
    return output.getvalue().encode(encoding)


@given(
    tables,
    st.sampled_from(DELIMITERS),
    st.sampled_from(ENCODINGS),
    st.sampled_from(["URL", "ページＵＲＬ", "公開アドレス"]),
)
@example([(A, "くらし,手続き;窓口", "")], ";", "utf-8", "URL")
def test_what_a_spreadsheet_writes_is_read_again(
    rows: list[tuple[str, str, str]], delimiter: str, encoding: str, header: str
) -> None:
    cells = [(title, url, text) for url, title, text in rows]

    found = addresses(written([("題名", header, "説明"), *cells], delimiter, encoding))
    assert found == SeedList(tuple(dict.fromkeys(url for url, _, _ in rows)))


@given(
    st.lists(web | roots, min_size=1, max_size=20), st.sampled_from(ENCODINGS), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_one_address_a_line(urls: list[str], encoding: str, newline: str) -> None:
    assert addresses(newline.join(["", *urls, ""]).encode(encoding)) == SeedList(tuple(dict.fromkeys(urls)))


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.lists(st.sampled_from([A, "/a", '"', ",", ";", "\t", "\r", "\n", "\0", "=", "URL"]))
    .map("".join)
    .map(str.encode)
)
def test_nothing_raises(data: bytes) -> None:
    found = addresses(data)

    assert len(found.problems) <= PROBLEMS_TOLD
    assert len(set(found.urls)) == len(found.urls)
    assert all(url.lower().startswith(("http://", "https://", "/")) for url in found.urls)


@pytest.mark.parametrize(
    "text",
    [
        f"{A}\n{B}\n",
        f"# 2026年4月\n{A}\n\n{B}\n{A}\n",
        f"URL\n{A}\n{B}\n",
        f"URL,題名\n{A},くらし\n{B},ごみ\n",
        f"{A},くらし,2026-04-01\n{B},ごみ,2026-04-02\n",
        f"ID,題名\n1,{A}\n2,{B}\n",
        f"公開ページ一覧\n作成日,2026-04-01\n番号,公開URL,編集URL\n1,{A},https://cms.example.jp/1\n2,{B},https://cms.example.jp/2\n",
        f"アドレス,リンク\n緑野市一丁目,{A}\n緑野市二丁目,{B}\n",
        f'="{A}"\n="{B}"\n',
        f'題名,URL\nくらし,"=""{A}"""\nごみ,"=HYPERLINK(""{B}"",""ごみ"")"\n',
        "ｈｔｔｐｓ：／／ｗｗｗ．ｃｉｔｙ．ｅｘａｍｐｌｅ．ｊｐ／ｋｕｒａｓｈｉ／\n" + B,
        f"\u3000{A}\u3000\n <{B}>\t\n",
        f'URL,本文\n{A},"一行目\n{A}x\n三行目"\n{B},\n',
    ],
    ids=[
        "lines", "comment-blank-twice", "one-column", "header", "no-header", "other-header", "title-above", "street-addresses",
        "formula", "quoted-formula", "full-width", "blanks-around", "lines-in-a-cell",
    ],
)  # fmt: skip
def test_lists_of_all_kinds(text: str) -> None:
    assert addresses(text.encode()) == SeedList((A, B))


def test_paths_from_the_root_are_given_as_they_are() -> None:
    text = "パス,題名\n/kurashi/index.html,くらし\n/,トップ\n／gomi／,ごみ\n"
    assert addresses(text.encode("cp932")).urls == ("/kurashi/index.html", "/", "/gomi/")


@pytest.mark.parametrize("header", ["", "URL\n"], ids=["no-header", "header"])
def test_commas_of_an_address_are_no_delimiters(header: str) -> None:
    lines = "https://h.example/hp/0,1234,56.html\nhttps://h.example/hp/0,1235,56.html\n"
    assert addresses((header + lines).encode()).urls == tuple(lines.split())


def test_a_header_tells_which_delimiter_is_meant() -> None:
    text = "URL;題名\nhttps://h.example/a?x=1,2;くらし\nhttps://h.example/a?x=1,3;ごみ\n"
    assert addresses(text.encode()).urls == ("https://h.example/a?x=1,2", "https://h.example/a?x=1,3")


def test_rows_without_an_address_are_told_by_their_line() -> None:
    text = f'URL,題名\n,下書き\n{A},"二行の\n題名"\n未公開,ごみ\nmailto:a@example.jp,連絡先\n\n{B},\n'
    assert addresses(text.encode()) == SeedList(
        (A, B), ("line 2: no address", "line 5: no address", "line 6: no address")
    )


def test_of_many_rows_without_an_address_the_first_are_told() -> None:
    found = addresses(f"URL,題名\n{A},\n".encode() + b"x,y\n" * 20)
    assert found.problems == (
        *(f"line {line}: no address" for line in range(3, 12)),
        "11 more lines without an address",
    )


def test_quotes_that_do_not_pair_lose_no_row() -> None:
    text = f'URL,題名\n{A},"くらし"の窓口\n{B},"ごみ\nhttps://h.example/last,終\n'
    assert addresses(text.encode()).urls == (A, B, "https://h.example/last")


def test_a_cell_that_is_too_long_for_a_csv_reader_loses_no_row() -> None:
    text = f"URL,本文\n{A},{'x' * 200_000}\n{B},\n"
    assert addresses(text.encode()).urls == (A, B)


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", "題名,本文\nくらし,手続き\n".encode(), b"PK\x03\x04\x00\x00", b"\xff\xfe", b"a@example.jp\n"],
    ids=["empty", "blank", "no-addresses", "xlsx", "mark-alone", "mail"],
)
def test_what_holds_no_address(data: bytes) -> None:
    assert addresses(data) == SeedList(())


def test_a_huge_list_is_read_in_seconds() -> None:
    rows = "".join(
        f"{number},くらし{number},https://www.city.example.jp/{number}.html,公開\r\n" for number in range(200_000)
    )
    begin = time.process_time()

    found = addresses(("番号,題名,URL,状態\r\n" + rows).encode("cp932"))
    assert len(found.urls) == 200_000
    assert time.process_time() - begin < 10
