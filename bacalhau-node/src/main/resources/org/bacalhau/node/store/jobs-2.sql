-- The requester's store, version 2: lists in the order in which jobs last moved.

-- As in the record; when a record is read, that is checked. Of a record that cannot be read, which is found when it is
-- read, it does not matter.
ALTER TABLE jobs ADD COLUMN modified INTEGER NOT NULL DEFAULT 0;
UPDATE jobs SET modified = CASE WHEN json_valid(CAST(record AS TEXT)) THEN
    CASE
        WHEN json_extract(CAST(record AS TEXT), '$.modified[0]') >= 9223372036 THEN 9223372036854775807
        WHEN json_extract(CAST(record AS TEXT), '$.modified[0]') <= -9223372037 THEN -9223372036854775807 - 1
        ELSE coalesce(
            json_extract(CAST(record AS TEXT), '$.modified[0]') * 1000000000
                + json_extract(CAST(record AS TEXT), '$.modified[1]'),
            created)
    END
    ELSE created END;
CREATE INDEX jobs_modified ON jobs (modified, id);
CREATE INDEX jobs_namespace_modified ON jobs (namespace, modified, id);
CREATE INDEX jobs_state_modified ON jobs (state, modified, id);

ALTER TABLE labels ADD COLUMN modified INTEGER NOT NULL DEFAULT 0;
UPDATE labels SET modified = coalesce((SELECT modified FROM jobs WHERE num = labels.job), 0);
CREATE INDEX labels_modified ON labels (key, value, modified, id, job);
