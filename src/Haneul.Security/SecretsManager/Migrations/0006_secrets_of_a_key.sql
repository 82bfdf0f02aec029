-- The secrets that a key protects are listed by name (ListSecrets, kms_key_id): without the name, and the id that every order ends with, in the index, the engine goes through
-- all secrets of the project in the order of names and finds the few, or none, among them.
DROP INDEX secrets_secrets_by_key;
CREATE INDEX secrets_secrets_by_key ON secrets_secrets (project_id, kms_key_id, name, id);
