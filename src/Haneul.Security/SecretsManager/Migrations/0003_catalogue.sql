-- What is known of a secret beyond the published API (docs/adr/0018). owner_name is null until the secret is given to another owner: until then it is created_by.
-- tags holds them as a JSON object, null for none, so that a page of secrets needs no second look; secrets_tags is for finding by them.
ALTER TABLE secrets_secrets ADD COLUMN revision {{int64}} NOT NULL DEFAULT 1;
ALTER TABLE secrets_secrets ADD COLUMN owner_name TEXT;
ALTER TABLE secrets_secrets ADD COLUMN expires_at {{int64}};
ALTER TABLE secrets_secrets ADD COLUMN tags TEXT;

CREATE INDEX secrets_secrets_by_expiry ON secrets_secrets (project_id, expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE secrets_tags (
    project_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (project_id, secret_id, key)
) {{clustered}};

CREATE INDEX secrets_tags_by_key ON secrets_tags (project_id, key, value, secret_id);

-- The words of name, tags and description. As bytes (UTF-8), because only those have one order on every engine and under every collation:
-- a search for the beginning of a word is a range.
CREATE TABLE secrets_words (
    project_id TEXT NOT NULL,
    word {{blob}} NOT NULL,
    secret_id TEXT NOT NULL,
    PRIMARY KEY (project_id, word, secret_id)
) {{clustered}};

-- The same words in one text, each with a space before it: tells whether a given secret has a word, and which rows above are its own.
CREATE TABLE secrets_search (
    project_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (project_id, secret_id)
) {{clustered}};

-- Who read a value of the secret last, and when.
CREATE TABLE secrets_reads (
    project_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    last_read_at {{int64}} NOT NULL,
    last_read_by TEXT NOT NULL,
    PRIMARY KEY (project_id, secret_id)
) {{clustered}};

-- Secrets that were there before the search: their words are made by the server after its start, since SQL cannot.
CREATE TABLE secrets_unindexed (
    project_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    PRIMARY KEY (project_id, secret_id)
) {{clustered}};

INSERT INTO secrets_unindexed (project_id, secret_id) SELECT project_id, id FROM secrets_secrets;
