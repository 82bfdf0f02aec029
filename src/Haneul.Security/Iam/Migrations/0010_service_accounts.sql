-- Service accounts are users of the kind 'service_account' in the organisation of their project.
CREATE TABLE iam_service_accounts (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES iam_users (id) ON DELETE CASCADE,
    project_id TEXT NOT NULL REFERENCES iam_projects (id) ON DELETE CASCADE,
    created_by TEXT NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_service_accounts_project ON iam_service_accounts (project_id, user_id);
