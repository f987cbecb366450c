-- Instants are whole microseconds since 1970 UTC, identities the 16 bytes of a UUID, `json` is a record of schemas/.

CREATE TABLE queue (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice, so that a place in a dead letter stays true
    topic TEXT NOT NULL,
    key BLOB NOT NULL,
    headers BLOB NOT NULL,                  -- JSON, pairs of name and value, each byte of a value one character
    body BLOB NOT NULL,
    bytes INTEGER NOT NULL
);
CREATE TABLE queue_size (events INTEGER NOT NULL, bytes INTEGER NOT NULL);
INSERT INTO queue_size VALUES (0, 0);

CREATE TABLE records (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    published INTEGER NOT NULL,
    shown INTEGER NOT NULL,                 -- 0 while there is feedback and no message yet
    parent BLOB,
    deadline INTEGER,
    channel TEXT, intent TEXT, topic TEXT, status TEXT, urgency TEXT, sentiment TEXT, language TEXT, outcome TEXT,
    action TEXT, way TEXT
);
CREATE INDEX records_by_time ON records (published, id) WHERE shown = 1;
CREATE INDEX records_by_status ON records (status, published, id) WHERE shown = 1;
CREATE INDEX records_by_parent ON records (parent, published, id) WHERE shown = 1 AND parent IS NOT NULL;

-- Apart, so that counting reads none of it.
CREATE TABLE bodies (seq INTEGER PRIMARY KEY REFERENCES records, json BLOB NOT NULL);

-- What the rules could look at, a JSON object, apart from the bodies as well: other rules are tried on all of these.
CREATE TABLE features (seq INTEGER PRIMARY KEY REFERENCES records, json BLOB NOT NULL);

-- What the messages said whose records are masked (schemas/original.py), for people with the right to read it.
CREATE TABLE originals (seq INTEGER PRIMARY KEY REFERENCES records, json BLOB NOT NULL);

CREATE TABLE departments (
    record INTEGER NOT NULL REFERENCES records,
    value TEXT NOT NULL,
    PRIMARY KEY (record, value)
) WITHOUT ROWID;

-- Holds the folded words of streams/words.py joined by blanks, all letters and digits: `ascii` splits at the blanks
-- and nowhere else. No positions, for there are no phrases.
CREATE VIRTUAL TABLE texts USING fts5 (words, tokenize = 'ascii', detail = none, columnsize = 0);

CREATE TABLE outbox (
    position INTEGER PRIMARY KEY,
    department TEXT NOT NULL,
    message BLOB NOT NULL,
    revision INTEGER NOT NULL,
    offered INTEGER NOT NULL,
    UNIQUE (department, message)
);
CREATE INDEX outbox_by_department ON outbox (department, position);

CREATE TABLE letters (seq INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, json BLOB NOT NULL);

-- The log of rules. Without AUTOINCREMENT, so that a number is how many entries there are: none ever leaves.
CREATE TABLE rules (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, json BLOB NOT NULL);
CREATE TRIGGER rules_unchanged BEFORE UPDATE ON rules BEGIN
    SELECT raise(ABORT, 'an entry of the log of rules is never changed');
END;
CREATE TRIGGER rules_kept BEFORE DELETE ON rules BEGIN
    SELECT raise(ABORT, 'an entry of the log of rules is never removed');
END;
-- INSERT OR REPLACE would remove one without asking the trigger above.
CREATE TRIGGER rules_once BEFORE INSERT ON rules
WHEN EXISTS (SELECT 1 FROM rules WHERE id = new.id OR seq = new.seq) BEGIN
    SELECT raise(IGNORE);
END;
