-- What stands against credentials, kept over a restart. Times are in ISO 8601; model * means all models.

CREATE TABLE cooldown (
    credential_id TEXT    NOT NULL,
    model         TEXT    NOT NULL,
    cause         TEXT    NOT NULL,
    probe_at      TEXT    NOT NULL,
    until         TEXT    NOT NULL,
    level         INTEGER NOT NULL,
    PRIMARY KEY (credential_id, model)
) STRICT;
