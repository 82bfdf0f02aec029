-- Regions, services, endpoints, endpoint groups, policies. What the server itself is in the catalogue is in none of these tables (BuiltInEntries), and rows may name it by id:
-- for that reason there are no foreign keys to regions, services and endpoints; every change looks first, one at a time (MeaningfulChanges).
-- extra: attributes of a caller's own, a JSON object, null for none.
CREATE TABLE iam_regions (
    id TEXT NOT NULL PRIMARY KEY,
    description TEXT NOT NULL,
    parent_id TEXT,
    extra TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE TABLE iam_services (
    id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    name TEXT,
    description TEXT,
    enabled {{int64}} NOT NULL,
    extra TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

-- url: a template, with the names of UrlTemplate in it.
CREATE TABLE iam_endpoints (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL,
    interface TEXT NOT NULL,
    region_id TEXT,
    url TEXT NOT NULL,
    enabled {{int64}} NOT NULL,
    extra TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_endpoints_service ON iam_endpoints (service_id);

-- An endpoint is in the group if it has every value that is not null.
CREATE TABLE iam_endpoint_groups (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT,
    service_id TEXT,
    region_id TEXT,
    interface TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE TABLE iam_project_endpoints (
    project_id TEXT NOT NULL REFERENCES iam_projects (id) ON DELETE CASCADE,
    endpoint_id TEXT NOT NULL,
    PRIMARY KEY (project_id, endpoint_id)
) {{strict}};

CREATE INDEX iam_project_endpoints_endpoint ON iam_project_endpoints (endpoint_id);

CREATE TABLE iam_project_endpoint_groups (
    project_id TEXT NOT NULL REFERENCES iam_projects (id) ON DELETE CASCADE,
    endpoint_group_id TEXT NOT NULL REFERENCES iam_endpoint_groups (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, endpoint_group_id)
) {{strict}};

CREATE INDEX iam_project_endpoint_groups_group ON iam_project_endpoint_groups (endpoint_group_id);

CREATE TABLE iam_policies (
    id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    blob TEXT NOT NULL,
    extra TEXT,
    created_at {{int64}} NOT NULL
) {{strict}};

-- What a policy is for: an endpoint, a service, or a service in a region. Empty for what the association does not name; each target has one policy at most.
CREATE TABLE iam_policy_associations (
    endpoint_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    region_id TEXT NOT NULL,
    policy_id TEXT NOT NULL REFERENCES iam_policies (id) ON DELETE CASCADE,
    PRIMARY KEY (endpoint_id, service_id, region_id)
) {{strict}};

CREATE INDEX iam_policy_associations_policy ON iam_policy_associations (policy_id);
