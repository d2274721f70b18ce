-- What follows a user from browser to browser.

-- OFF-6: the key that seals what browsers keep of a user, made when it is first asked for. Apart from `users`, so that no
-- statement about users reads it.
CREATE TABLE vault_keys (
    user_id TEXT PRIMARY KEY NOT NULL REFERENCES users (id),
    key TEXT NOT NULL,
    created_at BIGINT NOT NULL
) WITHOUT ROWID;

-- Ids are the browser's, so they are a user's own: the same id of another user is another draft.
CREATE TABLE drafts (
    user_id TEXT NOT NULL REFERENCES users (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    device TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (user_id, id)
);
CREATE INDEX drafts_by_age ON drafts (updated_at);

-- A draft becomes one order, whichever browser submits it, and does not come back afterwards.
CREATE TABLE ordered_drafts (
    user_id TEXT NOT NULL REFERENCES users (id),
    draft_id TEXT NOT NULL,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (user_id, draft_id)
) WITHOUT ROWID;
CREATE INDEX ordered_drafts_by_age ON ordered_drafts (at);

-- An event is about an order, or about a draft of one user. Version 0 of a draft: it is gone.
ALTER TABLE events ADD COLUMN user_id TEXT;
ALTER TABLE events ADD COLUMN draft_id TEXT;

-- AUD-1: what users do that is no case with a history of its own; never with contents.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    action TEXT NOT NULL,
    subject TEXT NOT NULL
);
CREATE INDEX audit_by_user ON audit (user_id, id);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit is append only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit is append only'); END;
