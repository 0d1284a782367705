-- Grows with every change, so that what was read before it fires nothing after it.
ALTER TABLE schedules ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

CREATE INDEX schedules_of_caller ON schedules (caller, created_at DESC, id DESC);
CREATE INDEX schedules_newest ON schedules (created_at DESC, id DESC);
