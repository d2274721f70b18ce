//! Short messages about what has just happened, in a polite live region, with a link to where it happened.

use super::button::IconButton;
use super::icon::{Glyph, Icon};
use super::status::Tone;
use super::words::word;
use leptos::prelude::*;
use std::time::Duration;

/// How long a message stays that asks nothing of the reader.
const STAYS: Duration = Duration::from_secs(8);

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    pub tone: Tone,
    pub text: String,
    /// Text and address.
    pub link: Option<(String, String)>,
    /// Stays until it is dismissed: every failure does.
    pub stays: bool,
}

impl Toast {
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
            link: None,
            stays: matches!(tone, Tone::Danger | Tone::Warning),
        }
    }

    #[must_use]
    pub fn link(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((text.into(), href.into()));
        self
    }
}

/// The messages that stand now. Copy it into any handler.
#[derive(Clone, Copy)]
pub struct Toasts {
    next: StoredValue<u32>,
    shown: RwSignal<Vec<(u32, Toast)>>,
}

impl Toasts {
    /// Provides the region's messages to everything below.
    pub fn provide() -> Self {
        let toasts = Self {
            next: StoredValue::new(0),
            shown: RwSignal::new(Vec::new()),
        };
        provide_context(toasts);
        toasts
    }

    /// The provided ones; without a provider messages go nowhere but into the console.
    pub fn of_context() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Shows one more.
    pub fn show(self, toast: Toast) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let stays = toast.stays;
        self.shown.update(|shown| shown.push((id, toast)));
        if !stays {
            set_timeout(move || self.dismiss_unless_read(id), STAYS);
        }
    }

    /// A message that the pointer or the focus rests on is being read: it stays a while longer (WCAG 2.2.1).
    fn dismiss_unless_read(self, id: u32) {
        let read = document()
            .query_selector(".toasts:is(:hover, :focus-within)")
            .is_ok_and(|found| found.is_some());
        if read {
            set_timeout(move || self.dismiss_unless_read(id), STAYS / 4);
        } else {
            self.dismiss(id);
        }
    }

    fn dismiss(self, id: u32) {
        // The page may have gone before the time was up; then there is nothing to take away.
        let _gone = self.shown.try_update(|shown| shown.retain(|(own, _)| *own != id));
    }
}

/// Where they stand: once, in the shell.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::of_context();
    let name = word(|words| &words.messages);
    view! {
        <div class="toasts" role="region" aria-label=move || name.get()>
            <div aria-live="polite" aria-relevant="additions">
                <For
                    each=move || toasts.shown.get()
                    key=|(id, _)| *id
                    children=move |(id, toast)| {
                        view! { <ToastCard toast dismiss=Callback::new(move |()| toasts.dismiss(id))/> }
                    }
                />
            </div>
        </div>
    }
}

#[component]
fn ToastCard(toast: Toast, dismiss: Callback<()>) -> impl IntoView {
    let icon = match toast.tone {
        Tone::Success => Icon::CheckCircle,
        Tone::Warning => Icon::Warning,
        Tone::Danger => Icon::Error,
        Tone::Neutral | Tone::Info | Tone::Accent => Icon::Info,
    };
    let close = word(|words| &words.dismiss);
    view! {
        <div class="toast" data-color=toast.tone.color()>
            <Glyph icon/>
            <p>
                {toast.text}
                {toast
                    .link
                    .map(|(text, href)| {
                        // Who follows it has read the message.
                        view! { " "<a class="ds-link" href=href on:click=move |_| dismiss.run(())>{text}</a> }
                    })}
            </p>
            <IconButton name=close icon=Icon::Close on_press=dismiss/>
        </div>
    }
}
