//! Every path of the API, once.

pub const SESSION: &str = "/api/v1/session";
/// All sessions of the user, to see and to end them.
pub const SESSIONS: &str = "/api/v1/sessions";
pub const SESSION_BY_ID: &str = "/api/v1/sessions/{id}";
pub const CATALOGUE: &str = "/api/v1/catalogue";
pub const ADDRESSES: &str = "/api/v1/addresses";
pub const COMPANY: &str = "/api/v1/companies/{organisation_number}";
pub const ACCESS_CHECKS: &str = "/api/v1/access-checks";
pub const ACCESS_CHECK: &str = "/api/v1/access-checks/{id}";
pub const SLOT_SEARCHES: &str = "/api/v1/slot-searches";
pub const APPOINTMENTS: &str = "/api/v1/appointments";
pub const APPOINTMENT: &str = "/api/v1/appointments/{id}";
pub const ORDERS: &str = "/api/v1/orders";
pub const ORDERS_CSV: &str = "/api/v1/orders.csv";
pub const ORDER: &str = "/api/v1/orders/{id}";
pub const ORDER_LINE_ACTION: &str = "/api/v1/orders/{id}/lines/{line}/actions";
pub const REFERENCE_HABITS: &str = "/api/v1/reference-habits";
pub const VIEWS: &str = "/api/v1/views";
pub const VIEW: &str = "/api/v1/views/{id}";
pub const EVENTS: &str = "/api/v1/events";
pub const DEMONSTRATION_CLOCK: &str = "/api/v1/demonstration/clock";
/// Where the order system sends its messages.
pub const ORDER_EVENTS: &str = "/partner/v1/order-events";
pub const OPENAPI: &str = "/api/openapi.json";

/// Carries the UUID that makes a repeated write the same write.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// Marks a request that no person caused, so that it does not put off the idle time-out.
pub const BACKGROUND: &str = "Jara-Background";
