-- kms_key_id is the user key that protects new versions, null for the service key. Names of keys do not change, so they are kept beside the ids.
ALTER TABLE secrets_secrets ADD COLUMN kms_key_id TEXT;
ALTER TABLE secrets_secrets ADD COLUMN kms_key_name TEXT;
ALTER TABLE secrets_secrets ADD COLUMN is_access_control_enabled {{int64}} NOT NULL DEFAULT 0;
ALTER TABLE secrets_secrets ADD COLUMN changed_at {{int64}};
ALTER TABLE secrets_secrets ADD COLUMN changed_by TEXT;

CREATE INDEX secrets_secrets_by_key ON secrets_secrets (project_id, kms_key_id);

-- The key that protects this version, null for the service key.
ALTER TABLE secrets_versions ADD COLUMN kms_key_id TEXT;
ALTER TABLE secrets_versions ADD COLUMN kms_key_name TEXT;
ALTER TABLE secrets_versions ADD COLUMN kms_key_version {{int64}};
ALTER TABLE secrets_versions ADD COLUMN destruction_at {{int64}};

CREATE INDEX secrets_versions_by_key ON secrets_versions (project_id, kms_key_id);

-- The wrapped data keys, apart from what they encrypt: without its row here a value is lost, and rewriting a narrow table after a destruction is cheap.
-- key_id and term repeat what the header says, so that a rotation finds what is left to re-wrap.
CREATE TABLE secrets_data_keys (
    project_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    version {{int64}} NOT NULL,
    wrapped {{blob}} NOT NULL,
    term {{int64}} NOT NULL,
    PRIMARY KEY (project_id, secret_id, version)
) {{strict}};

-- An envelope begins with its wrapped data key, 101 bytes; until now every service key has had one term.
INSERT INTO secrets_data_keys (project_id, secret_id, version, wrapped, term)
SELECT project_id, secret_id, version, substr(envelope, 1, 101), 1 FROM secrets_versions WHERE envelope IS NOT NULL;

UPDATE secrets_versions SET envelope = substr(envelope, 102) WHERE envelope IS NOT NULL;

ALTER TABLE secrets_versions RENAME COLUMN envelope TO ciphertext;
