-- The requester's store, version 1. A "record" is JSON (see the package store.codec); a "sum" is the CRC-32C of the record
-- and of the columns by which it is found, or the id of the job it belongs to. Times are nanoseconds since 1970, those before 1677 and after 2262 as the least
-- and greatest number.

-- num numbers the jobs in the order in which they came. ended is null while the job has not ended.
CREATE TABLE jobs (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    namespace TEXT NOT NULL,
    state TEXT NOT NULL,
    created INTEGER NOT NULL,
    ended INTEGER,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL
);
CREATE UNIQUE INDEX jobs_id ON jobs (id);
CREATE INDEX jobs_created ON jobs (created, id);
CREATE INDEX jobs_namespace_created ON jobs (namespace, created, id);
CREATE INDEX jobs_namespace_id ON jobs (namespace, id);
CREATE INDEX jobs_state_created ON jobs (state, created, id);
CREATE INDEX jobs_state_id ON jobs (state, id);
CREATE INDEX jobs_active ON jobs (created, id) WHERE ended IS NULL;
CREATE INDEX jobs_ended ON jobs (ended, num) WHERE ended IS NOT NULL;

-- Apart from the jobs: specs may be large and do not change when jobs move.
CREATE TABLE specs (
    job INTEGER PRIMARY KEY,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL
);

-- Derived from the specs.
CREATE TABLE labels (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    created INTEGER NOT NULL,
    id TEXT NOT NULL,
    job INTEGER NOT NULL,
    PRIMARY KEY (key, value, created, id)
) WITHOUT ROWID;
CREATE INDEX labels_id ON labels (key, value, id, job);

-- num numbers the executions in the order in which they came.
CREATE TABLE executions (
    num INTEGER PRIMARY KEY,
    job INTEGER NOT NULL,
    id TEXT NOT NULL,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL
);
CREATE UNIQUE INDEX executions_id ON executions (job, id);
CREATE INDEX executions_job ON executions (job, num);

CREATE TABLE history (
    job INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL,
    PRIMARY KEY (job, sequence)
) WITHOUT ROWID;

CREATE TABLE nodes (
    id TEXT PRIMARY KEY,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL
) WITHOUT ROWID;
