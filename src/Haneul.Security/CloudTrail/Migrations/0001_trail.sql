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

-- One row for each event, in the order of commit on SQLite and of arrival on PostgreSQL. Instants are unix microseconds; ids are packed (PackedId).
-- result: 0 success, 1 refused, 2 failed.
CREATE TABLE trail_events (
    sequence {{identity}},
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
    additional_info TEXT
) {{strict}};
CREATE INDEX trail_events_time ON trail_events (scope_id, event_time);
CREATE INDEX trail_events_kind ON trail_events (scope_id, kind_id, event_time);
CREATE INDEX trail_events_actor ON trail_events (scope_id, actor_id, event_time);
CREATE INDEX trail_events_resource ON trail_events (scope_id, resource_id, event_time) WHERE resource_id IS NOT NULL;
CREATE INDEX trail_events_result ON trail_events (scope_id, result, event_time) WHERE result <> 0;
