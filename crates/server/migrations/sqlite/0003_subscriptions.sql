-- What kind of order it is, and what a partner has installed.

ALTER TABLE orders ADD COLUMN kind TEXT NOT NULL DEFAULT 'new';

-- One installed product. It is made, changed and ended by orders alone.
CREATE TABLE subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    company_id TEXT NOT NULL REFERENCES companies (id),
    version BIGINT NOT NULL,
    -- Follows from `ended` and `live_kind`; a column because lists are filtered and sorted by it.
    status TEXT NOT NULL,
    -- Phone or circuit number as it is shown, and as it is looked up: without spaces, in capitals.
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    product TEXT NOT NULL,
    end_user TEXT NOT NULL,
    end_user_sort TEXT NOT NULL,
    place TEXT NOT NULL,
    monthly_rent BIGINT NOT NULL,
    since TEXT NOT NULL,
    -- The last day; empty while it runs.
    ended TEXT NOT NULL,
    -- The order that is to change or end it (TRM-4).
    live_order_id BIGINT REFERENCES orders (id),
    live_kind TEXT
);
INSERT INTO sqlite_sequence (name, seq) VALUES ('subscriptions', 30000);
CREATE INDEX subscriptions_by_company ON subscriptions (company_id, id);
CREATE INDEX subscriptions_by_number ON subscriptions (company_id, number_key);
CREATE INDEX subscriptions_by_end_user ON subscriptions (company_id, end_user_sort, id);
CREATE INDEX subscriptions_by_since ON subscriptions (company_id, since, id);

CREATE TABLE subscription_bodies (
    subscription_id BIGINT PRIMARY KEY NOT NULL REFERENCES subscriptions (id),
    body TEXT NOT NULL
) WITHOUT ROWID;

-- The words by which a subscription is found, in lower case.
CREATE TABLE subscription_words (
    company_id TEXT NOT NULL,
    word TEXT NOT NULL,
    subscription_id BIGINT NOT NULL REFERENCES subscriptions (id),
    PRIMARY KEY (company_id, word, subscription_id)
) WITHOUT ROWID;

-- The orders that have made, changed or ended a subscription, or are to.
CREATE TABLE subscription_orders (
    subscription_id BIGINT NOT NULL REFERENCES subscriptions (id),
    order_id BIGINT NOT NULL REFERENCES orders (id),
    line BIGINT NOT NULL,
    PRIMARY KEY (subscription_id, order_id, line)
) WITHOUT ROWID;
CREATE INDEX subscription_orders_by_order ON subscription_orders (order_id);
