"""The encoding of a text file, found by its mark or by trying."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.core.reading.encoding import Encoding, find_encoding

KOREAN = "국가,품목,수출 금액(천달러)\n일본,인조흑연,1200\n중국,콜타르 피치,350\n"
JAPANESE = "国名,品名,数量\n韓国,ピッチコークス,36993\n中国,人造黒鉛,450\n"
KANJI = "国名,数量,金額,単位\n中国,36993,450,千円\n"
CHINESE = "国家,商品,数量,金额\n韩国,人造石墨,1200,350\n日本,沥青焦,20,7\n"
WESTERN = "Länder,Menge\nCôte d'Ivoire,4\nTürkiye,62.5€\n"


def found(folder: Path, content: bytes, declared: str = "") -> Encoding:
    path = folder / "a.csv"
    path.write_bytes(content)
    return find_encoding(path, declared)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("a,b\n1,2\n", "utf-8"),
        (KOREAN, "utf-8"),
        (KOREAN, "utf-8-sig"),
        (KOREAN, "utf-16"),
        (KOREAN, "utf-16-le"),
        (KOREAN, "utf-16-be"),
        (KOREAN, "cp949"),
        ("구분,금액\n계,1\n", "cp949"),
        (JAPANESE, "utf-8"),
        (JAPANESE, "cp932"),
        (KANJI, "cp932"),
        ("品目,輸入,価格\n石炭,1,2\n黒鉛,3,4\n", "cp932"),
        (CHINESE, "gb18030"),
        (WESTERN, "cp1252"),
        ("Preis,1°\n", "cp1252"),
        ("Länder,Réunion\n", "cp1252"),
        ("国家,海关,进口,合计,编码,数量,美元\n", "gb18030"),
    ],
)
def test_that_the_encoding_is_found(tmp_path: Path, text: str, codec: str) -> None:
    assert found(tmp_path, text.encode(codec)) == Encoding(codec)


def test_that_one_stray_zero_byte_does_not_make_a_text_of_wide_letters(tmp_path: Path) -> None:
    content = KOREAN.encode("utf-8").replace(b",", b",\0", 1)
    assert found(tmp_path, content) == Encoding("utf-8")


def test_that_bytes_no_encoding_has_are_still_read(tmp_path: Path) -> None:
    assert found(tmp_path, b"a,b\n\x81 \x8d,2\n") == Encoding("latin-1")


def test_that_a_file_cut_inside_of_a_letter_stays_what_it_was(tmp_path: Path) -> None:
    cut = (KOREAN * 20).encode("utf-8").rstrip()
    assert found(tmp_path, cut + "원".encode()[:2]) == Encoding("utf-8", strict=False)


def test_that_a_wrong_byte_far_down_is_found(tmp_path: Path) -> None:
    content = b"a,b\n" * 400_000 + b"T\xfcrkiye,1\n"
    assert found(tmp_path, content) != Encoding("utf-8")


def test_that_what_a_page_says_about_itself_is_taken_only_if_it_fits(tmp_path: Path) -> None:
    korean = KOREAN.encode("cp949")
    assert found(tmp_path, korean, "euc-kr") == Encoding("cp949")
    assert found(tmp_path, korean, "utf-8") == Encoding("cp949")
    assert found(tmp_path, korean, "no-such-thing") == Encoding("cp949")
