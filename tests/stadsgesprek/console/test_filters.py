"""Filters: what stands in an address is what was asked."""

from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from stadsgesprek.console.filters import PARAMETERS, Filters, read

_words = st.text(min_size=1, max_size=30).map(lambda text: " ".join(text.split()))
_value = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=64)
_filters = st.builds(
    Filters,
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(lambda text: " ".join(text.split())),
    where=st.dictionaries(
        st.sampled_from(list(PARAMETERS.values())), st.lists(_value, min_size=1, max_size=5, unique=True).map(tuple)
    ),
    since=st.sampled_from(["", "2026-03-24", "2026-03-24T14:30:00+01:00"]),
    until=st.sampled_from(["", "2026-03-24", "2026-03-24T15:00:00+01:00"]),
    late=st.booleans(),
)


@given(_filters)
def test_an_address_reads_back_as_the_filters_that_made_it(filters: Filters) -> None:
    assert read(QueryParams(urlsplit(filters.url()).query)) == filters


@given(_filters)
def test_taking_every_value_away_leaves_no_facet(filters: Filters) -> None:
    for facet, values in filters.where.items():
        for value in values:
            filters = filters.without(facet, value)
    assert filters.where == {}
