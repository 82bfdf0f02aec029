-- The key of a project and a service that wraps the data keys of what the service keeps there. A rotation adds a term and keeps the old ones for reading.
-- root is the fingerprint of the root key that the row is wrapped under: a rotation of that key re-wraps row by row.
CREATE TABLE kms_service_keys (
    project_id TEXT NOT NULL,
    service TEXT NOT NULL,
    term {{int64}} NOT NULL,
    key_id TEXT NOT NULL,
    root TEXT NOT NULL,
    wrapped {{blob}} NOT NULL,
    created_at {{int64}} NOT NULL,
    PRIMARY KEY (project_id, service, term)
) {{strict}};

CREATE INDEX kms_service_keys_by_root ON kms_service_keys (root, project_id, service, term);

INSERT INTO kms_service_keys (project_id, service, term, key_id, root, wrapped, created_at)
SELECT project_id, 'secrets-manager', term, key_id, (SELECT fingerprint FROM kms_root_key_check), wrapped, created_at FROM kms_project_keys;

DROP TABLE kms_project_keys;

-- A user key without its versions. default_version is the newest number given, 0 in pre-activation; both counts leave destroyed versions out, so that
-- status, quota and permission to delete follow from the row alone.
CREATE TABLE kms_keys (
    project_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    type TEXT NOT NULL,
    purpose TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    default_version {{int64}} NOT NULL,
    version_count {{int64}} NOT NULL,
    active_version_count {{int64}} NOT NULL,
    rotation_period {{int64}},
    last_rotation_at {{int64}},
    next_rotation_at {{int64}},
    is_access_control_enabled {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL,
    created_by TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, name)
) {{strict}};

CREATE INDEX kms_keys_by_age ON kms_keys (project_id, created_at, id);

-- A destroyed version keeps its row, so that its number is never given again. While a destruction is scheduled, resumed_status is what its cancellation restores.
CREATE TABLE kms_key_versions (
    project_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    version {{int64}} NOT NULL,
    id TEXT NOT NULL,
    status TEXT NOT NULL,
    public_key {{blob}},
    resumed_status TEXT,
    destruction_at {{int64}},
    created_at {{int64}} NOT NULL,
    PRIMARY KEY (project_id, key_id, version),
    FOREIGN KEY (project_id, key_id) REFERENCES kms_keys (project_id, id),
    CHECK (status IN ('ACTIVE', 'DEACTIVATED', 'DESTROYED')),
    CHECK ((destruction_at IS NULL) = (resumed_status IS NULL)),
    CHECK (resumed_status IS NULL OR (resumed_status IN ('ACTIVE', 'DEACTIVATED') AND status = 'DEACTIVATED'))
) {{strict}};

-- The private material of the versions that are not destroyed, as envelopes under the project's service key of KMS. A narrow table of its own, because
-- what is destroyed must leave the files of the database, and rewriting this table is cheap.
CREATE TABLE kms_key_material (
    project_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    version {{int64}} NOT NULL,
    envelope {{blob}} NOT NULL,
    PRIMARY KEY (project_id, key_id, version)
) {{strict}};
