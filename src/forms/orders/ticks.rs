//! OFF-5: what is ticked in a draft, of its first line and of the whole, told apart by its path.

use domain::orders::{LineDraft, OrderDraft};
use texts::Key;

use super::paths::of_first;

/// What is ticked: its row's key, its name, and where it lies.
pub type Tick<Of> = (&'static str, Key, fn(&mut Of) -> &mut bool);

pub const OF_LINE: [Tick<LineDraft>; 9] = [
    (
        of_first!("address.no_street_address"),
        Key::OrderFormNoStreetShort,
        |line| &mut line.address.no_street_address,
    ),
    (
        of_first!("address.not_in_register"),
        Key::OrderFormNotInRegisterShort,
        |line| &mut line.address.not_in_register,
    ),
    (
        of_first!("address.large_area"),
        Key::OrderFormLargeAreaShort,
        |line| &mut line.address.large_area,
    ),
    (
        of_first!("confirmations.door_marked"),
        Key::OrderFormDoorMarkedShort,
        |line| &mut line.confirmations.door_marked,
    ),
    (
        of_first!("confirmations.contact_reachable"),
        Key::OrderFormContactReachableShort,
        |line| &mut line.confirmations.contact_reachable,
    ),
    (
        of_first!("confirmations.contact_present"),
        Key::OrderFormContactPresentShort,
        |line| &mut line.confirmations.contact_present,
    ),
    (
        of_first!("confirmations.contact_informed"),
        Key::OrderFormContactInformedShort,
        |line| &mut line.confirmations.contact_informed,
    ),
    (
        of_first!("confirmations.contact_helpful"),
        Key::OrderFormContactHelpfulShort,
        |line| &mut line.confirmations.contact_helpful,
    ),
    (
        of_first!("confirmations.customer_informed"),
        Key::OrderFormCustomerInformedShort,
        |line| &mut line.confirmations.customer_informed,
    ),
];

pub const OF_ORDER: [Tick<OrderDraft>; 2] = [
    ("switch.new_end_user", Key::OrderFormNewEndUserShort, |order| {
        &mut order.switch.new_end_user
    }),
    ("switch.terminated", Key::OrderFormRivalTerminatedShort, |order| {
        &mut order.switch.terminated
    }),
];
