CREATE TABLE dead_letters (
    id TEXT PRIMARY KEY,
    queue TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    execution_id TEXT,
    attempts INTEGER NOT NULL,
    caller TEXT,
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX dead_letters_newest ON dead_letters (created_at DESC, id DESC);
