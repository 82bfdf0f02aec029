-- Work that is to be done later: one row for each, gone when it is done. Instants are unix microseconds.
-- A row is free to run when due_at and held_until have passed and it is not parked. held_until is the end of the lease while lease_owner names
-- a run, and the end of the pause after a failure while it names none. lease_owner is new for each run and generation grows with each planning:
-- both together tell whether what a run wants to store is still wanted.
CREATE TABLE jobs (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    due_at {{int64}} NOT NULL,
    state TEXT NOT NULL,
    attempts {{int64}} NOT NULL,
    lease_owner TEXT,
    held_until {{int64}} NOT NULL,
    generation {{int64}} NOT NULL,
    last_error TEXT,
    parked {{int64}} NOT NULL,
    PRIMARY KEY (kind, id)
) {{strict}};
CREATE INDEX jobs_due ON jobs (due_at, kind, id) WHERE parked = 0;
