//! Every path of the application, and the builders of its links.

use domain::orders::Need;
use js_sys::encode_uri_component;

pub const HOME: &str = "/";
pub const LOG_IN: &str = "/login";
pub const ORDERS: &str = "/orders";
pub const NEW_ORDER: &str = "/orders/new";
pub const SWITCH: &str = "/orders/switch";
pub const TERMINATION: &str = "/orders/terminate";
pub const CHANGE: &str = "/orders/modify";
pub const PORTFOLIO: &str = "/portfolio";
pub const DRAFTS: &str = "/drafts";
pub const CONTACTS: &str = "/contacts";
pub const ACCOUNT: &str = "/account";
pub const MAILS: &str = "/mails";

/// The page of an order, whose id is as `1-20418`.
pub fn order(id: &str) -> String {
    format!("{ORDERS}/{}", String::from(encode_uri_component(id)))
}

/// The page of a subscription, whose id is as `S-30001`.
pub fn subscription(id: &str) -> String {
    format!("{PORTFOLIO}/{}", String::from(encode_uri_component(id)))
}

/// The contacts, with the form of this one open: an id, of a contact that is or of one that was begun.
pub fn contact(id: &str) -> String {
    format!("{CONTACTS}?contact={}", String::from(encode_uri_component(id)))
}

/// The form with this draft in it, whatever its customer needs.
pub fn draft(id: &str) -> String {
    format!("{NEW_ORDER}?draft={id}")
}

/// As [`draft`], where it is known what the customer needs.
pub fn draft_of(id: &str, need: Option<Need>) -> String {
    format!("{}?draft={id}", form_of(need))
}

/// The form that a need has (GRD-3).
pub fn form_of(need: Option<Need>) -> &'static str {
    match need {
        Some(Need::Terminate) => TERMINATION,
        Some(Need::Move | Need::Change) => CHANGE,
        Some(Need::Switch) => SWITCH,
        Some(Need::New) | None => NEW_ORDER,
    }
}

/// The need whose form stands at a path; the form of a new order asks for it.
pub fn need_of(path: &str) -> Option<Need> {
    match path {
        TERMINATION => Some(Need::Terminate),
        CHANGE => Some(Need::Change),
        SWITCH => Some(Need::Switch),
        _ => None,
    }
}

/// Whether a form stands there.
pub fn is_form(path: &str) -> bool {
    path == NEW_ORDER || need_of(path).is_some()
}

/// The list of orders with these filters.
pub fn orders(query: &str) -> String {
    if query.is_empty() {
        ORDERS.to_owned()
    } else {
        format!("{ORDERS}?{query}")
    }
}

/// The log-in page that leads back to where someone wanted to go.
pub fn log_in(next: &str) -> String {
    if next.is_empty() || next == HOME {
        LOG_IN.to_owned()
    } else {
        format!("{LOG_IN}?next={}", String::from(encode_uri_component(next)))
    }
}

/// Where to go after the log-in. Only a place of our own: an address that somebody sent must not lead elsewhere.
pub fn after_log_in(next: Option<&str>) -> String {
    let own = |next: &&str| {
        next.starts_with('/')
            && !next.starts_with("//")
            && !next.contains('\\')
            && !next.starts_with(LOG_IN)
            && !next.chars().any(char::is_control)
    };
    next.filter(own).unwrap_or(HOME).to_owned()
}

#[cfg(test)]
mod tests {
    use super::after_log_in;

    #[test]
    fn the_way_back_after_the_log_in_never_leads_to_another_site() {
        assert_eq!(
            after_log_in(Some("/orders?status=incomplete")),
            "/orders?status=incomplete"
        );
        for elsewhere in [
            "https://elsewhere.example",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "/login?next=/",
            "x",
        ] {
            assert_eq!(after_log_in(Some(elsewhere)), "/", "{elsewhere}");
        }
        assert_eq!(after_log_in(None), "/");
    }
}
