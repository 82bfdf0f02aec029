-- A secret without its values. default_version is the newest number given; both counts leave destroyed versions out,
-- so that status, quota and permission to delete follow from the row alone.
CREATE TABLE secrets_secrets (
    project_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    default_version {{int64}} NOT NULL,
    version_count {{int64}} NOT NULL,
    active_version_count {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL,
    created_by TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, name)
) {{strict}};

CREATE INDEX secrets_secrets_by_age ON secrets_secrets (project_id, created_at, id);

-- A value is here only as an envelope under the key of its project, bound to project, secret and version.
-- A destroyed version keeps its row, so that its number is never given again, and loses its envelope.
CREATE TABLE secrets_versions (
    project_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    version {{int64}} NOT NULL,
    status TEXT NOT NULL,
    envelope {{blob}},
    created_at {{int64}} NOT NULL,
    PRIMARY KEY (project_id, secret_id, version),
    FOREIGN KEY (project_id, secret_id) REFERENCES secrets_secrets (project_id, id),
    CHECK (status IN ('Active', 'Deactivated', 'Destroyed')),
    CHECK ((status = 'Destroyed') = (envelope IS NULL))
) {{strict}};
