-- A consumer that holds to a version under a name of its own.
CREATE TABLE secrets_pins (
    project_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    name TEXT NOT NULL,
    version {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (project_id, secret_id, name)
) {{strict}};

-- The number of the newest change of each project. Its row is locked from the change to the commit, so that changes of a project become visible in the
-- order of their numbers and no number is left out.
CREATE TABLE secrets_change_numbers (
    project_id TEXT NOT NULL PRIMARY KEY,
    newest {{int64}} NOT NULL,
    swept {{int64}} NOT NULL
) {{strict}};

-- What happened to secrets, without anything of their values. swept above is the highest number that is not kept any more. Access control and owner are those of
-- the moment of the change; they count once the secret is gone.
CREATE TABLE secrets_changes (
    project_id TEXT NOT NULL,
    number {{int64}} NOT NULL,
    secret_id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    version {{int64}},
    changed_at {{int64}} NOT NULL,
    is_access_control_enabled {{int64}} NOT NULL,
    owner_id TEXT,
    PRIMARY KEY (project_id, number)
) {{strict}};

CREATE INDEX secrets_changes_by_age ON secrets_changes (changed_at);
