//! The kinds of order, as lists name them.

use serde::{Deserialize, Serialize};

/// The four kinds of order (GRD-3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OrderKind {
    #[default]
    New,
    IspSwitch,
    Modify,
    Terminate,
}

impl OrderKind {
    pub const ALL: [Self; 4] = [Self::New, Self::IspSwitch, Self::Modify, Self::Terminate];

    /// As it is written on the wire; its text stands under `orders.kind.<this>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::IspSwitch => "isp_switch",
            Self::Modify => "modify",
            Self::Terminate => "terminate",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
