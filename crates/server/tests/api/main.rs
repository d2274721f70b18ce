//! Tests over HTTP: the real backend on a free port, with a store of its own for each test.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what helps a test fails the test"
)]

mod drafts;
mod harness;
mod installed;
mod kinds;
#[path = "../../../domain/tests/rules/line_table.rs"]
mod line_table;
mod mail_sink;
mod partners;
mod postgres;

mod access_checks;
mod appointments;
mod attachments;
mod attachments_kept;
mod authorisation;
mod authorities;
mod backups;
mod carrier_lines;
mod changes;
mod company;
mod connections;
mod crash;
mod demonstration;
mod draft_copies;
mod draft_orders;
mod faults;
mod full_disk;
mod garbage;
mod given_back;
mod headers;
mod isp_switch;
mod list_workbooks;
mod mails;
mod numbers;
mod openapi;
mod order_attachments;
mod order_list;
mod order_messages;
mod order_reasons;
mod order_system;
mod orders;
mod projects;
mod registers;
mod reopen;
mod reopen_answers;
mod reopen_kept;
mod reopen_kinds;
mod reopen_rules;
mod repeats;
mod rules;
mod seen;
mod sessions;
mod store;
mod submit_slots;
mod subscriptions;
mod system_transitions;
mod terminations;
mod timers;
mod transitions;
mod two_processes;
mod vault;
mod whole_orders;
