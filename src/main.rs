//! Mounts the application, nothing else.

fn main() {
    leptos::mount::mount_to_body(|| "Jara NetBusiness");
}
