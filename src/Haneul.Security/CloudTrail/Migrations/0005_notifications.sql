-- Why the tables look like this: docs/adr/0025-notifications.md. Instants are unix microseconds.

-- Which events are sent where. category: 1 for the events of the project, 0 for those of its organisation, domain_id. url, secret and previous_secret are envelopes;
-- target is what of the address may be shown. Events before active_since are none of the rule's business. failures counts failed attempts in a row.
CREATE TABLE trail_notification_rules (
    project_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    enabled {{int64}} NOT NULL,
    category {{int64}} NOT NULL,
    domain_id TEXT NOT NULL,
    pattern TEXT NOT NULL,
    target TEXT NOT NULL,
    url {{blob}} NOT NULL,
    secret_id TEXT NOT NULL,
    secret {{blob}} NOT NULL,
    previous_secret_id TEXT,
    previous_secret {{blob}},
    previous_until {{int64}},
    active_since {{int64}} NOT NULL,
    failures {{int64}} NOT NULL,
    failing_since {{int64}},
    held_until {{int64}} NOT NULL,
    disabled_reason TEXT,
    skipped {{int64}} NOT NULL,
    tested_at {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL,
    created_by TEXT NOT NULL,
    updated_at {{int64}} NOT NULL,
    PRIMARY KEY (project_id, id),
    UNIQUE (project_id, name)
) {{strict}};

-- How far each chain was compared with the rules. A position moves in the transaction that puts the events that matched into the outbox.
CREATE TABLE trail_notification_positions (
    chain_id {{int64}} PRIMARY KEY,
    number {{int64}} NOT NULL
) {{strict}};

-- The outbox: an event (sequence) on its way to the webhook of a rule. state: 0 waiting, 1 delivered, 2 failed. An attempt that begins adds 1 to attempts and puts
-- due_at behind the time that it may take; how it ends counts only while attempts is still the same.
CREATE TABLE trail_deliveries (
    project_id TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    id TEXT NOT NULL,
    sequence {{int64}} NOT NULL,
    state {{int64}} NOT NULL,
    attempts {{int64}} NOT NULL,
    due_at {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL,
    attempted_at {{int64}},
    outcome TEXT,
    PRIMARY KEY (project_id, rule_id, id),
    UNIQUE (project_id, rule_id, sequence)
) {{strict}};
CREATE INDEX trail_deliveries_waiting ON trail_deliveries (project_id, rule_id, due_at) WHERE state = 0;
CREATE INDEX trail_deliveries_age ON trail_deliveries (created_at);
