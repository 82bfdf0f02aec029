-- Who is allowed on resources with access control, for every service that has them: users, groups and service accounts by id.
-- subject_name is the name at that time, for subjects that are gone.
CREATE TABLE access_allowed_subjects (
    service TEXT NOT NULL,
    project_id TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    created_at {{int64}} NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (service, project_id, resource_id, subject_id)
) {{strict}};
