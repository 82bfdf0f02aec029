-- When a token was last made with the key, to the minute: who keeps keys that nobody uses should see it. Null for never, and for keys that were not used since this column is there.
ALTER TABLE iam_access_keys ADD COLUMN last_used_at {{int64}};
