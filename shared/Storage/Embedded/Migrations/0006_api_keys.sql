-- Of a secret only its public prefix and the SHA-256 of the whole are kept. The previous one is good until previous_until.
-- A revoked key stays: executions carry its id, and whoever still uses it is told.
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL UNIQUE,
    hash BLOB NOT NULL,
    previous_prefix TEXT UNIQUE,
    previous_hash BLOB,
    previous_until INTEGER,
    generation INTEGER NOT NULL,
    scopes TEXT NOT NULL,
    engines TEXT NOT NULL,
    hourly_limit INTEGER,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    expires_at INTEGER,
    rotated_at INTEGER,
    last_used_at INTEGER,
    revoked_at INTEGER,
    CONSTRAINT whole_previous CHECK (
        (previous_prefix IS NULL) = (previous_hash IS NULL) AND (previous_prefix IS NULL) = (previous_until IS NULL))
) STRICT;
