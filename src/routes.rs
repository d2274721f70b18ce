//! Every path of the application, and the builders of its links.

use js_sys::encode_uri_component;

pub const HOME: &str = "/";
pub const LOG_IN: &str = "/login";
pub const ORDERS: &str = "/orders";
pub const NEW_ORDER: &str = "/orders/new";
pub const DRAFTS: &str = "/drafts";

/// The page of an order, whose id is as `1-20418`.
pub fn order(id: &str) -> String {
    format!("{ORDERS}/{}", String::from(encode_uri_component(id)))
}

/// The order form with this draft in it.
pub fn draft(id: &str) -> String {
    format!("{NEW_ORDER}?draft={id}")
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
