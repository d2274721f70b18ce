-- What a change of a sent order has changed, field by field, as JSON (AUD-1, CHG-1).
ALTER TABLE order_history ADD COLUMN changes TEXT;
