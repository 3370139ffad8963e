"""Writes resources/reference/country_codes.csv and country_names.csv.

Needs pycountry (ISO 3166: codes and names) and Babel (Unicode CLDR: names in English, Korean and
Japanese), which the program itself does not: `pip install pycountry babel`. Our own variants,
which no library has, are kept by hand in resources/reference/country_variants.csv.
"""

import csv
from pathlib import Path

import babel
import pycountry

REFERENCE = Path(__file__).resolve().parents[1] / "resources" / "reference"
LANGUAGES = ("en", "ko", "ja")
KOSOVO = ("XKX", "XK", "")


def main() -> None:
    countries = sorted(pycountry.countries, key=lambda country: country.alpha_3)
    codes = [(country.alpha_3, country.alpha_2, country.numeric) for country in countries]
    write("country_codes.csv", "country,alpha2,numeric", sorted([*codes, KOSOVO]))
    names = {}
    for country in countries:
        for kind in ("name", "common_name", "official_name"):
            if hasattr(country, kind):
                names[country.alpha_3, getattr(country, kind)] = None
    for language in LANGUAGES:
        territories = babel.Locale(language).territories
        for alpha3, alpha2, _ in [*codes, KOSOVO]:
            for key in (alpha2, f"{alpha2}-alt-short", f"{alpha2}-alt-variant"):
                if key in territories:
                    names[alpha3, territories[key]] = None
    write("country_names.csv", "country,name", sorted(names))


def write(name: str, header: str, rows: list[tuple[str, ...]]) -> None:
    with (REFERENCE / name).open("w", encoding="utf-8", newline="") as file:
        file.write("# ISO 3166-1 (pycountry), names also of Unicode CLDR; ")
        file.write("made by tools/build_country_variants.py, do not edit.\n")
        file.write(header + "\n")
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
