-- The compute node's store, version 1. Records and sums are as in the requester's store.

-- num numbers the executions in the order in which they came.
CREATE TABLE executions (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL
);
CREATE UNIQUE INDEX executions_id ON executions (id);

-- Apart from the executions: jobs may be large and do not change when executions move.
CREATE TABLE jobs (
    execution INTEGER PRIMARY KEY,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL
);
