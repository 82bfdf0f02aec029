-- Where projects have their events stored, one row each (docs/adr/0024-log-storage.md). endpoint to secret are null where the target is the operator's folder; secret is
-- an envelope. last_error is null when the last attempt succeeded; failures counts attempts since then.
CREATE TABLE trail_log_targets (
    project_id TEXT PRIMARY KEY,
    domain_id TEXT NOT NULL,
    endpoint TEXT,
    region TEXT,
    bucket TEXT,
    access_key_id TEXT,
    secret {{blob}},
    interval_minutes {{int64}} NOT NULL,
    format TEXT NOT NULL,
    enabled_at {{int64}} NOT NULL,
    updated_at {{int64}} NOT NULL,
    last_write_at {{int64}},
    last_object TEXT,
    last_error TEXT,
    last_error_at {{int64}},
    failures {{int64}} NOT NULL
) {{strict}};

-- What a target stores: the events of its project (category 1), and those of the organisation (category 0) if it asked for them. While a cut is being stored, cut_at is
-- its instant and parts how many of its objects are stored; format and instant are kept with the cut, so that a repeated attempt makes the same objects.
CREATE TABLE trail_log_streams (
    project_id TEXT NOT NULL,
    category {{int64}} NOT NULL,
    id TEXT NOT NULL,
    cuts {{int64}} NOT NULL,
    parts {{int64}} NOT NULL,
    cut_at {{int64}},
    cut_format TEXT,
    PRIMARY KEY (project_id, category)
) {{strict}};

-- How far a stream is in each chain: numbers up to stored_through are stored, those up to cut_through belong to the present cut. A chain without a row began after the stream.
CREATE TABLE trail_log_positions (
    project_id TEXT NOT NULL,
    category {{int64}} NOT NULL,
    chain_id {{int64}} NOT NULL,
    stored_through {{int64}} NOT NULL,
    cut_through {{int64}} NOT NULL,
    PRIMARY KEY (project_id, category, chain_id)
) {{clustered}};
