//! Orders.

/// `1-20418`, as the order is shown and addressed.
pub fn order_name(id: i64) -> String {
    format!("1-{id}")
}

/// The number in an order's name; none when it is no such name.
pub fn order_id(name: &str) -> Option<i64> {
    let digits = name.strip_prefix("1-")?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with('0') {
        return None;
    }
    digits.parse().ok()
}
