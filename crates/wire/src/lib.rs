//! What answers of the backend look like. No logic: the browser and the backend share these shapes and nothing else.

pub mod appointments;
pub mod attachments;
pub mod company;
pub mod demonstration;
pub mod drafts;
pub mod events;
pub mod lists;
pub mod numbers;
pub mod orders;
pub mod paths;
pub mod problem;
pub mod registers;
pub mod session;
pub mod subscriptions;
