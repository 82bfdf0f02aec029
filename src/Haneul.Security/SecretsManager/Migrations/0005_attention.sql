-- For what needs attention in a project (docs/adr/0030): what is going to be destroyed in the order of time, and the few secrets of which no version is active.
CREATE INDEX secrets_versions_by_destruction ON secrets_versions (project_id, destruction_at, secret_id, version) WHERE destruction_at IS NOT NULL;
CREATE INDEX secrets_secrets_inactive ON secrets_secrets (project_id, id) WHERE active_version_count = 0;
