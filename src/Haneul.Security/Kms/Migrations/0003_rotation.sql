-- kms_root_key_check may now have more rows: 'previous', the root key that service keys are still wrapped under while a rotation re-wraps them, and
-- 'retired/<fingerprint>' for each that was, so that none is taken into use again.

-- How the key of a service in a project came and rotates. It outlives the terms, of which the old ones go: created_at is that of the first.
-- next_rotation_at is 0 where nothing is planned yet; total, done and failed count the rows of the last rotation, finished_at is null while it runs.
CREATE TABLE kms_service_key_rotations (
    project_id TEXT NOT NULL,
    service TEXT NOT NULL,
    created_at {{int64}} NOT NULL,
    last_rotation_at {{int64}},
    next_rotation_at {{int64}} NOT NULL,
    total {{int64}} NOT NULL,
    done {{int64}} NOT NULL,
    failed {{int64}} NOT NULL,
    finished_at {{int64}},
    PRIMARY KEY (project_id, service)
) {{strict}};

CREATE INDEX kms_service_key_rotations_by_next ON kms_service_key_rotations (next_rotation_at, project_id, service);

INSERT INTO kms_service_key_rotations (project_id, service, created_at, last_rotation_at, next_rotation_at, total, done, failed, finished_at)
SELECT project_id, service, MIN(created_at), NULL, 0, 0, 0, 0, NULL FROM kms_service_keys GROUP BY project_id, service;
