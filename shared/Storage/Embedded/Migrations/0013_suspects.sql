-- Whether the last claim ended without an outcome: the row may be what ended its worker, so it runs alone until an attempt ends in order.
ALTER TABLE executions ADD COLUMN suspect INTEGER NOT NULL DEFAULT 0;
