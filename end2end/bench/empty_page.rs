//! An empty Leptos page, against which the application's own start is measured (`make bench`). It is an example of the
//! application's package: so it is built with the same dependencies, of the same versions, by the same flags.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <h1>"Nothing"</h1> });
}
