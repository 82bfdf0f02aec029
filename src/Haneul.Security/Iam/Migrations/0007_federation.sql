-- Identity providers, protocols, mappings, service providers. Ids are chosen by callers.
-- authorization_ttl: minutes; null for the default.
CREATE TABLE iam_identity_providers (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES iam_organisations (id) ON DELETE CASCADE,
    description TEXT,
    enabled {{int64}} NOT NULL,
    authorization_ttl {{int64}},
    created_at {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_identity_providers_organisation ON iam_identity_providers (organisation_id);

-- By what a provider names itself in its assertions: no two providers may share one.
CREATE TABLE iam_identity_provider_remote_ids (
    remote_id TEXT NOT NULL PRIMARY KEY,
    provider_id TEXT NOT NULL REFERENCES iam_identity_providers (id) ON DELETE CASCADE,
    position {{int64}} NOT NULL
) {{strict}};

CREATE INDEX iam_identity_provider_remote_ids_provider ON iam_identity_provider_remote_ids (provider_id, position);

-- rules: the JSON list as it was given (MappingRules).
CREATE TABLE iam_federation_mappings (
    id TEXT NOT NULL PRIMARY KEY,
    rules TEXT NOT NULL,
    schema_version TEXT NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};

-- mapping_id: no foreign key; as in Keystone, a mapping may be deleted and made anew under its protocols.
CREATE TABLE iam_federation_protocols (
    provider_id TEXT NOT NULL REFERENCES iam_identity_providers (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    mapping_id TEXT NOT NULL,
    remote_id_attribute TEXT,
    created_at {{int64}} NOT NULL,
    PRIMARY KEY (provider_id, id)
) {{strict}};

CREATE TABLE iam_service_providers (
    id TEXT NOT NULL PRIMARY KEY,
    auth_url TEXT NOT NULL,
    sp_url TEXT NOT NULL,
    description TEXT,
    enabled {{int64}} NOT NULL,
    relay_state_prefix TEXT NOT NULL,
    created_at {{int64}} NOT NULL
) {{strict}};
