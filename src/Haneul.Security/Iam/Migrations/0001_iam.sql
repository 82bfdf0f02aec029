-- Organisations are Keystone's domains. Ids are 32 hex digits, but for the first organisation, whose id is 'default'.
CREATE TABLE iam_organisations (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    enabled {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};

-- tags: comma-separated, which no tag may contain.
CREATE TABLE iam_projects (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES iam_organisations (id),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    enabled {{int64}} NOT NULL,
    tags TEXT NOT NULL,
    created_at {{int64}} NOT NULL,
    UNIQUE (organisation_id, name)
) {{strict}};

-- password_hash: PBKDF2, then HMAC under a key that this database does not hold; null for users without a password.
CREATE TABLE iam_users (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES iam_organisations (id),
    name TEXT NOT NULL,
    email TEXT,
    description TEXT,
    enabled {{int64}} NOT NULL,
    default_project_id TEXT,
    password_hash TEXT,
    created_at {{int64}} NOT NULL,
    UNIQUE (organisation_id, name)
) {{strict}};

CREATE TABLE iam_roles (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};

-- Who holds which role where. actor_type: user (group later). target_type: project, domain or system (target_id 'all').
CREATE TABLE iam_role_assignments (
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    target_type TEXT NOT NULL,
    target_id TEXT NOT NULL,
    role_id TEXT NOT NULL REFERENCES iam_roles (id),
    created_at {{int64}} NOT NULL,
    PRIMARY KEY (actor_type, actor_id, target_type, target_id, role_id)
) {{strict}};

CREATE INDEX iam_role_assignments_target ON iam_role_assignments (target_type, target_id);

-- Access keys are Keystone's application credentials. secret_hash: HMAC under a key that this database does not hold.
-- role_ids: the roles at creation, implied ones included, separated by spaces.
CREATE TABLE iam_access_keys (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES iam_users (id),
    project_id TEXT NOT NULL REFERENCES iam_projects (id),
    name TEXT NOT NULL,
    description TEXT,
    secret_hash {{blob}} NOT NULL,
    role_ids TEXT NOT NULL,
    unrestricted {{int64}},
    expires_at {{int64}},
    created_at {{int64}} NOT NULL,
    UNIQUE (user_id, name)
) {{strict}};

-- number: begins with the time of issue and stands in the token, so that the rows of new tokens are written side by side. hash: HMAC of the token, which proves it;
-- the token itself is kept nowhere. role_ids: the roles at issue, implied ones included.
-- No foreign keys: a token whose user, project or key is gone is dead because they are looked up, whatever order things were deleted in.
-- Every index is written at every sign-in: there is one for ending a user's tokens and one for taking out what has expired.
CREATE TABLE iam_tokens (
    number {{int64}} NOT NULL PRIMARY KEY,
    hash {{blob}} NOT NULL,
    user_id TEXT NOT NULL,
    project_id TEXT,
    access_key_id TEXT,
    method TEXT NOT NULL,
    role_ids TEXT NOT NULL,
    audit_id TEXT NOT NULL,
    issued_at {{int64}} NOT NULL,
    expires_at {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_tokens_user ON iam_tokens (user_id);
CREATE INDEX iam_tokens_expiry ON iam_tokens (expires_at);

-- One row. Its value grows with every change that can alter what some token means, so that other processes drop what they keep in memory.
CREATE TABLE iam_epoch (
    id {{int64}} NOT NULL PRIMARY KEY,
    value {{int64}} NOT NULL
) {{strict}};

INSERT INTO iam_epoch (id, value) VALUES (1, 0);
