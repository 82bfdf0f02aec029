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

-- ---- Trusts ----
-- What a user (the trustor) lets another (the trustee) do in their place. role_ids: the roles that it names, separated by spaces; granted_role_ids: those and what they
-- implied when it was made. remaining_uses: null for no limit. redelegated_trust_id: the trust that it was made with; it never outlives that. redelegation_count: how
-- many more steps may follow. A trust dies with either user and with its project, which is why its rows go with theirs.
CREATE TABLE iam_trusts (
    id TEXT NOT NULL PRIMARY KEY,
    trustor_user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
    trustee_user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
    project_id TEXT REFERENCES iam_projects (id) ON DELETE CASCADE,
    impersonation {{int64}} NOT NULL,
    role_ids TEXT NOT NULL,
    granted_role_ids TEXT NOT NULL,
    expires_at {{int64}},
    remaining_uses {{int64}},
    redelegated_trust_id TEXT REFERENCES iam_trusts (id) ON DELETE CASCADE,
    redelegation_count {{int64}} NOT NULL,
    extra TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_trusts_trustor ON iam_trusts (trustor_user_id);
CREATE INDEX iam_trusts_trustee ON iam_trusts (trustee_user_id);
CREATE INDEX iam_trusts_project ON iam_trusts (project_id);
CREATE INDEX iam_trusts_redelegated ON iam_trusts (redelegated_trust_id);

-- Of the tokens, only those of trusts are in it.
CREATE INDEX iam_tokens_trust ON iam_tokens (trust_id) WHERE trust_id IS NOT NULL;
CREATE INDEX iam_trusts_expiry ON iam_trusts (expires_at) WHERE expires_at IS NOT NULL;

-- ---- OAuth1 ----
-- Secrets here are ciphertext under the root key, not MACs: checking a signature by HMAC needs the secret itself (RFC 5849, 3.4.2).
CREATE TABLE iam_oauth_consumers (
    id TEXT NOT NULL PRIMARY KEY,
    description TEXT,
    secret {{blob}} NOT NULL,
    extra TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

-- user_id, role_ids, granted_role_ids (as for trusts), verifier_hash: once a user has authorised it. verifier_hash: HMAC under a key that this database does not hold.
CREATE TABLE iam_oauth_request_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    consumer_id TEXT NOT NULL REFERENCES iam_oauth_consumers (id) ON DELETE CASCADE,
    project_id TEXT NOT NULL REFERENCES iam_projects (id) ON DELETE CASCADE,
    secret {{blob}} NOT NULL,
    user_id TEXT REFERENCES iam_users (id) ON DELETE CASCADE,
    role_ids TEXT NOT NULL,
    granted_role_ids TEXT NOT NULL,
    verifier_hash {{blob}},
    expires_at {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_oauth_request_tokens_consumer ON iam_oauth_request_tokens (consumer_id);
CREATE INDEX iam_oauth_request_tokens_project ON iam_oauth_request_tokens (project_id);
CREATE INDEX iam_oauth_request_tokens_user ON iam_oauth_request_tokens (user_id);
CREATE INDEX iam_oauth_request_tokens_expiry ON iam_oauth_request_tokens (expires_at);

CREATE TABLE iam_oauth_access_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    consumer_id TEXT NOT NULL REFERENCES iam_oauth_consumers (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
    project_id TEXT NOT NULL REFERENCES iam_projects (id) ON DELETE CASCADE,
    secret {{blob}} NOT NULL,
    role_ids TEXT NOT NULL,
    granted_role_ids TEXT NOT NULL,
    expires_at {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_oauth_access_tokens_consumer ON iam_oauth_access_tokens (consumer_id);
CREATE INDEX iam_oauth_access_tokens_user ON iam_oauth_access_tokens (user_id);
CREATE INDEX iam_oauth_access_tokens_project ON iam_oauth_access_tokens (project_id);
CREATE INDEX iam_oauth_access_tokens_expiry ON iam_oauth_access_tokens (expires_at);

-- Signed requests that were let in, so that none is let in twice: SHA-256 of consumer, token, timestamp and nonce, kept while the timestamp is in the window.
CREATE TABLE iam_oauth_nonces (
    hash {{blob}} NOT NULL PRIMARY KEY,
    expires_at {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_oauth_nonces_expiry ON iam_oauth_nonces (expires_at);
