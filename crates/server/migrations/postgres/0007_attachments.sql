-- ORD-9: files that go with a case.

-- A whole file, once, however often it is uploaded. Its bytes stand in the chunks of the upload that brought it first.
CREATE TABLE attachment_contents (
    hash TEXT PRIMARY KEY NOT NULL,
    part TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- An upload, under the id that the browser gave it: on its way as long as it has no content, in nobody's hands but its user's
-- until a case takes it (`used_by`, as `order:20418`).
CREATE TABLE attachments (
    id TEXT PRIMARY KEY NOT NULL,
    company_id TEXT NOT NULL REFERENCES companies (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    kind TEXT,
    bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    received BIGINT NOT NULL,
    content TEXT REFERENCES attachment_contents (hash),
    created_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    used_by TEXT
);
CREATE INDEX attachments_unsent ON attachments (company_id) WHERE used_by IS NULL;
CREATE INDEX attachments_unsent_by_age ON attachments (touched_at) WHERE used_by IS NULL;
CREATE INDEX attachments_by_content ON attachments (content);

-- In the database and not beside it: every backend has them, and a backup holds them.
CREATE TABLE attachment_chunks (
    part TEXT NOT NULL,
    starts BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (part, starts)
);
