-- Only indexes that a question of ours goes by, and none whose entries fall all over it: a row of the ledger then
-- touches pages that are at hand. Request ids are random, so they are kept in spans of 4096 rows, each with its own
-- order; a search looks into one span after the other. UsageSql.REQUESTS_WITH_ID must name the same span.

DROP INDEX request_by_model;
DROP INDEX request_by_key;
DROP INDEX attempt_by_provider;
DROP INDEX request_by_request_id;
CREATE INDEX request_by_request_id ON request (id >> 12, request_id);
