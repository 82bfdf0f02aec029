-- Sessions of people in browsers. id is shown in lists; key_mac is the HMAC of the cookie's value under the installation's own key; sealed holds the session's tokens under a key
-- that is derived from the cookie's value, which the server does not keep: whoever has the database has no token.
CREATE TABLE console_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    key_mac {{blob}} NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    domain_id TEXT NOT NULL,
    created_at {{int64}} NOT NULL,
    used_at {{int64}} NOT NULL,
    expires_at {{int64}} NOT NULL,
    confirmed_at {{int64}} NOT NULL,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    sealed {{blob}} NOT NULL
) {{strict}};

CREATE INDEX console_sessions_user ON console_sessions (user_id, created_at);

CREATE INDEX console_sessions_end ON console_sessions (expires_at);

-- Sign-ins that wait for a second factor: what was typed before, encrypted under a key that is derived from the cookie's value, for a few minutes.
CREATE TABLE console_sign_ins (
    key_mac {{blob}} NOT NULL PRIMARY KEY,
    begun_at {{int64}} NOT NULL,
    sealed {{blob}} NOT NULL
) {{strict}};

-- Forms that were sent: each once. result is where the first sending led to, for a second one of the same form; NULL while the first is under way or when it leads nowhere.
CREATE TABLE console_forms (
    nonce {{blob}} NOT NULL PRIMARY KEY,
    sent_at {{int64}} NOT NULL,
    result TEXT
) {{strict}};

CREATE INDEX console_forms_age ON console_forms (sent_at);

-- What a person chose for the console.
CREATE TABLE console_preferences (
    user_id TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL,
    updated_at {{int64}} NOT NULL
) {{strict}};
