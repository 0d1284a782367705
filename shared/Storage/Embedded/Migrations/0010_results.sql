-- Whether the result is that of an equal call before.
ALTER TABLE executions ADD COLUMN cached INTEGER NOT NULL DEFAULT 0;

-- Payloads above 1 MiB belong into the file store; a row has one only while the store is away.
CREATE INDEX executions_oversized ON executions (created_at) WHERE length(input_bytes) > 1048576 OR length(result_bytes) > 1048576;

CREATE VIEW oversized_work (kind, id, at) AS
SELECT 'oversized', id, created_at
FROM executions
WHERE length(input_bytes) > 1048576 OR length(result_bytes) > 1048576;
