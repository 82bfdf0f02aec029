-- When the user's second factor was turned on, microseconds; NULL while it is off. On the row of the user, which the statement that adds a token looks at under a lock.
ALTER TABLE iam_users ADD COLUMN second_factor_at {{int64}};

-- The second factor of a user, begun or on. sealed: the secret, bound to id and user. used_step: the last time step whose passcode was accepted.
CREATE TABLE iam_second_factors (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES iam_users (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    sealed {{blob}} NOT NULL,
    used_step {{int64}} NOT NULL,
    begun_at {{int64}} NOT NULL
) {{strict}};

-- Recovery codes that are not used up, as MACs.
CREATE TABLE iam_recovery_codes (
    user_id TEXT NOT NULL REFERENCES iam_second_factors (user_id) ON DELETE CASCADE,
    hash {{blob}} NOT NULL,
    PRIMARY KEY (user_id, hash)
) {{strict}};
