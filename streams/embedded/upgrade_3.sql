-- From version 2 to 3: personal data masked in the records, what it took out apart. streams/embedded/upgrade.py then
-- masks the records that are there.

CREATE TABLE originals (seq INTEGER PRIMARY KEY REFERENCES records, json BLOB NOT NULL);
