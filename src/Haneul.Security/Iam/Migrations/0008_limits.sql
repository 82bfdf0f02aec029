-- Keystone's domains have tags as its projects do: comma-separated, which no tag may contain.
ALTER TABLE iam_organisations ADD COLUMN tags TEXT NOT NULL DEFAULT '';

-- What a project may have of a service's resource unless it has a limit of its own. region_id: null for every region.
-- No foreign keys to services and regions: those tables are checked when a limit is registered.
CREATE TABLE iam_registered_limits (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL,
    region_id TEXT,
    resource_name TEXT NOT NULL,
    default_limit {{int64}} NOT NULL,
    description TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE UNIQUE INDEX iam_registered_limits_resource ON iam_registered_limits (service_id, COALESCE(region_id, ''), resource_name);

-- A limit in place of a registered one, of a project or of an organisation: exactly one of both.
CREATE TABLE iam_limits (
    id TEXT NOT NULL PRIMARY KEY,
    registered_limit_id TEXT NOT NULL REFERENCES iam_registered_limits (id),
    project_id TEXT REFERENCES iam_projects (id),
    organisation_id TEXT REFERENCES iam_organisations (id),
    resource_limit {{int64}} NOT NULL,
    description TEXT,
    created_at {{int64}} NOT NULL,
    CHECK ((project_id IS NULL) <> (organisation_id IS NULL))
) {{strict}};

CREATE UNIQUE INDEX iam_limits_owner ON iam_limits (registered_limit_id, COALESCE(project_id, ''), COALESCE(organisation_id, ''));
CREATE INDEX iam_limits_project ON iam_limits (project_id);
CREATE INDEX iam_limits_organisation ON iam_limits (organisation_id);

-- Options of an organisation. value: a JSON value; envelope: the same, sealed, of an option that is never shown. Exactly one of both.
CREATE TABLE iam_domain_options (
    organisation_id TEXT NOT NULL REFERENCES iam_organisations (id),
    group_name TEXT NOT NULL,
    option_name TEXT NOT NULL,
    value TEXT,
    envelope {{blob}},
    PRIMARY KEY (organisation_id, group_name, option_name),
    CHECK ((value IS NULL) <> (envelope IS NULL))
) {{strict}};
