PRAGMA application_id = 1113803313;
PRAGMA user_version = 1;

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
CREATE TABLE specs (
    job INTEGER PRIMARY KEY,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL
);
CREATE TABLE labels (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    created INTEGER NOT NULL,
    id TEXT NOT NULL,
    job INTEGER NOT NULL,
    PRIMARY KEY (key, value, created, id)
) WITHOUT ROWID;
CREATE INDEX labels_id ON labels (key, value, id, job);
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

INSERT INTO jobs VALUES (
    1,
    'j-00000000-0000-4000-8000-000000000001',
    'space',
    'RUNNING',
    1767225600000000000,
    NULL,
    CAST('{"v":1,"id":"j-00000000-0000-4000-8000-000000000001","status":{"state":"RUNNING","message":"it runs \u2013 \"\u00FCn\u00EFcode\" \u2713"},"revision":2,"created":[1767225600,0],"modified":[1767225600,123456789]}' AS BLOB),
    1552822185);
INSERT INTO jobs VALUES (
    2,
    'j-00000000-0000-4000-8000-000000000002',
    'default',
    'FAILED',
    1767225602000000000,
    1767225662000000000,
    CAST('{"v":1,"id":"j-00000000-0000-4000-8000-000000000002","status":{"state":"FAILED"},"revision":2,"created":[1767225602,0],"modified":[1767225662,0]}' AS BLOB),
    142573590);

INSERT INTO specs VALUES (
    1,
    CAST('{"v":1,"name":"full","namespace":"space","type":"SERVICE","priority":-5,"count":2,"constraints":[{"key":"zone","operator":"IN","values":["a","b"]},{"key":"gpu","operator":"DOES_NOT_EXIST"}],"meta":{"job":"fact"},"labels":{"team":"a"},"tasks":[{"name":"main","engine":{"type":"wasm","params":{"EntryPoint":"_start"}},"publisher":{"type":"s3","params":{"Bucket":"b","Key":null}},"env":{"A":"1"},"meta":{"task":"fact"},"inputs":[{"source":{"type":"inline","params":{"URL":"data:,x","Number":1,"Yes":true,"List":["a",2,null,{"k":[]}]}},"target":"/inputs"}],"results":[{"name":"outputs","path":"/outputs"}],"resources":{"cpu":"500m","memory":"1gb","disk":"2gib","gpu":"1"},"network":{"type":"HTTP","domains":["example.com"]},"timeouts":{"execution":[1,0],"queue":[2,0],"total":[3,0]}}]}' AS BLOB),
    2062353843);
INSERT INTO specs VALUES (
    2,
    CAST('{"v":1,"name":"test","namespace":"default","type":"BATCH","count":1,"tasks":[{"name":"main","engine":{"type":"noop"}}]}' AS BLOB),
    2241713773);

INSERT INTO labels VALUES (
    'team',
    'a',
    1767225600000000000,
    'j-00000000-0000-4000-8000-000000000001',
    1);

INSERT INTO executions VALUES (
    1,
    1,
    'e-00000000-0000-4000-8000-000000000001',
    CAST('{"v":1,"id":"e-00000000-0000-4000-8000-000000000001","job":"j-00000000-0000-4000-8000-000000000001","namespace":"space","evaluation":"v-00000000-0000-4000-8000-000000000001","node":"node-1","allocated":{"cpuMillis":1500,"memoryBytes":1099511627776,"diskBytes":5,"gpus":1,"gpuDevices":[{"name":"T4","vendor":"NVIDIA","memoryMebibytes":15360,"pciAddress":"0000:01:00"}]},"desired":{"state":"STOPPED","message":"execution failed"},"compute":{"state":"FAILED","message":"no answer"},"output":{"stdout":"out","stdoutTruncated":true,"stderr":"err\u0000\n","exitCode":3,"error":"trap"},"failure":{"code":"UPSTREAM_FAILED","message":"no answer","hint":"try again"},"revision":2,"created":[1767225601,0],"modified":[1767225600,123456789]}' AS BLOB),
    98420332);
INSERT INTO executions VALUES (
    2,
    1,
    'e-00000000-0000-4000-8000-000000000002',
    CAST('{"v":1,"id":"e-00000000-0000-4000-8000-000000000002","job":"j-00000000-0000-4000-8000-000000000001","namespace":"space","evaluation":"v-00000000-0000-4000-8000-000000000002","node":"node-2","allocated":{"cpuMillis":1500,"memoryBytes":1099511627776,"diskBytes":5,"gpus":1,"gpuDevices":[{"name":"T4","vendor":"NVIDIA","memoryMebibytes":15360,"pciAddress":"0000:01:00"}]},"desired":{"state":"STOPPED","message":"execution completed"},"compute":{"state":"COMPLETED","message":"Accepted job"},"published":{"type":"inline","params":{"URL":"data:,x","Number":1,"Yes":true,"List":["a",2,null,{"k":[]}]}},"output":{"stdout":"ok"},"previous":"e-00000000-0000-4000-8000-000000000001","revision":3,"created":[1767225602,0],"modified":[1767225600,123456790]}' AS BLOB),
    419350330);
INSERT INTO executions VALUES (
    3,
    2,
    'e-00000000-0000-4000-8000-000000000002',
    CAST('{"v":1,"id":"e-00000000-0000-4000-8000-000000000002","job":"j-00000000-0000-4000-8000-000000000002","namespace":"default","evaluation":"v-00000000-0000-4000-8000-000000000002","node":"node-2","allocated":{"cpuMillis":500,"memoryBytes":1000000},"desired":{"state":"PENDING"},"compute":{"state":"NEW"},"revision":1,"created":[1767225600,0],"modified":[1767225600,0]}' AS BLOB),
    2211475189);

INSERT INTO history VALUES (
    1,
    1,
    CAST('{"v":1,"sequence":1,"previous":"PENDING","next":"RUNNING","revision":2,"event":{"topic":"Scheduling","message":"said","time":[1767225600,123456789],"details":{"Hint":"do","IsError":"true"}},"time":[1767225600,123456789]}' AS BLOB),
    1612010903);
INSERT INTO history VALUES (
    1,
    2,
    CAST('{"v":1,"sequence":2,"execution":"e-00000000-0000-4000-8000-000000000001","node":"node-1","previous":"NEW","next":"FAILED","revision":2,"time":[1767225600,123456789]}' AS BLOB),
    3337826469);
INSERT INTO history VALUES (
    2,
    1,
    CAST('{"v":1,"sequence":1,"previous":"PENDING","next":"PENDING","revision":1,"time":[1767225602,0]}' AS BLOB),
    3177688639);
INSERT INTO history VALUES (
    2,
    2,
    CAST('{"v":1,"sequence":2,"previous":"PENDING","next":"FAILED","revision":2,"time":[1767225662,0]}' AS BLOB),
    4178814000);

INSERT INTO nodes VALUES (
    'node-7',
    CAST('{"v":1,"id":"node-7","membership":"REJECTED","labels":{"number":"7"},"compute":{"engines":["noop"],"publishers":["noop"],"storageSources":["inline"],"maxCapacity":{"cpuMillis":4000,"memoryBytes":8000000000,"diskBytes":100000000000},"availableCapacity":{"cpuMillis":4000,"memoryBytes":8000000000,"diskBytes":100000000000},"queuedCapacity":{},"maxJobRequirements":{"cpuMillis":4000,"memoryBytes":8000000000,"diskBytes":100000000000}},"version":{"version":"v1.4.0","commit":"abc","os":"linux","architecture":"amd64"}}' AS BLOB),
    277240513);
