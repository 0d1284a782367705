-- Long payloads are compressed before they come here: no use in trying once more.
ALTER TABLE executions
    ALTER COLUMN input_bytes SET STORAGE EXTERNAL,
    ALTER COLUMN result_bytes SET STORAGE EXTERNAL;
