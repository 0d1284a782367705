CREATE TABLE dead_letters (
    id uuid PRIMARY KEY,
    queue text NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    execution_id uuid,
    attempts integer NOT NULL,
    caller text,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX dead_letters_newest ON dead_letters (created_at DESC, id DESC);
