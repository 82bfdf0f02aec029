-- What the first start generated itself, so that a start on an address of others can tell whether it is still in use (decisions.md 4).
-- Null where the operator gave the credential.
CREATE TABLE iam_generated_credentials (
    user_id TEXT NOT NULL PRIMARY KEY,
    password_hash TEXT,
    access_key_id TEXT
) {{strict}};
