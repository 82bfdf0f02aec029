-- What the trail's tamper evidence keeps beside the chains: docs/adr/0022-trail-chains.md.

-- The key that signs checkpoints: made once by the first server that needs it. sealed is the private key under the installation's own key.
CREATE TABLE trail_checkpoint_keys (
    id TEXT PRIMARY KEY,
    created_at {{int64}} NOT NULL,
    public_key TEXT NOT NULL,
    sealed {{blob}} NOT NULL
) {{strict}};

-- Where every chain stood at a moment, signed. body is the text that the signature is over; it holds the hash of the body before it.
CREATE TABLE trail_checkpoints (
    number {{int64}} PRIMARY KEY,
    created_at {{int64}} NOT NULL,
    body TEXT NOT NULL,
    signature {{blob}} NOT NULL,
    key_id TEXT NOT NULL
) {{strict}};

-- Verifications that ran, newest by started_at. state: running, sound, damaged, failed. A running one whose updated_at stands still has died with its process.
CREATE TABLE trail_verifications (
    id TEXT PRIMARY KEY,
    started_at {{int64}} NOT NULL,
    updated_at {{int64}} NOT NULL,
    state TEXT NOT NULL,
    events {{int64}} NOT NULL,
    report TEXT NOT NULL
) {{strict}};
CREATE INDEX trail_verifications_started ON trail_verifications (started_at);
