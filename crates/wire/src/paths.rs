//! Every path of the API, once.

pub const SESSION: &str = "/api/v1/session";
/// All sessions of the user, to see and to end them.
pub const SESSIONS: &str = "/api/v1/sessions";
pub const SESSION_BY_ID: &str = "/api/v1/sessions/{id}";
/// The key that opens what the user's browsers keep (OFF-6).
pub const VAULT_KEY: &str = "/api/v1/vault-key";
pub const CATALOGUE: &str = "/api/v1/catalogue";
pub const ADDRESSES: &str = "/api/v1/addresses";
pub const COMPANY: &str = "/api/v1/companies/{organisation_number}";
pub const ACCESS_CHECKS: &str = "/api/v1/access-checks";
pub const ACCESS_CHECK: &str = "/api/v1/access-checks/{id}";
/// Whose line a carrier line number is (ORD-6).
pub const CARRIER_LINES: &str = "/api/v1/carrier-lines";
/// Letters of authority, as NRDB has them (ISP-4). The reference goes in the body: a path stands in logs.
pub const AUTHORITIES: &str = "/api/v1/authorities";
pub const SLOT_SEARCHES: &str = "/api/v1/slot-searches";
pub const APPOINTMENTS: &str = "/api/v1/appointments";
pub const APPOINTMENT: &str = "/api/v1/appointments/{id}";
/// Free telephone numbers (NUM-2).
pub const NUMBER_SEARCHES: &str = "/api/v1/number-searches";
pub const NUMBER_RESERVATIONS: &str = "/api/v1/number-reservations";
pub const NUMBER_RESERVATION: &str = "/api/v1/number-reservations/{id}";
pub const ORDERS: &str = "/api/v1/orders";
pub const ORDERS_CSV: &str = "/api/v1/orders.csv";
pub const ORDERS_XLSX: &str = "/api/v1/orders.xlsx";
pub const ORDER: &str = "/api/v1/orders/{id}";
pub const ORDER_ACTION: &str = "/api/v1/orders/{id}/actions";
/// What was sent, to be changed (CHG-1).
pub const ORDER_SENT: &str = "/api/v1/orders/{id}/sent";
pub const ORDER_CANCELLATION: &str = "/api/v1/orders/{id}/cancellation";
pub const ORDER_LINE_ACTION: &str = "/api/v1/orders/{id}/lines/{line}/actions";
/// The product portfolio.
pub const SUBSCRIPTIONS: &str = "/api/v1/subscriptions";
pub const SUBSCRIPTIONS_CSV: &str = "/api/v1/subscriptions.csv";
pub const SUBSCRIPTIONS_XLSX: &str = "/api/v1/subscriptions.xlsx";
pub const SUBSCRIPTION: &str = "/api/v1/subscriptions/{id}";
/// What a draft would repeat (ORD-5).
pub const ORDER_REPEATS: &str = "/api/v1/order-repeats";
pub const REFERENCE_HABITS: &str = "/api/v1/reference-habits";
pub const VIEWS: &str = "/api/v1/views";
pub const VIEW: &str = "/api/v1/views/{id}";
pub const DRAFTS: &str = "/api/v1/drafts";
pub const DRAFT: &str = "/api/v1/drafts/{id}";
/// A file that goes with a case: announced, asked after, continued, removed (ORD-9).
pub const ATTACHMENT: &str = "/api/v1/attachments/{id}";
/// The file itself, to save.
pub const ATTACHMENT_CONTENT: &str = "/api/v1/attachments/{id}/content";
pub const CONTACTS: &str = "/api/v1/contacts";
pub const CONTACT: &str = "/api/v1/contacts/{id}";
pub const ACCOUNT: &str = "/api/v1/account";
pub const MAILS: &str = "/api/v1/mails";
pub const EVENTS: &str = "/api/v1/events";
pub const DEMONSTRATION_USERS: &str = "/api/v1/demonstration/users";
pub const DEMONSTRATION_CLOCK: &str = "/api/v1/demonstration/clock";
/// Where the order system sends its messages.
pub const ORDER_EVENTS: &str = "/partner/v1/order-events";
pub const OPENAPI: &str = "/api/openapi.json";

/// Carries the UUID that makes a repeated write the same write.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// Marks a request that no person caused, so that it does not put off the idle time-out.
pub const BACKGROUND: &str = "Jara-Background";
/// Whose page a request comes from, as [`user_tag`] writes the name. A page outlives its session: when another user of
/// the browser has logged in beside it, nothing of it may be done in that user's name (OFF-6).
pub const USER: &str = "Jara-User";

/// A user's name as a header may carry it, whatever letters it has.
pub fn user_tag(user_name: &str) -> String {
    user_name.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// On a submitted order: the UUID of the draft that it was made of. The server's copy goes with the order.
pub const DRAFT_ID: &str = "Jara-Draft";
