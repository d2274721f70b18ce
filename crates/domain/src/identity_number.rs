//! CUS-1: the 11-digit national identity number is never asked for, and refused where it is typed.

/// True where eleven digits stand together, with or without the spaces, dots or hyphens that people put into them.
/// No name, date of birth or organisation number looks like that, so the check digits are not even computed.
pub fn is_in(typed: &str) -> bool {
    let mut run = 0_u32;
    let mut gap = 0_u32;
    for c in typed.chars().chain(['x']) {
        if c.is_ascii_digit() {
            run += 1;
            gap = 0;
        } else if run > 0 && gap == 0 && (c.is_whitespace() || matches!(c, '.' | '-')) {
            gap += 1;
        } else {
            if run == 11 {
                return true;
            }
            run = 0;
            gap = 0;
        }
    }
    false
}
