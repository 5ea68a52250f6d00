-- Why a request went where it went, as a compact JSON text; and how a request is found by its x-request-id.

CREATE TABLE decision (
    request INTEGER PRIMARY KEY REFERENCES request (id) ON DELETE CASCADE,
    told    TEXT NOT NULL
) STRICT;

CREATE INDEX request_by_request_id ON request (request_id);
