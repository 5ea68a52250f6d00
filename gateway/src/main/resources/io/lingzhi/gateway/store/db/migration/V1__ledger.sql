-- The ledger: one row a request, one row an attempt.
-- Times are milliseconds since 1970-01-01T00:00:00Z, durations are microseconds.
-- NULL tokens mean that no upstream reported them: unknown, which is not 0.
-- input_tokens include cache reads and writes, output_tokens include reasoning.

CREATE TABLE request (
    id                 INTEGER PRIMARY KEY,
    at_millis          INTEGER NOT NULL,
    request_id         TEXT    NOT NULL,
    client_key_id      TEXT    NOT NULL,
    inbound            TEXT    NOT NULL,
    operation          TEXT    NOT NULL,
    model_asked        TEXT    NOT NULL,
    status             INTEGER NOT NULL,
    failure_kind       TEXT,
    streamed           INTEGER NOT NULL,
    latency_micros     INTEGER NOT NULL,
    first_token_micros INTEGER,
    input_tokens       INTEGER,
    output_tokens      INTEGER,
    cache_read_tokens  INTEGER,
    cache_write_tokens INTEGER,
    reasoning_tokens   INTEGER
);

CREATE INDEX request_by_time ON request (at_millis);
CREATE INDEX request_by_model ON request (model_asked, at_millis);
CREATE INDEX request_by_key ON request (client_key_id, at_millis);

CREATE TABLE attempt (
    request            INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
    position           INTEGER NOT NULL,
    at_millis          INTEGER NOT NULL,
    provider           TEXT    NOT NULL,
    upstream_model     TEXT    NOT NULL,
    credential_id      TEXT    NOT NULL,
    status             INTEGER,
    failure_kind       TEXT,
    latency_micros     INTEGER NOT NULL,
    first_token_micros INTEGER,
    input_tokens       INTEGER,
    output_tokens      INTEGER,
    cache_read_tokens  INTEGER,
    cache_write_tokens INTEGER,
    reasoning_tokens   INTEGER,
    PRIMARY KEY (request, position)
) WITHOUT ROWID;

CREATE INDEX attempt_by_time ON attempt (at_millis);
CREATE INDEX attempt_by_provider ON attempt (provider, at_millis);
