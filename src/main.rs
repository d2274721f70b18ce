//! Mounts the application, nothing else.

mod app;
mod ui;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
