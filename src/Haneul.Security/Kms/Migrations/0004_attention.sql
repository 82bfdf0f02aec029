-- For what needs attention in a project (docs/adr/0030): what is going to be destroyed and rotated in the order of time, active keys by their last rotation, and those
-- that are not active.
CREATE INDEX kms_key_versions_by_destruction ON kms_key_versions (project_id, destruction_at, key_id, version) WHERE destruction_at IS NOT NULL;
CREATE INDEX kms_keys_by_next_rotation ON kms_keys (project_id, next_rotation_at, id) WHERE next_rotation_at IS NOT NULL AND active_version_count > 0;
CREATE INDEX kms_keys_by_last_rotation ON kms_keys (project_id, (COALESCE(last_rotation_at, created_at)), id) WHERE active_version_count > 0;
CREATE INDEX kms_keys_inactive ON kms_keys (project_id, default_version) WHERE active_version_count = 0;
