//! Mounts the application, nothing else.

mod api;
mod app;
mod broken;
mod clock;
mod forms;
mod json;
mod language;
mod offline;
mod pages;
mod problem;
mod reference;
mod routes;
mod session;
mod ui;
mod words;

fn main() {
    broken::say_so();
    ui::page::end_boot();
    leptos::mount::mount_to_body(app::App);
}
