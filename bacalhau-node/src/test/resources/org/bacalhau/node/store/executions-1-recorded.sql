PRAGMA application_id = 1113802033;
PRAGMA user_version = 1;

CREATE TABLE executions (
    num INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL
);
CREATE UNIQUE INDEX executions_id ON executions (id);
CREATE TABLE jobs (
    execution INTEGER PRIMARY KEY,
    record BLOB NOT NULL,
    sum INTEGER NOT NULL
);

INSERT INTO executions VALUES (
    1,
    'e-00000000-0000-4000-8000-000000000001',
    CAST('{"v":1,"id":"e-00000000-0000-4000-8000-000000000001","requester":"requester","waitForApproval":true,"allocated":{"cpuMillis":1500,"memoryBytes":1099511627776,"diskBytes":5,"gpus":1,"gpuDevices":[{"name":"T4","vendor":"NVIDIA","memoryMebibytes":15360,"pciAddress":"0000:01:00"}]},"status":{"state":"COMPLETED","message":"said"},"completed":{"published":{"type":"local","params":{"URL":"file:///x","Size":9007199254740993}},"output":{"stdout":"o","stdoutTruncated":true,"stderr":"e","stderrTruncated":true,"exitCode":3}},"revision":4,"created":[1767225600,0],"modified":[1767225600,1]}' AS BLOB),
    2820079570);
INSERT INTO executions VALUES (
    2,
    'e-00000000-0000-4000-8000-000000000002',
    CAST('{"v":1,"id":"e-00000000-0000-4000-8000-000000000002","requester":"requester","allocated":{},"status":{"state":"FAILED","message":"no entry point"},"failed":{"failure":{"code":"BAD_PROGRAM","message":"no entry point","hint":"name one"},"event":{"topic":"Running Execution","message":"no entry point","time":[1767225600,0],"details":{"ErrorCode":"BAD_PROGRAM","FailsExecution":"true","Hint":"name one","IsError":"true"}}},"revision":3,"created":[1767225600,0],"modified":[1767225601,0]}' AS BLOB),
    2057046266);

INSERT INTO jobs VALUES (
    1,
    CAST('{"v":1,"id":"j-00000000-0000-4000-8000-000000000001","status":{"state":"RUNNING","message":"it runs \u2013 \"\u00FCn\u00EFcode\" \u2713"},"revision":2,"created":[1767225600,0],"modified":[1767225600,123456789],"spec":{"name":"full","namespace":"space","type":"SERVICE","priority":-5,"count":2,"constraints":[{"key":"zone","operator":"IN","values":["a","b"]},{"key":"gpu","operator":"DOES_NOT_EXIST"}],"meta":{"job":"fact"},"labels":{"team":"a"},"tasks":[{"name":"main","engine":{"type":"wasm","params":{"EntryPoint":"_start"}},"publisher":{"type":"s3","params":{"Bucket":"b","Key":null}},"env":{"A":"1"},"meta":{"task":"fact"},"inputs":[{"source":{"type":"inline","params":{"URL":"data:,x","Number":1,"Yes":true,"List":["a",2,null,{"k":[]}]}},"target":"/inputs"}],"results":[{"name":"outputs","path":"/outputs"}],"resources":{"cpu":"500m","memory":"1gb","disk":"2gib","gpu":"1"},"network":{"type":"HTTP","domains":["example.com"]},"timeouts":{"execution":[1,0],"queue":[2,0],"total":[3,0]}}]}}' AS BLOB),
    3508289769);
INSERT INTO jobs VALUES (
    2,
    CAST('{"v":1,"id":"j-00000000-0000-4000-8000-000000000002","status":{"state":"PENDING"},"revision":1,"created":[1767225600,0],"modified":[1767225600,0],"spec":{"name":"test","namespace":"default","type":"BATCH","count":1,"tasks":[{"name":"main","engine":{"type":"noop"}}]}}' AS BLOB),
    491036022);
