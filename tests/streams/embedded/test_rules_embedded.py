"""The log of rules on SQLite: whatever is tried, an entry stays as it was put."""

import pytest

from streams.embedded.database import Database
from streams.embedded.rules import EmbeddedRulesLog
from streams.ports import StoreError
from tests.contract.test_rules_log import entry


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rules SET json = '{}'",
        "UPDATE rules SET seq = seq + 10",
        "DELETE FROM rules",
        "DELETE FROM rules WHERE seq = 1",
    ],
)
def test_an_entry_is_not_changed_and_not_removed(database: Database, statement: str) -> None:
    log = EmbeddedRulesLog(database)
    put = [entry(1), entry(2)]
    for each in put:
        log.append(each)
    with pytest.raises(StoreError, match="never"), database.writing() as connection:
        connection.execute(statement)
    assert list(log.entries()) == put


def test_nor_is_it_replaced(database: Database) -> None:
    log = EmbeddedRulesLog(database)
    log.append(put := entry(1))
    with database.writing() as connection:
        connection.execute("INSERT OR REPLACE INTO rules (seq, id, json) VALUES (1, x'00', '{}')")
        connection.execute("INSERT OR REPLACE INTO rules (id, json) VALUES (?, '{}')", (put.id.bytes,))
    assert list(log.entries()) == [put]
