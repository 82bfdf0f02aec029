-- The list of the secrets that a key protects is newest first unless asked otherwise: without the age in the index, the engine goes through all secrets of the project by age and finds the
-- few, or none, among them.
CREATE INDEX secrets_secrets_by_key_and_age ON secrets_secrets (project_id, kms_key_id, created_at, id);
