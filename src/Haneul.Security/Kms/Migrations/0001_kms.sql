-- One row: proves at start that the root key given is the one that everything here is wrapped under.
CREATE TABLE kms_root_key_check (
    id TEXT NOT NULL PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    check_value {{blob}} NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};

-- The keys of the installation (peppers and the like), random, wrapped under the root key: docs/adr/0003.
CREATE TABLE kms_system_keys (
    name TEXT NOT NULL PRIMARY KEY,
    wrapped {{blob}} NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};

-- The key of a project that wraps the data keys of its envelopes; a rotation adds a term and keeps the old ones for reading.
CREATE TABLE kms_project_keys (
    project_id TEXT NOT NULL,
    term {{int64}} NOT NULL,
    key_id TEXT NOT NULL,
    wrapped {{blob}} NOT NULL,
    created_at {{int64}} NOT NULL,
    PRIMARY KEY (project_id, term)
) {{strict}};
