-- Access rules.
-- A rule: a call that access keys of the user may be limited to. Keys with the same rule share its row, which outlives them.
CREATE TABLE iam_access_rules (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE UNIQUE INDEX iam_access_rules_by_content ON iam_access_rules (user_id, service, method, path);

CREATE TABLE iam_access_key_rules (
    access_key_id TEXT NOT NULL REFERENCES iam_access_keys (id) ON DELETE CASCADE,
    access_rule_id TEXT NOT NULL REFERENCES iam_access_rules (id),
    PRIMARY KEY (access_key_id, access_rule_id)
) {{strict}};

CREATE INDEX iam_access_key_rules_rule ON iam_access_key_rules (access_rule_id);

-- has_access_rules: 1 if tokens of the key are limited to its rules, so that a key whose rules were lost is good for nothing.
ALTER TABLE iam_access_keys ADD COLUMN has_access_rules {{int64}} NOT NULL DEFAULT 0;
ALTER TABLE iam_access_keys ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
UPDATE iam_access_keys SET name_key = upper(name);
CREATE INDEX iam_access_keys_by_name ON iam_access_keys (user_id, name_key);

-- Credentials.
-- EC2 (S3) keys and whatever else /credentials is given. sealed: the blob, encrypted and bound to id, user, project and type. id: of an EC2 key the SHA-256 of its access
-- id in hex, as in Keystone.
CREATE TABLE iam_credentials (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
    project_id TEXT REFERENCES iam_projects (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    sealed {{blob}} NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_credentials_user ON iam_credentials (user_id, type);
CREATE INDEX iam_credentials_project ON iam_credentials (project_id);
