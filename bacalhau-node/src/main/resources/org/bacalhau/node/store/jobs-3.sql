-- The requester's store, version 3: finds a job by its submission (see JobStore.SUBMISSION_META). Null if the job's meta names none.
-- Earlier versions did not name it.
ALTER TABLE jobs ADD COLUMN submission TEXT;
CREATE INDEX jobs_submission ON jobs (submission) WHERE submission IS NOT NULL;
