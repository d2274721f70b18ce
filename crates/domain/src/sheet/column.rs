//! The columns of the sheet, what each is called, and where it stands in a line.

use serde::{Deserialize, Serialize};

use crate::orders::LineDraft;

/// What may be typed, pasted or imported for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    Kind,
    FirstName,
    LastName,
    DateOfBirth,
    CompanyName,
    OrganisationNumber,
    Street,
    HouseNumber,
    Entrance,
    Floor,
    Unit,
    Postcode,
    Place,
    NotInRegister,
    ContactName,
    Phone,
    SecondPhone,
    ExistingNumber,
    DoorMarked,
    ContactReachable,
    ContactPresent,
    ContactInformed,
    ContactHelpful,
    CustomerInformed,
}

/// The text is none of the words that this column has; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misunderstood;

pub const PRIVATE: &str = "private";
pub const COMPANY: &str = "company";
/// A tick as text.
pub const TICKED: &str = "x";

impl Column {
    pub const ALL: [Self; 24] = [
        Self::Kind,
        Self::FirstName,
        Self::LastName,
        Self::DateOfBirth,
        Self::CompanyName,
        Self::OrganisationNumber,
        Self::Street,
        Self::HouseNumber,
        Self::Entrance,
        Self::Floor,
        Self::Unit,
        Self::Postcode,
        Self::Place,
        Self::NotInRegister,
        Self::ContactName,
        Self::Phone,
        Self::SecondPhone,
        Self::ExistingNumber,
        Self::DoorMarked,
        Self::ContactReachable,
        Self::ContactPresent,
        Self::ContactInformed,
        Self::ContactHelpful,
        Self::CustomerInformed,
    ];

    /// The field of the line, as in the paths of findings.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Kind => "end_user.kind",
            Self::FirstName => "end_user.first_name",
            Self::LastName => "end_user.last_name",
            Self::DateOfBirth => "end_user.date_of_birth",
            Self::CompanyName => "end_user.company_name",
            Self::OrganisationNumber => "end_user.organisation_number",
            Self::Street => "address.street",
            Self::HouseNumber => "address.house_number",
            Self::Entrance => "address.entrance",
            Self::Floor => "address.floor",
            Self::Unit => "address.unit",
            Self::Postcode => "address.postcode",
            Self::Place => "address.place",
            Self::NotInRegister => "address.not_in_register",
            Self::ContactName => "contact.name",
            Self::Phone => "contact.phone",
            Self::SecondPhone => "contact.second_phone",
            Self::ExistingNumber => "address.existing_number",
            Self::DoorMarked => "confirmations.door_marked",
            Self::ContactReachable => "confirmations.contact_reachable",
            Self::ContactPresent => "confirmations.contact_present",
            Self::ContactInformed => "confirmations.contact_informed",
            Self::ContactHelpful => "confirmations.contact_helpful",
            Self::CustomerInformed => "confirmations.customer_informed",
        }
    }

    /// Which column shows what is found at a field of a line; what has no column of its own stands where it is put right.
    pub fn showing(field: &str) -> Option<Self> {
        let own = Self::ALL.into_iter().find(|column| column.field() == field);
        own.or(match field {
            "address" | "address.kind" | "address.register_id" => Some(Self::Street),
            // ORD-5: the same end user at the same place.
            "beside" => Some(Self::LastName),
            _ => None,
        })
    }

    /// Ticked or not, and nothing else.
    pub const fn is_tick(self) -> bool {
        matches!(
            self,
            Self::NotInRegister
                | Self::DoorMarked
                | Self::ContactReachable
                | Self::ContactPresent
                | Self::ContactInformed
                | Self::ContactHelpful
                | Self::CustomerInformed
        )
    }

    /// Part of what the address register is asked by: when it changes, the register's answer was about another place.
    pub const fn names_the_place(self) -> bool {
        matches!(self, Self::Street | Self::HouseNumber | Self::Postcode)
    }

    /// Whether a line of its kind of customer has this at all (CUS-1, CUS-2).
    pub fn is_used(self, line: &LineDraft) -> bool {
        let is_company = line.end_user.kind.trim() == COMPANY;
        match self {
            Self::FirstName | Self::LastName | Self::DateOfBirth => !is_company,
            Self::CompanyName | Self::OrganisationNumber => is_company,
            Self::Kind
            | Self::Street
            | Self::HouseNumber
            | Self::Entrance
            | Self::Floor
            | Self::Unit
            | Self::Postcode
            | Self::Place
            | Self::NotInRegister
            | Self::ContactName
            | Self::Phone
            | Self::SecondPhone
            | Self::ExistingNumber
            | Self::DoorMarked
            | Self::ContactReachable
            | Self::ContactPresent
            | Self::ContactInformed
            | Self::ContactHelpful
            | Self::CustomerInformed => true,
        }
    }

    /// What stands in the cell: text as it was typed, ticks as `x` or nothing.
    pub fn get(self, line: &LineDraft) -> &str {
        let tick = |is: bool| if is { TICKED } else { "" };
        match self {
            Self::Kind => &line.end_user.kind,
            Self::FirstName => &line.end_user.first_name,
            Self::LastName => &line.end_user.last_name,
            Self::DateOfBirth => &line.end_user.date_of_birth,
            Self::CompanyName => &line.end_user.company_name,
            Self::OrganisationNumber => &line.end_user.organisation_number,
            Self::Street => &line.address.street,
            Self::HouseNumber => &line.address.house_number,
            Self::Entrance => &line.address.entrance,
            Self::Floor => &line.address.floor,
            Self::Unit => &line.address.unit,
            Self::Postcode => &line.address.postcode,
            Self::Place => &line.address.place,
            Self::ContactName => &line.contact.name,
            Self::Phone => &line.contact.phone,
            Self::SecondPhone => &line.contact.second_phone,
            Self::ExistingNumber => &line.address.existing_number,
            Self::NotInRegister => tick(line.address.not_in_register),
            Self::DoorMarked => tick(line.confirmations.door_marked),
            Self::ContactReachable => tick(line.confirmations.contact_reachable),
            Self::ContactPresent => tick(line.confirmations.contact_present),
            Self::ContactInformed => tick(line.confirmations.contact_informed),
            Self::ContactHelpful => tick(line.confirmations.contact_helpful),
            Self::CustomerInformed => tick(line.confirmations.customer_informed),
        }
    }

    /// Writes into the cell what somebody typed, pasted or imported. Choices and ticks are understood in both languages; a text
    /// stays as it is, with the space at its end that the next word will follow.
    pub fn set(self, line: &mut LineDraft, text: &str) -> Result<(), Misunderstood> {
        if self.is_tick() {
            return self.tick(line, understood_tick(text)?);
        }
        let field = match self {
            Self::Kind => {
                line.end_user.kind = understood_kind(text.trim())?.to_owned();
                return Ok(());
            }
            Self::FirstName => &mut line.end_user.first_name,
            Self::LastName => &mut line.end_user.last_name,
            Self::DateOfBirth => &mut line.end_user.date_of_birth,
            Self::CompanyName => &mut line.end_user.company_name,
            Self::OrganisationNumber => &mut line.end_user.organisation_number,
            Self::Street => &mut line.address.street,
            Self::HouseNumber => &mut line.address.house_number,
            Self::Entrance => &mut line.address.entrance,
            Self::Floor => &mut line.address.floor,
            Self::Unit => &mut line.address.unit,
            Self::Postcode => &mut line.address.postcode,
            Self::Place => &mut line.address.place,
            Self::ContactName => &mut line.contact.name,
            Self::Phone => &mut line.contact.phone,
            Self::SecondPhone => &mut line.contact.second_phone,
            Self::ExistingNumber => &mut line.address.existing_number,
            Self::NotInRegister
            | Self::DoorMarked
            | Self::ContactReachable
            | Self::ContactPresent
            | Self::ContactInformed
            | Self::ContactHelpful
            | Self::CustomerInformed => return Err(Misunderstood),
        };
        text.clone_into(field);
        Ok(())
    }

    /// Ticks the cell or takes its tick away.
    pub fn tick(self, line: &mut LineDraft, now: bool) -> Result<(), Misunderstood> {
        let given = &mut line.confirmations;
        let tick = match self {
            Self::NotInRegister => &mut line.address.not_in_register,
            Self::DoorMarked => &mut given.door_marked,
            Self::ContactReachable => &mut given.contact_reachable,
            Self::ContactPresent => &mut given.contact_present,
            Self::ContactInformed => &mut given.contact_informed,
            Self::ContactHelpful => &mut given.contact_helpful,
            Self::CustomerInformed => &mut given.customer_informed,
            Self::Kind
            | Self::FirstName
            | Self::LastName
            | Self::DateOfBirth
            | Self::CompanyName
            | Self::OrganisationNumber
            | Self::Street
            | Self::HouseNumber
            | Self::Entrance
            | Self::Floor
            | Self::Unit
            | Self::Postcode
            | Self::Place
            | Self::ContactName
            | Self::Phone
            | Self::SecondPhone
            | Self::ExistingNumber => return Err(Misunderstood),
        };
        *tick = now;
        Ok(())
    }
}

fn understood_kind(text: &str) -> Result<&'static str, Misunderstood> {
    match text.to_lowercase().as_str() {
        "" | "privat" | "privatkunde" | "private" | "private customer" | "person" | "p" => Ok(PRIVATE),
        "bedrift" | "firma" | "foretak" | "company" | "business" | "b" | "c" => Ok(COMPANY),
        _ => Err(Misunderstood),
    }
}

fn understood_tick(text: &str) -> Result<bool, Misunderstood> {
    match text.trim().to_lowercase().as_str() {
        "x" | "ja" | "j" | "yes" | "y" | "1" | "sant" | "true" | "ok" | "✓" | "✔" | "☑" => Ok(true),
        "" | "nei" | "n" | "no" | "0" | "usant" | "false" | "-" | "–" | "☐" => Ok(false),
        _ => Err(Misunderstood),
    }
}
