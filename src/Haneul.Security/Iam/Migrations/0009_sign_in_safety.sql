-- What an organisation decides about passwords and signing in: a JSON object; without a row the defaults hold.
CREATE TABLE iam_organisation_settings (
    organisation_id TEXT NOT NULL PRIMARY KEY REFERENCES iam_organisations (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    updated_at {{int64}} NOT NULL
) {{strict}};

-- Passwords tried for a user from an address, an IPv6 address by its /64. failures: since the last success or the end of the last lock.
CREATE TABLE iam_password_attempts (
    user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    failures {{int64}} NOT NULL,
    failed_at {{int64}} NOT NULL,
    succeeded_at {{int64}} NOT NULL,
    PRIMARY KEY (user_id, address)
) {{strict}};

CREATE INDEX iam_password_attempts_age ON iam_password_attempts (failed_at);

-- The stored forms of passwords that a user had before, kept as the present one is.
CREATE TABLE iam_former_passwords (
    user_id TEXT NOT NULL REFERENCES iam_users (id) ON DELETE CASCADE,
    replaced_at {{int64}} NOT NULL,
    password_hash TEXT NOT NULL,
    PRIMARY KEY (user_id, replaced_at)
) {{strict}};
