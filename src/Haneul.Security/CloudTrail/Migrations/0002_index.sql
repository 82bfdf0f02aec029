-- The search index, which follows the events (docs/adr/0023-trail-index.md). Everything here can be made again from trail_events.

-- Eras whose index is complete. Events of others are found by reading them. Times are those of the earliest and the latest event, 0 without events.
CREATE TABLE trail_eras (
    era {{int64}} PRIMARY KEY,
    events {{int64}} NOT NULL,
    first_time {{int64}} NOT NULL,
    last_time {{int64}} NOT NULL,
    indexed_at {{int64}} NOT NULL
) {{strict}};

-- Which events of an era have a value: slot is the hash of scope, field and value for long lists; lists below that share the slots -1 to -8192. entries holds
-- places in the era and times (PostingCodec).
CREATE TABLE trail_postings (
    era {{int64}} NOT NULL,
    slot {{int64}} NOT NULL,
    entries {{blob}} NOT NULL,
    PRIMARY KEY (era, slot)
) {{clustered}};

-- How many events of an era a service has in an hour (the number of hours since 1970), and how many of them were refused or failed.
CREATE TABLE trail_counts (
    era {{int64}} NOT NULL,
    scope_id {{int64}} NOT NULL,
    hour {{int64}} NOT NULL,
    source_service TEXT NOT NULL,
    events {{int64}} NOT NULL,
    refused {{int64}} NOT NULL,
    failed {{int64}} NOT NULL,
    PRIMARY KEY (era, scope_id, hour, source_service)
) {{clustered}};

-- Who is indexing an era: one builder at a time.
CREATE TABLE trail_index_builds (
    era {{int64}} PRIMARY KEY,
    builder TEXT NOT NULL,
    seen_at {{int64}} NOT NULL
) {{strict}};
