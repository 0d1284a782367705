-- Of a secret only its public prefix and the SHA-256 of the whole are kept. The previous one is good until previous_until.
-- A revoked key stays: executions carry its id, and whoever still uses it is told.
CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    prefix text NOT NULL UNIQUE,
    hash bytea NOT NULL,
    previous_prefix text UNIQUE,
    previous_hash bytea,
    previous_until timestamptz,
    generation integer NOT NULL,
    scopes text NOT NULL,
    engines text NOT NULL,
    hourly_limit bigint,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    expires_at timestamptz,
    rotated_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT whole_previous CHECK (
        (previous_prefix IS NULL) = (previous_hash IS NULL) AND (previous_prefix IS NULL) = (previous_until IS NULL))
);
