"""plaatsen.csv: what is read of it, and how everything wrong in it is told."""

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.places_spec import PlaceEntry
from schemas.place import PlaceKind, Point
from stadsgesprek.pack.places import COLUMNS, MAX_BYTES, MAX_ROWS, read_places
from stadsgesprek.pack.problem import PackError

_HEADER = ";".join(COLUMNS)
_DISTRICTS = {
    *("antwerpen", "berchem", "berendrecht-zandvliet-lillo", "borgerhout", "borsbeek", "deurne", "ekeren"),
    *("hoboken", "merksem", "wilrijk"),
}


def read(*rows: str) -> tuple[PlaceEntry, ...]:
    return read_places("\n".join((_HEADER, *rows, "")).encode())


def problems(content: bytes) -> list[str]:
    with pytest.raises(PackError) as raised:
        read_places(content)
    return [str(problem) for problem in raised.value.problems]


def wrong(*rows: str) -> list[str]:
    return problems("\n".join((_HEADER, *rows)).encode())


def test_a_row_says_all_of_a_place() -> None:
    assert read("Groenplaats;plein;antwerpen;2000;51.21888;4.40120;Place Verte|Groenplein;") == (
        PlaceEntry(
            "Groenplaats",
            PlaceKind.plein,
            "antwerpen",
            "2000",
            Point(lat=51.21888, lon=4.4012),
            ("Place Verte", "Groenplein"),
        ),
    )


def test_most_of_a_row_may_be_left_empty() -> None:
    assert read("Zuid;wijk;;;;;;ja", "", ";;;;;;;", " Dam ; wijk ;;;;; |den Dam| ;") == (
        PlaceEntry("Zuid", PlaceKind.wijk, cue=True),
        PlaceEntry("Dam", PlaceKind.wijk, also=("den Dam",)),
    )


def test_a_spreadsheet_may_have_saved_it() -> None:
    content = f'\ufeff{_HEADER}\r\n"De ""Roma""";plek;borgerhout;2140;51,21;4,44;;\r\n'.encode()
    assert read_places(content) == (
        PlaceEntry('De "Roma"', PlaceKind.plek, "borgerhout", "2140", Point(lat=51.21, lon=4.44)),
    )


def test_one_name_in_several_districts() -> None:
    assert [entry.district for entry in read("Kerkstraat;straat;hoboken;;;;;", "Kerkstraat;straat;antwerpen;;;;;")] == [
        "hoboken",
        "antwerpen",
    ]


def test_everything_wrong_is_told_at_once_with_its_line() -> None:
    found = wrong(
        "Groenplaats;plain;antwerpen;2000;;;;",
        "Meir;straat;Antwerpen stad;20000;51.2;;;",
        ";straat;;;;;;",
        "Dam;wijk;;;;;;yes",
        "Kiel;wijk;;",
        "2060;postcode;antwerpen;2061;;;;",
        "Zuid;wijk;;;120.5;4.4;...|x;",
        "Zuid;wijk;;;;;;",
    )
    assert found == [
        "plaatsen.csv:2: kind: 'plain' is not known; did you mean plein?",
        "plaatsen.csv:3: district: 'Antwerpen stad' is no id; write small letters, digits and - , as in deurne",
        "plaatsen.csv:3: lat, lon: '51.2', '' is no point; write both in degrees, as in 51.22131 and 4.39973",
        "plaatsen.csv:3: postcode: '20000' is not four digits",
        "plaatsen.csv:4: name: '' is no name; write letters or digits, 200 at most",
        "plaatsen.csv:5: cue: 'yes' is not known; write ja, or nothing",
        "plaatsen.csv:6: has 4 columns where 8 were expected; put ; between the columns, also where they are empty",
        "plaatsen.csv:7: name: '2060' is not the postcode of the row; write it in both columns",
        "plaatsen.csv:8: also: has a name without letters, one that is too long, or too many; "
        "30 names at most, with | between them",
        "plaatsen.csv:8: lat, lon: 120.5, 4.4 is not on the globe; lat is -90 to 90, lon -180 to 180",
        "plaatsen.csv:9: 'Zuid' stands on line 8 as well; take one away",
    ]


def test_the_line_is_that_of_the_file_where_a_name_has_two() -> None:
    assert wrong('"De\nRoma";plek;;;;;;', "Meir;weg;;;;;;")[0].startswith("plaatsen.csv:4: kind: 'weg'")


@pytest.mark.parametrize("first", ["", "name,kind,district,postcode,lat,lon,also,cue", "naam;soort"])
def test_the_first_line_names_the_columns(first: str) -> None:
    (problem,) = problems(f"{first}\nMeir;straat;;;;;;".encode())
    assert problem.startswith("plaatsen.csv:1: the first line is ")
    assert problem.endswith(f"it must be {_HEADER}")


def test_a_file_that_is_no_text() -> None:
    assert problems(f"{_HEADER}\nCaf".encode() + b"\xe9;plek;;;;;;") == [
        "plaatsen.csv:2: is not UTF-8; save it as CSV UTF-8"
    ]


def test_a_quote_that_is_not_closed() -> None:
    (problem,) = wrong("Meir;straat;;;;;;", '"Dam;wijk;;;;;;')
    assert problem.startswith("plaatsen.csv:3: is not a table: ")


def test_limits() -> None:
    assert problems(b"x" * (MAX_BYTES + 1)) == [
        f"plaatsen.csv: is larger than {MAX_BYTES} bytes; leave out what nobody writes"
    ]
    (problem,) = wrong(*(f"S{number};straat;;;;;;" for number in range(MAX_ROWS + 5)))
    assert f"has more than {MAX_ROWS} places" in problem
    assert len(read(*(f"S{number};straat;;;;;;" for number in range(MAX_ROWS)))) == MAX_ROWS


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.binary(max_size=200), st.text(alphabet='";|\n\r,.0ax\u2028\x00 ', max_size=200).map(str.encode)))
def test_whatever_stands_in_it_the_answer_is_places_or_problems(rows: bytes) -> None:
    problems_found: tuple[object, ...] = ()
    entries: tuple[PlaceEntry, ...] = ()
    try:
        entries = read_places(_HEADER.encode() + b"\n" + rows)
    except PackError as error:
        problems_found = error.problems
    assert not (entries and problems_found)
    assert all(entry.name for entry in entries)


def test_the_list_of_antwerp() -> None:
    entries = read_places((files("stadsgesprek") / "cities" / "antwerpen" / "plaatsen.csv").read_bytes())
    assert len(entries) >= 2000
    assert {entry.district for entry in entries} - {None} == _DISTRICTS
    assert {entry.name for entry in entries if entry.kind is PlaceKind.postcode} == {
        *("2000", "2018", "2020", "2030", "2040", "2050", "2060", "2100", "2140", "2150", "2170", "2180", "2600"),
        *("2610", "2660"),
    }
    # A slip of a digit would put a street in the sea.
    points = [entry.point for entry in entries if entry.point is not None]
    assert len(points) >= 200
    assert all(51.14 < point.lat < 51.38 and 4.2 < point.lon < 4.5 for point in points)


def test_a_quote_that_is_open_in_the_first_line_is_told_there() -> None:
    with pytest.raises(PackError) as refused:
        read_places(b'"')
    (problem,) = refused.value.problems
    assert str(problem).startswith("plaatsen.csv:1: is not a table: ")
