-- Telephone numbers that are reserved at NRDB while a form is open, and then an order's (NUM-2). The same shape as
-- `appointments`.
CREATE TABLE number_reservations (
    id TEXT PRIMARY KEY NOT NULL,
    company_id TEXT NOT NULL REFERENCES companies (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    -- NRDB's own id.
    book_id TEXT NOT NULL,
    state TEXT NOT NULL,
    held_until INTEGER NOT NULL,
    -- The submission that confirmed it, by user and idempotency key: its repeats may go on, others may not.
    confirmed_for TEXT,
    order_id INTEGER REFERENCES orders (id),
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX number_reservations_by_hold ON number_reservations (state, held_until);
