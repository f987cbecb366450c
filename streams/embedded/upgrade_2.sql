-- From version 1 to 2: the way of each decision, its features apart, the log of rules.

ALTER TABLE records ADD COLUMN way TEXT;
CREATE TABLE features (seq INTEGER PRIMARY KEY REFERENCES records, json BLOB NOT NULL);

-- As processors/fold.py has it: the ids of the questions answered ja, in their order; none longer than 8000.
UPDATE records SET way = (
    SELECT coalesce(group_concat(node, '>'), '')
    FROM (
        SELECT json_extract(step.value, '$.node') AS node
        FROM bodies, json_each(CAST(bodies.json AS TEXT), '$.result.decision.path') AS step
        WHERE bodies.seq = records.seq AND json_extract(step.value, '$.answer')
        ORDER BY step.key
    )
) WHERE outcome IS NOT NULL;
UPDATE records SET way = NULL WHERE length(way) > 8000;
UPDATE bodies SET json = CAST(json_set(CAST(json AS TEXT), '$.current.way', records.way) AS BLOB)
FROM records WHERE records.seq = bodies.seq AND records.way IS NOT NULL;

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
