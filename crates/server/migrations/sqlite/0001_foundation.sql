-- Moments are milliseconds since the epoch, dates are ISO text, truth is 0 or 1. Columns are there for what is searched;
-- what is only read whole is one JSON body.

CREATE TABLE companies (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    side TEXT NOT NULL CHECK (side IN ('partner', 'operator')),
    organisation_number TEXT NOT NULL,
    created_at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    company_id TEXT NOT NULL REFERENCES companies (id),
    user_name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    access TEXT NOT NULL,
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    -- The token itself is known to the browser alone.
    token_hash TEXT NOT NULL UNIQUE,
    started_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    client TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE login_attempts (
    -- A hash: people type passwords into the wrong field.
    subject TEXT PRIMARY KEY NOT NULL,
    failures BIGINT NOT NULL,
    last_failed_at BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE idempotency (
    user_id TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id TEXT NOT NULL REFERENCES companies (id),
    version BIGINT NOT NULL,
    status TEXT NOT NULL,
    turn TEXT NOT NULL,
    turn_since BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    order_type TEXT NOT NULL,
    product TEXT NOT NULL,
    -- What a list is sorted by is never null: the engines disagree where nulls stand. Empty means none.
    requested_date TEXT NOT NULL,
    agreed_date TEXT NOT NULL,
    end_user TEXT NOT NULL,
    -- As `end_user`, in small letters and with the Norwegian letters in their order.
    end_user_sort TEXT NOT NULL,
    place TEXT NOT NULL,
    customer_order_id TEXT NOT NULL,
    customer_order_ref TEXT NOT NULL,
    project_reference TEXT NOT NULL,
    customer_invoice_ref TEXT NOT NULL,
    lines BIGINT NOT NULL
);
INSERT INTO sqlite_sequence (name, seq) VALUES ('orders', 20000);
CREATE INDEX orders_by_company ON orders (company_id, id);
CREATE INDEX orders_by_status ON orders (company_id, status, id);
CREATE INDEX orders_by_turn ON orders (company_id, turn, turn_since, id);
CREATE INDEX orders_by_requested_date ON orders (company_id, requested_date, id);

CREATE TABLE order_bodies (
    order_id BIGINT PRIMARY KEY NOT NULL REFERENCES orders (id),
    body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE order_lines (
    order_id BIGINT NOT NULL REFERENCES orders (id),
    number BIGINT NOT NULL,
    status TEXT NOT NULL,
    since BIGINT NOT NULL,
    -- Product, place and end user in one, to find repeats (ORD-5).
    identity TEXT NOT NULL,
    customer_order_id TEXT,
    agreed_date TEXT,
    status_description TEXT,
    comment TEXT,
    -- Code and parameters as JSON.
    reason TEXT,
    PRIMARY KEY (order_id, number)
) WITHOUT ROWID;
CREATE INDEX order_lines_by_identity ON order_lines (identity);

-- The words by which an order is found, in lower case.
CREATE TABLE order_words (
    company_id TEXT NOT NULL,
    word TEXT NOT NULL,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    PRIMARY KEY (company_id, word, order_id)
) WITHOUT ROWID;

CREATE TABLE order_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    line BIGINT,
    at BIGINT NOT NULL,
    -- None when a system acted.
    user_id TEXT REFERENCES users (id),
    who TEXT NOT NULL,
    action TEXT,
    from_status TEXT,
    to_status TEXT,
    reason TEXT,
    comment TEXT
);
CREATE INDEX order_history_by_order ON order_history (order_id, id);
-- AUD-1: it cannot be edited.
CREATE TRIGGER order_history_is_never_changed BEFORE UPDATE ON order_history
BEGIN SELECT RAISE (ABORT, 'history is append only'); END;
CREATE TRIGGER order_history_is_never_deleted BEFORE DELETE ON order_history
BEGIN SELECT RAISE (ABORT, 'history is append only'); END;

CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id TEXT NOT NULL,
    order_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE saved_views (
    id TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    company_id TEXT NOT NULL REFERENCES companies (id),
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    shared BIGINT NOT NULL,
    created_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX saved_views_by_company ON saved_views (company_id, list);

CREATE TABLE register_addresses (
    id TEXT PRIMARY KEY NOT NULL,
    seen_at BIGINT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE company_facts (
    organisation_number TEXT PRIMARY KEY NOT NULL,
    asked_at BIGINT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE access_checks (
    id TEXT PRIMARY KEY NOT NULL,
    company_id TEXT NOT NULL REFERENCES companies (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    -- The subject in one text: product, speed, place and number (KAP-5).
    subject TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    timed_out BIGINT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX access_checks_by_subject ON access_checks (company_id, subject, asked_at);

CREATE TABLE slot_searches (
    id TEXT PRIMARY KEY NOT NULL,
    company_id TEXT NOT NULL REFERENCES companies (id),
    check_id TEXT NOT NULL,
    searched_at BIGINT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE appointments (
    id TEXT PRIMARY KEY NOT NULL,
    company_id TEXT NOT NULL REFERENCES companies (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    -- The appointment book's own id.
    book_id TEXT NOT NULL,
    state TEXT NOT NULL,
    held_until BIGINT NOT NULL,
    -- The submission that confirmed it, by user and idempotency key: its repeats may go on, others may not.
    confirmed_for TEXT,
    order_id BIGINT REFERENCES orders (id),
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX appointments_by_hold ON appointments (state, held_until);

-- What the order system has still to be told. An entry is claimed by moving `next_attempt_at` forward.
CREATE TABLE order_system_outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    line BIGINT,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    done_at BIGINT,
    last_error TEXT
);
CREATE INDEX order_system_outbox_to_do ON order_system_outbox (next_attempt_at) WHERE done_at IS NULL;

CREATE TABLE received_order_events (
    event_id TEXT PRIMARY KEY NOT NULL,
    order_id BIGINT NOT NULL,
    line BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    applied_at BIGINT,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX received_order_events_waiting ON received_order_events (order_id, line) WHERE applied_at IS NULL;

-- What the order system last said of a line.
CREATE TABLE service_orders (
    -- `1-<order>-<line>`
    external_id TEXT PRIMARY KEY NOT NULL,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    line BIGINT NOT NULL,
    service_order_id TEXT,
    version BIGINT NOT NULL,
    heard_at BIGINT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX service_orders_by_silence ON service_orders (heard_at);

CREATE TABLE catalogue_versions (
    version TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE settings (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A timer runs on the backend that holds its lease.
CREATE TABLE leases (
    name TEXT PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
) WITHOUT ROWID;
