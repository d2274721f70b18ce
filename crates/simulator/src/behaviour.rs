//! What happens where: the one place that says which demonstration address or number has which behaviour.
//!
//! Prøveveien in 0665 OSLO has a house for each; its number is the number of the behaviour. Each house stands there three times, as `7`, `7A`
//! and `7B`, and what is counted (the first time-out, the first confirmation) is counted for each alone, so that two people can try the same
//! thing at once. The telephone numbers 21 90 00 01 … lead to Prøveveien 1 …, 21 90 01 01 … to 1A …, 21 90 02 01 … to 1B ….
//! Everywhere else everything is in order. `docs/demonstration.md` tells people the same, and a test compares the two.

/// Where the demonstration street lies.
pub const STREET: &str = "Prøveveien";
pub const MUNICIPALITY: &str = "0301";
/// The house with apartments, for trying the choice of a unit (ADR-4).
pub const APARTMENT_HOUSE: u32 = 30;

/// How Kapaks answers (KAP-3, KAP-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Green,
    SystemFault,
    Uncertain,
    /// Too far away for everything that goes over the copper pair at high speed; operator access and telephony are green.
    RedWithAlternatives,
    Red,
    SeveralHits,
    /// The first question hangs, the second is answered, the third hangs …
    TimesOutOnce,
    TimesOut,
    /// Shared access has no line to share; full access is green.
    NoCarrierLine,
    /// ADSL up to 2048/512 is green, above it red with the lower speeds as alternatives.
    SpeedLimited,
    Slow,
    Malformed,
    Away,
}

/// How the appointment book answers (BOK-1, BOK-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Booking {
    Open,
    NoFreeSlot,
    /// The first confirmation fails, the second goes through, the third fails …
    GoneAtConfirmation,
    Away,
}

/// What the order system does with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    AllTheWay,
    InformationRequired,
    Rejected,
    FailsAfterRegistration,
    Duplicate,
    Manual,
    TechnicianMisses,
    /// Moves on, but sends no more messages after `registered`.
    FallsSilent,
    /// Every message comes twice, and in pairs the later one first.
    ConfusesMessages,
    /// Five times the usual rest between two steps.
    TakesItsTime,
}

/// What is in service there already (GRD-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    Telephone,
    Nothing,
    AdslShared,
    OperatorAccessFull,
    OperatorAccessShared,
    OnlineAdsl,
    Shdsl,
    /// ADSL on full access that the partner itself has sold.
    OwnAdsl,
}

/// One demonstration address.
#[derive(Debug, Clone, Copy)]
pub struct Behaviour {
    pub number: u32,
    pub access: Access,
    pub booking: Booking,
    pub course: Course,
    pub existing: Existing,
    /// One sentence, the same as in `docs/demonstration.md`.
    pub what: &'static str,
}

const fn plain(number: u32, what: &'static str) -> Behaviour {
    Behaviour {
        number,
        access: Access::Green,
        booking: Booking::Open,
        course: Course::AllTheWay,
        existing: Existing::Telephone,
        what,
    }
}

const fn access(number: u32, access: Access, what: &'static str) -> Behaviour {
    Behaviour {
        access,
        ..plain(number, what)
    }
}

const fn booking(number: u32, booking: Booking, what: &'static str) -> Behaviour {
    Behaviour {
        booking,
        ..plain(number, what)
    }
}

const fn course(number: u32, course: Course, what: &'static str) -> Behaviour {
    Behaviour {
        course,
        ..plain(number, what)
    }
}

const fn existing(number: u32, existing: Existing, what: &'static str) -> Behaviour {
    Behaviour {
        existing,
        ..plain(number, what)
    }
}

/// All demonstration addresses, in the order of their house numbers.
pub const BEHAVIOURS: [Behaviour; 32] = [
    plain(1, "Green, and the order goes all the way to Closed."),
    access(
        2,
        Access::SystemFault,
        "Yellow, system fault: no booking, may be submitted.",
    ),
    access(
        3,
        Access::Uncertain,
        "Yellow, uncertain: should book, may be submitted.",
    ),
    access(
        4,
        Access::RedWithAlternatives,
        "Red for ADSL, SHDSL and HDSL; operator access and telephony are offered.",
    ),
    access(5, Access::Red, "Red for everything, no alternative."),
    access(
        6,
        Access::SeveralHits,
        "Several hits: one green, one uncertain, one red.",
    ),
    access(
        7,
        Access::TimesOutOnce,
        "The access check times out once, then answers green.",
    ),
    access(8, Access::TimesOut, "The access check times out every time."),
    booking(9, Booking::NoFreeSlot, "No technician has a free slot."),
    booking(
        10,
        Booking::GoneAtConfirmation,
        "The slot is gone when it is to be confirmed; the next one can be confirmed.",
    ),
    course(
        11,
        Course::InformationRequired,
        "The order is found incomplete, with a reason; after an update it goes on.",
    ),
    course(12, Course::Rejected, "The order is rejected, with a reason."),
    course(
        13,
        Course::FailsAfterRegistration,
        "The operator gives the order up after registration.",
    ),
    course(14, Course::Duplicate, "The order is found to be a duplicate."),
    course(15, Course::Manual, "The order waits for manual handling."),
    course(
        16,
        Course::TechnicianMisses,
        "The technician misses; a new date is set.",
    ),
    existing(
        17,
        Existing::AdslShared,
        "ADSL on shared access from another operator.",
    ),
    existing(
        18,
        Existing::OperatorAccessFull,
        "Operator access, full, from another operator.",
    ),
    Behaviour {
        access: Access::NoCarrierLine,
        ..existing(
            19,
            Existing::Nothing,
            "No telephone line: shared access is red, full access is green.",
        )
    },
    access(
        20,
        Access::SpeedLimited,
        "ADSL up to 2048/512 only; higher speeds are red with the lower ones offered.",
    ),
    access(21, Access::Slow, "The access check takes three seconds."),
    access(
        22,
        Access::Malformed,
        "The access check answers with broken data.",
    ),
    access(23, Access::Away, "Kapaks is away (503)."),
    booking(24, Booking::Away, "The appointment book is away (503)."),
    existing(25, Existing::OnlineAdsl, "Online ADSL from another operator."),
    existing(26, Existing::Shdsl, "SHDSL from another operator."),
    course(
        27,
        Course::FallsSilent,
        "The order system sends no more messages after registration, but moves on.",
    ),
    course(
        28,
        Course::ConfusesMessages,
        "The order system repeats its messages and mixes their order.",
    ),
    course(29, Course::TakesItsTime, "The order moves five times as slowly."),
    plain(30, "An apartment house: a unit must be chosen. Else as number 1."),
    existing(
        31,
        Existing::OwnAdsl,
        "ADSL, full access, that the partner Nordavind has sold already.",
    ),
    existing(
        32,
        Existing::OperatorAccessShared,
        "Operator access, shared, from another operator.",
    ),
];

/// A place outside the demonstration street, where everything is in order.
const ORDINARY: Behaviour = plain(0, "Everything is in order.");

/// A demonstration house: the behaviour, and the letter that keeps its counters apart.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    pub behaviour: &'static Behaviour,
    /// Names the house in counters: 7 is 7, 7A is 107, 7B is 207.
    pub house: u32,
}

const NOTHING_SPECIAL: Case = Case {
    behaviour: &ORDINARY,
    house: 0,
};

/// The letters of the houses in the order in which telephone numbers count them.
pub const LETTERS: [&str; 3] = ["", "A", "B"];

/// The case of a house in the demonstration street.
pub fn at_house(number: u32, letter: &str) -> Case {
    let letter = LETTERS
        .iter()
        .position(|known| known.eq_ignore_ascii_case(letter));
    let behaviour = BEHAVIOURS.iter().find(|behaviour| behaviour.number == number);
    match (behaviour, letter.and_then(|index| u32::try_from(index).ok())) {
        (Some(behaviour), Some(index)) => Case {
            behaviour,
            house: index * 100 + number,
        },
        _ => NOTHING_SPECIAL,
    }
}

/// Everywhere else.
pub fn elsewhere() -> Case {
    NOTHING_SPECIAL
}

/// The telephone number of a demonstration house.
pub fn phone_of(number: u32, letter_index: usize) -> String {
    format!("2190{letter_index:02}{number:02}")
}

/// The circuit number of a demonstration house's telephone line.
pub fn circuit_of(number: u32, letter_index: usize) -> String {
    format!("JX10{letter_index:02}{number:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_house_number_is_its_place_in_the_table() {
        for (index, behaviour) in BEHAVIOURS.iter().enumerate() {
            assert_eq!(usize::try_from(behaviour.number).unwrap(), index + 1);
        }
    }

    #[test]
    fn houses_with_letters_behave_alike_but_are_counted_apart() {
        let (plain, lettered) = (at_house(7, ""), at_house(7, "b"));
        assert_eq!(plain.behaviour.access, lettered.behaviour.access);
        assert_ne!(plain.house, lettered.house);
        assert_eq!(at_house(7, "C").behaviour.access, Access::Green);
        assert_eq!(at_house(99, "").behaviour.access, Access::Green);
    }

    /// People read the document, the code reads the table: neither may drift.
    #[test]
    fn the_demonstration_document_says_what_the_table_says() {
        let document = include_str!("../../../docs/demonstration.md");
        for behaviour in BEHAVIOURS {
            let row = format!("| {} | {} |", behaviour.number, behaviour.what);
            assert!(
                document.contains(&row),
                "docs/demonstration.md lacks the row: {row}"
            );
        }
    }
}
