-- Whom the partner is told through, what it is told, and what it has seen.

-- What the partner sets of its account, and what the agreement says. Made when it is first changed.
CREATE TABLE accounts (
    company_id TEXT PRIMARY KEY NOT NULL REFERENCES companies (id),
    version BIGINT NOT NULL,
    quotes_email TEXT NOT NULL,
    language TEXT NOT NULL,
    service_hours TEXT NOT NULL
) WITHOUT ROWID;

-- Ids are the browser's, so they are a company's own: the same id of another company is another contact.
CREATE TABLE contacts (
    company_id TEXT NOT NULL REFERENCES companies (id),
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    group_email TEXT NOT NULL,
    every_change BIGINT NOT NULL,
    -- Whose orders it is told of (NOT-1): empty for nobody, `*` for all who have no contact of their own, or a user's id.
    orders_of TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES users (id),
    PRIMARY KEY (company_id, id)
) WITHOUT ROWID;
-- An order has one contact.
CREATE UNIQUE INDEX contacts_by_orders ON contacts (company_id, orders_of) WHERE orders_of <> '';

-- Mails, written in the transaction of what they tell. An entry is claimed by moving `next_attempt_at` forward.
CREATE TABLE mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- What it is about: the same event never makes a second mail (NOT-2).
    event TEXT NOT NULL UNIQUE,
    company_id TEXT NOT NULL REFERENCES companies (id),
    order_id BIGINT REFERENCES orders (id),
    recipient TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    sent_at BIGINT,
    -- The mail server knows no such recipient: it is not tried again.
    refused_at BIGINT,
    last_error TEXT
);
CREATE INDEX mails_to_do ON mails (next_attempt_at) WHERE sent_at IS NULL AND refused_at IS NULL;
CREATE INDEX mails_by_company ON mails (company_id, id);
CREATE INDEX mails_by_age ON mails (created_at);

-- The partner has seen that the line ended badly: it no longer hides the others in the header (STA-1).
ALTER TABLE order_lines ADD COLUMN seen BIGINT NOT NULL DEFAULT 0;
