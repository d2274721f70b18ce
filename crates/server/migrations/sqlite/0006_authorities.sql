-- What NRDB has said of letters of authority, to each company that asked (ISP-4): a switch goes by this record alone.
CREATE TABLE authorities (
    company_id TEXT NOT NULL REFERENCES companies (id),
    reference TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (company_id, reference)
) WITHOUT ROWID;
