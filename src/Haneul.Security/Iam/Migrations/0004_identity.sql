-- name_key: the name without regard to case (NameKey), by which names are unique and found. Rows from before have ASCII names as a rule; upper() knows only those.
-- options: a JSON object of the resource's options. extra: attributes of a caller's own, a JSON object, null for none.
ALTER TABLE iam_organisations ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE iam_organisations ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
ALTER TABLE iam_organisations ADD COLUMN extra TEXT;
UPDATE iam_organisations SET name_key = upper(name);
CREATE UNIQUE INDEX iam_organisations_by_name ON iam_organisations (name_key);

-- parent_id: the project above; null right below the organisation. ancestor_ids: all projects above, the highest first, separated by spaces: a project never moves.
ALTER TABLE iam_projects ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE iam_projects ADD COLUMN parent_id TEXT REFERENCES iam_projects (id);
ALTER TABLE iam_projects ADD COLUMN ancestor_ids TEXT NOT NULL DEFAULT '';
ALTER TABLE iam_projects ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
ALTER TABLE iam_projects ADD COLUMN extra TEXT;
UPDATE iam_projects SET name_key = upper(name);
CREATE UNIQUE INDEX iam_projects_by_name ON iam_projects (organisation_id, name_key);
CREATE INDEX iam_projects_parent ON iam_projects (parent_id);

-- Lists go by id, a page at a time: of an organisation's, of those of one name.
CREATE INDEX iam_projects_list_of_organisation ON iam_projects (organisation_id, id);
CREATE INDEX iam_projects_list_of_name ON iam_projects (name_key, id);

-- kind: user or service_account.
ALTER TABLE iam_users ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE iam_users ADD COLUMN kind TEXT NOT NULL DEFAULT 'user';
ALTER TABLE iam_users ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
ALTER TABLE iam_users ADD COLUMN extra TEXT;
ALTER TABLE iam_users ADD COLUMN password_changed_at {{int64}};
ALTER TABLE iam_users ADD COLUMN password_expires_at {{int64}};
UPDATE iam_users SET name_key = upper(name);
CREATE UNIQUE INDEX iam_users_by_name ON iam_users (organisation_id, name_key);

-- Lists go by id, a page at a time: of all users, of an organisation's, of those of one name.
CREATE INDEX iam_users_list ON iam_users (kind, id);
CREATE INDEX iam_users_list_of_organisation ON iam_users (organisation_id, kind, id);
CREATE INDEX iam_users_list_of_name ON iam_users (name_key, kind, id);

CREATE TABLE iam_groups (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES iam_organisations (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT NOT NULL,
    extra TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE UNIQUE INDEX iam_groups_by_name ON iam_groups (organisation_id, name_key);
CREATE INDEX iam_groups_list_of_organisation ON iam_groups (organisation_id, id);
CREATE INDEX iam_groups_list_of_name ON iam_groups (name_key, id);

CREATE TABLE iam_group_members (
    group_id TEXT NOT NULL REFERENCES iam_groups (id),
    user_id TEXT NOT NULL REFERENCES iam_users (id),
    created_at {{int64}} NOT NULL,
    PRIMARY KEY (group_id, user_id)
) {{strict}};

CREATE INDEX iam_group_members_user ON iam_group_members (user_id);

-- Roles are made anew: names of roles that belong to an organisation are unique there only, and assignments may be inherited.
-- organisation_id: of a domain-specific role; null for a global one. is_built_in: a row of the role table, which alone can hold permissions.
CREATE TABLE iam_roles_new (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT REFERENCES iam_organisations (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT,
    is_built_in {{int64}} NOT NULL,
    options TEXT NOT NULL,
    extra TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

INSERT INTO iam_roles_new (id, organisation_id, name, name_key, description, is_built_in, options, extra, created_at)
SELECT id, NULL, name, upper(name), description, 1, '{"immutable":true}', NULL, created_at FROM iam_roles;

-- inherited: 1 if it counts in the projects below the target and not in the target itself (OS-INHERIT).
CREATE TABLE iam_role_assignments_new (
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    target_type TEXT NOT NULL,
    target_id TEXT NOT NULL,
    role_id TEXT NOT NULL REFERENCES iam_roles_new (id),
    inherited {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL,
    PRIMARY KEY (actor_type, actor_id, target_type, target_id, role_id, inherited)
) {{strict}};

INSERT INTO iam_role_assignments_new (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
SELECT actor_type, actor_id, target_type, target_id, role_id, 0, created_at FROM iam_role_assignments;

DROP TABLE iam_role_assignments;
DROP TABLE iam_roles;
ALTER TABLE iam_roles_new RENAME TO iam_roles;
ALTER TABLE iam_role_assignments_new RENAME TO iam_role_assignments;
CREATE UNIQUE INDEX iam_roles_by_name ON iam_roles (COALESCE(organisation_id, ''), name_key);
CREATE INDEX iam_role_assignments_target ON iam_role_assignments (target_type, target_id);
-- With the rest of the key: who holds a role is listed in its order, page by page.
CREATE INDEX iam_role_assignments_role ON iam_role_assignments (role_id, actor_type, actor_id, target_type, target_id, inherited);

-- Who holds the prior role also holds the implied one.
CREATE TABLE iam_role_implications (
    prior_id TEXT NOT NULL REFERENCES iam_roles (id),
    implied_id TEXT NOT NULL REFERENCES iam_roles (id),
    PRIMARY KEY (prior_id, implied_id)
) {{strict}};

CREATE INDEX iam_role_implications_implied ON iam_role_implications (implied_id);

-- A token is for a project, an organisation, the system or nothing. parent_audit_id: of the first token in a chain of tokens made from tokens.
-- method: all methods that the chain was proven with, separated by commas.
ALTER TABLE iam_tokens ADD COLUMN domain_id TEXT;
ALTER TABLE iam_tokens ADD COLUMN is_system {{int64}} NOT NULL DEFAULT 0;
ALTER TABLE iam_tokens ADD COLUMN trust_id TEXT;
ALTER TABLE iam_tokens ADD COLUMN oauth_token_id TEXT;
ALTER TABLE iam_tokens ADD COLUMN parent_audit_id TEXT;
