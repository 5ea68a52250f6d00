-- What attempts and requests cost, in nano-USD (10^-9 USD). NULL means that the price, or what was consumed, is not known:
-- unknown, which is not 0. cost_estimated: 1 where our own count of tokens stands in for one that nobody reported.

ALTER TABLE request ADD COLUMN cost_nanos INTEGER;
ALTER TABLE request ADD COLUMN cost_estimated INTEGER;
ALTER TABLE attempt ADD COLUMN cost_nanos INTEGER;
ALTER TABLE attempt ADD COLUMN cost_estimated INTEGER;
ALTER TABLE attempt ADD COLUMN price_source TEXT;
ALTER TABLE attempt ADD COLUMN cache_write_long_tokens INTEGER;
