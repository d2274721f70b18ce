//! The table of environment variables.

/// Name, default and meaning of each variable: the table of the README, and of `--help`.
pub const VARIABLES: &[(&str, &str, &str)] = &[
    (
        "JARA_LISTEN",
        "127.0.0.1:8080",
        "Address and port that the backend listens on",
    ),
    (
        "JARA_DATA",
        "data",
        "Folder of the SQLite database; not used with PostgreSQL",
    ),
    (
        "DATABASE_URL",
        "",
        "postgres://… : store everything in PostgreSQL instead of SQLite",
    ),
    (
        "JARA_DEMONSTRATION",
        "false",
        "true: invented data, known passwords, a clock that can be set forward. Never in production",
    ),
    (
        "JARA_DEMONSTRATION_ORDERS",
        "300",
        "How many invented orders a demonstration begins with, at most 5000",
    ),
    (
        "JARA_DEMONSTRATION_SUBSCRIPTIONS",
        "2400",
        "How many invented subscriptions the portfolios of a demonstration begin with, at most 20000",
    ),
    (
        "JARA_PUBLIC_URL",
        "",
        "https://… under which people and the order system reach the backend through the TLS proxy: turns HSTS and Secure cookies on",
    ),
    (
        "JARA_TRUSTED_PROXY",
        "false",
        "true: the caller's address is the last one of X-Forwarded-For, as the proxy sets it",
    ),
    (
        "JARA_SPA_DIR",
        "",
        "Serve the application from this folder instead of the one built in",
    ),
    (
        "JARA_METRICS_TOKEN",
        "",
        "Bearer token for /metrics; without one it answers on this machine only",
    ),
    (
        "JARA_HEADER_TIMEOUT_MS",
        "15000",
        "A connection that has not sent the head of a request after so long is closed",
    ),
    ("JARA_LOG", "info", "What is logged, as in `info,server=debug`"),
    ("JARA_LOG_FORMAT", "text", "text or json"),
    (
        "JARA_ADDRESS_REGISTER_URL",
        "",
        "Base URL of the address register; like the next ones empty in a demonstration only: the simulator",
    ),
    (
        "JARA_COMPANY_REGISTER_URL",
        "",
        "Base URL of the company register",
    ),
    ("JARA_KAPAKS_URL", "", "Base URL of the access check"),
    (
        "JARA_APPOINTMENT_BOOK_URL",
        "",
        "Base URL of the appointment book",
    ),
    ("JARA_NUMBER_AUTHORITY_URL", "", "Base URL of NRDB"),
    ("JARA_ORDER_SYSTEM_URL", "", "Base URL of the order system"),
    (
        "JARA_<SYSTEM>_TOKEN",
        "",
        "Bearer token for the system of the same name",
    ),
    (
        "JARA_<SYSTEM>_TIMEOUT_MS",
        "5000",
        "How long a call to that system may take",
    ),
    (
        "JARA_ORDER_EVENTS_TOKEN",
        "",
        "Bearer token that the order system must send with its events",
    ),
    (
        "JARA_SMTP_URL",
        "",
        "Mail server: smtps://user:password@host, or smtp://…?tls=required for STARTTLS; without one mail is kept and can be read",
    ),
    ("JARA_SMTP_FROM", "", "Sender of mail; needed with JARA_SMTP_URL"),
    (
        "JARA_SIMULATOR_STEP_MS",
        "4000",
        "How long the simulated order system rests between two steps; 0: it never moves by itself",
    ),
];
