//! POS: the Norwegian postal register, and what it says of a postcode.

/// The register. Categories are there only after an administrator has imported the full file (POS-2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostcodeRegister {}
