-- Why the tables look like this: docs/adr/0005-trail-table.md. Words that repeat from event to event are kept once, in the four tables of terms;
-- '' stands for an absent word there, since a unique key takes no nulls. Terms are never changed and never deleted.

-- What was done: in essence one row for each operation.
CREATE TABLE trail_kinds (
    id {{identity}},
    event_name TEXT NOT NULL,
    service_name TEXT NOT NULL,
    source_service TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    method TEXT NOT NULL,
    operation_id TEXT NOT NULL,
    UNIQUE (event_name, service_name, source_service, resource_type, method, operation_id)
) {{strict}};

-- Whose event it is: a project's (category 1) or an organisation's (category 0). Who may see an event follows from this row alone.
CREATE TABLE trail_scopes (
    id {{identity}},
    category {{int64}} NOT NULL,
    project_id TEXT NOT NULL,
    domain_id TEXT NOT NULL,
    UNIQUE (project_id, domain_id, category)
) {{strict}};

-- Who did it.
CREATE TABLE trail_actors (
    id {{identity}},
    user_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    UNIQUE (user_id, user_name)
) {{strict}};
CREATE INDEX trail_actors_name ON trail_actors (user_name);

-- With what, and from where.
CREATE TABLE trail_origins (
    id {{identity}},
    credential_id TEXT NOT NULL,
    source_address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    UNIQUE (credential_id, source_address, user_agent)
) {{strict}};

-- One row for each event. sequence = chain << 40 | number in the chain, given by the process that writes it and never twice (docs/adr/0022-trail-chains.md); it
-- is the order of a chain and nothing else. Instants are unix microseconds; ids are packed (PackedId). result: 0 success, 1 refused, 2 failed. code authenticates
-- the row, the words of its terms and its sequence.
CREATE TABLE trail_events (
    sequence {{int64}} PRIMARY KEY,
    event_time {{int64}} NOT NULL,
    scope_id INTEGER NOT NULL,
    kind_id INTEGER NOT NULL,
    actor_id INTEGER NOT NULL,
    origin_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    result INTEGER NOT NULL,
    event_id {{blob}} NOT NULL,
    request_id {{blob}} NOT NULL,
    resource_id {{blob}},
    resource_name TEXT,
    path TEXT,
    additional_info TEXT,
    code {{blob}} NOT NULL
) {{strict}};

-- The chains: each process that writes events holds one. Ids are 1, 2, 3 ... without a gap, and rows are never deleted. segment is the number of its newest sealed
-- segment, 0 for none; what is up to trimmed_segment was removed when its time had come. head_code authenticates the row.
CREATE TABLE trail_chains (
    id {{int64}} PRIMARY KEY,
    holder TEXT,
    seen_at {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL,
    segment {{int64}} NOT NULL,
    sealed_through {{int64}} NOT NULL,
    segment_code {{blob}} NOT NULL,
    trimmed_segment {{int64}} NOT NULL,
    trimmed_through {{int64}} NOT NULL,
    trimmed_code {{blob}} NOT NULL,
    head_code {{blob}} NOT NULL
) {{strict}};

-- Numbers first to last of a chain, sealed: digest is that of the codes of its events in order; numbers in absent were given to transactions that were not kept,
-- those in unknown to transactions of which nobody can tell (both as ranges, "5,9-12"). code authenticates the row and the segment before it.
CREATE TABLE trail_segments (
    chain_id {{int64}} NOT NULL,
    number {{int64}} NOT NULL,
    first {{int64}} NOT NULL,
    last {{int64}} NOT NULL,
    events {{int64}} NOT NULL,
    absent TEXT NOT NULL,
    unknown TEXT NOT NULL,
    first_time {{int64}} NOT NULL,
    last_time {{int64}} NOT NULL,
    sealed_at {{int64}} NOT NULL,
    digest {{blob}} NOT NULL,
    code {{blob}} NOT NULL,
    PRIMARY KEY (chain_id, number)
) {{strict}};
