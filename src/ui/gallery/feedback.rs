//! What answers: dialogs, short messages, waiting, nothing, failure; and every icon.

use crate::ui::button::{Button, ButtonKind};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::layout::Panel;
use crate::ui::page::Kbd;
use crate::ui::states::{EmptyState, ErrorState, Skeleton};
use crate::ui::status::Tone;
use crate::ui::toast::{Toast, Toasts};
use leptos::prelude::*;

#[component]
pub fn Feedback() -> impl IntoView {
    let open = RwSignal::new(false);
    let toasts = Toasts::of_context();
    let close = Callback::new(move |()| open.set(false));
    view! {
        <div class="row">
            <Button text="Åpne dialog" kind=ButtonKind::Secondary on_press=Callback::new(move |()| open.set(true))/>
            <Button
                text="Vis melding"
                kind=ButtonKind::Secondary
                on_press=Callback::new(move |()| {
                    toasts.show(Toast::new(Tone::Danger, "Bestillingen kom ikke frem. Den ligger i utboksen."));
                })
            />
            <Kbd keys="Ctrl K"/>
        </div>
        <Dialog
            open
            on_close=close
            title="Slette kladden?"
            actions=move || {
                view! {
                    <Button text="Behold" kind=ButtonKind::Secondary on_press=close/>
                    <Button text="Slett" kind=ButtonKind::Danger on_press=close/>
                }
            }
        >
            <p>"Det du har skrevet siden kl. 14:32 går tapt. Den holdte montørtiden slippes."</p>
        </Dialog>
        <Panel>
            <EmptyState icon=Icon::Order title="Ingen bestillinger ennå" text="Bestill det første produktet, så står det her med status og montørtid."/>
        </Panel>
        <Panel>
            <ErrorState title="Bestillingen kunne ikke hentes" text="Nettet er borte. Vi prøver igjen av oss selv." on_retry=Callback::new(|()| ())/>
        </Panel>
        <Panel><Skeleton/></Panel>
        <Panel title="Ikoner">
            <div class="row">{ICONS.iter().map(|icon| view! { <Glyph icon=*icon/> }).collect_view()}</div>
        </Panel>
    }
}

const ICONS: [Icon; 64] = [
    Icon::Home,
    Icon::Quote,
    Icon::Order,
    Icon::Portfolio,
    Icon::Request,
    Icon::Ticket,
    Icon::Invoice,
    Icon::Draft,
    Icon::Contacts,
    Icon::Training,
    Icon::Operations,
    Icon::Queue,
    Icon::Admin,
    Icon::Account,
    Icon::Search,
    Icon::Plus,
    Icon::Close,
    Icon::Check,
    Icon::CheckCircle,
    Icon::Info,
    Icon::Warning,
    Icon::Error,
    Icon::Help,
    Icon::Calendar,
    Icon::Clock,
    Icon::ChevronDown,
    Icon::ChevronUp,
    Icon::ChevronLeft,
    Icon::ChevronRight,
    Icon::ArrowUp,
    Icon::ArrowDown,
    Icon::ArrowRight,
    Icon::Sort,
    Icon::Filter,
    Icon::Download,
    Icon::Upload,
    Icon::Refresh,
    Icon::Copy,
    Icon::Trash,
    Icon::Edit,
    Icon::Print,
    Icon::Logout,
    Icon::Language,
    Icon::Sun,
    Icon::Moon,
    Icon::Contrast,
    Icon::Online,
    Icon::Offline,
    Icon::Outbox,
    Icon::Pin,
    Icon::Phone,
    Icon::User,
    Icon::Building,
    Icon::Technician,
    Icon::Lock,
    Icon::Bookmark,
    Icon::Columns,
    Icon::Menu,
    Icon::External,
    Icon::Attachment,
    Icon::Stop,
    Icon::Circle,
    Icon::Dot,
    Icon::History,
];
