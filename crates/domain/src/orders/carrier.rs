//! ORD-6: end user and address by the phone number of the line that is to carry the broadband.

use crate::{
    attributes::is_subscriber_number,
    catalogue::{AccessKind, Family, Product},
    finding::{Code, codes},
    phone,
};

/// Whether it is offered: for ADSL, and for operator access that shares its line with telephony.
pub fn is_offered(product: &Product) -> bool {
    match product.family {
        Family::Adsl => true,
        Family::OperatorAccess => product.access == Some(AccessKind::Shared),
        Family::Shdsl | Family::Hdsl | Family::Pstn | Family::Isdn | Family::Circuit | Family::CoLocation => {
            false
        }
    }
}

/// The number of a telephone line as it is asked about, or what is wrong with what was typed.
pub fn number(typed: &str) -> Result<String, Code> {
    let number = phone::tidied(typed);
    if number.is_empty() {
        return Err(codes::CARRIER_NUMBER_MISSING);
    }
    if !is_subscriber_number(&number) {
        return Err(codes::CARRIER_NUMBER_INVALID);
    }
    Ok(number)
}
