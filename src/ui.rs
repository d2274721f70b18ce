//! The design system: widgets that know nothing of the domain, of messages or of the server. Every text comes in as a signal, so
//! the language can change while someone is typing.
#![cfg_attr(
    not(debug_assertions),
    expect(
        dead_code,
        reason = "the gallery of debug builds shows every widget; the pages do not use them all yet"
    )
)]

pub mod button;
pub mod calendar;
pub mod calendar_view;
pub mod choice;
pub mod combobox;
pub mod combobox_list;
pub mod compare;
pub mod date_field;
pub mod dialog;
pub mod error_summary;
pub mod field;
pub mod files;
#[cfg(debug_assertions)]
pub mod gallery;
pub mod icon;
pub mod layout;
pub mod light;
pub mod menu;
pub mod notice;
pub mod page;
pub mod place;
pub mod save_as;
pub mod scheme;
pub mod settled;
pub mod shell;
pub mod shown;
pub mod slots;
pub mod states;
pub mod status;
pub mod table;
pub mod tabs;
pub mod timeline;
pub mod toast;
pub mod words;
