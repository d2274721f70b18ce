//! The widgets of lists and case pages.

use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::icon::Icon;
use crate::ui::layout::Panel;
use crate::ui::save_as::SaveAs;
use crate::ui::states::EmptyState;
use crate::ui::status::{Explained, StatusBadge, Tag, Tone};
use crate::ui::table::{Column, DataTable, Rows, Sort};
use crate::ui::tabs::{Tab, TabPanel, Tabs};
use crate::ui::timeline::{Step, StepState, Timeline, Turn, TurnBanner};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Order {
    number: u32,
    reference: String,
    user: &'static str,
    place: &'static str,
    wanted: &'static str,
    status: (&'static str, Tone),
    turn: &'static str,
    amount: &'static str,
}

fn orders() -> Vec<Order> {
    let users = [
        ("Aslak Tveito", "Kirkeveien 64B, 0364 OSLO"),
        ("Siv Tveito", "Storgata 8, 2815 GJØVIK"),
        ("Borealis Regnskap AS", "Havnegata 1, 8006 BODØ"),
        ("Øyvind Nærland", "Åsveien 12, 4365 NÆRBØ"),
    ];
    let statuses = [
        (("Incomplete", Tone::Warning), "Din tur"),
        (("In Progress", Tone::Info), "Operatøren"),
        (("Finished", Tone::Success), "–"),
        (("Rejected", Tone::Danger), "Din tur"),
        (("Cancelled", Tone::Neutral), "–"),
    ];
    (0..24)
        .map(|at: u32| {
            let (user, place) = users[at as usize % users.len()];
            let (status, turn) = statuses[at as usize % statuses.len()];
            Order {
                number: 20418 - at,
                reference: format!("FN-{}", 900 + at * 7),
                user,
                place,
                wanted: "11.12.2026",
                status,
                turn,
                amount: if at.is_multiple_of(3) {
                    "1 189,00"
                } else {
                    "189,00"
                },
            }
        })
        .collect()
}

fn badge(order: &Order) -> AnyView {
    let (text, tone) = order.status;
    let explanation = vec![
        Explained::new(
            "Betyr",
            "Noe mangler eller er feil. Operatøren venter til det er rettet.",
        ),
        Explained::new("Tur", order.turn),
        Explained::new("Siden", "i går kl. 10:05"),
        Explained::new("Så", "Rett fullmakten og sett Customer Update."),
    ];
    view! { <StatusBadge text tone explanation=Signal::stored(explanation)/> }.into_any()
}

fn columns() -> Vec<Column<Order>> {
    vec![
        Column::new("id", "Nummer".into(), |order: &Order| {
            format!("1-{}", order.number)
        })
        .numbers()
        .sortable(),
        Column::new("ref", "Deres referanse".into(), |order: &Order| {
            order.reference.clone()
        }),
        Column::new("user", "Sluttbruker".into(), |order: &Order| order.user).sortable(),
        Column::new("product", "Produkt".into(), |_: &Order| "Jara ADSL delt"),
        Column::new("place", "Sted".into(), |order: &Order| order.place),
        Column::new("wanted", "Ønsket".into(), |order: &Order| order.wanted)
            .numbers()
            .sortable(),
        Column::new("status", "Status".into(), badge),
        Column::new("turn", "Tur".into(), |order: &Order| order.turn),
        Column::new("amount", "Per måned".into(), |order: &Order| order.amount).amount(),
    ]
}

fn steps() -> Vec<Step> {
    let step = |label: &str, detail: Option<&str>, state| Step {
        label: label.to_owned(),
        detail: detail.map(str::to_owned),
        state,
        overdue: false,
    };
    vec![
        step("Sendt", Some("20.11"), StepState::Done),
        step("Registrert", Some("20.11"), StepState::Done),
        step("Mangler noe", Some("siden 21.11"), StepState::Now),
        step("Ordered (O)", None, StepState::Ahead),
        step("Design (D)", None, StepState::Ahead),
        step("Ready (R)", None, StepState::Ahead),
        step("Field Service (M)", Some("11.12"), StepState::Ahead),
        step("Test (T)", None, StepState::Ahead),
        step("Delivery (L)", None, StepState::Ahead),
        step("Finished (F)", Some("11.12"), StepState::Ahead),
    ]
}

#[component]
pub fn Cases() -> impl IntoView {
    let sort = RwSignal::new(None::<Sort>);
    let rows = RwSignal::new(Rows::Ready(orders()));
    let action = || view! { <Button text="Rett fullmakten" on_press=Callback::new(|()| ())/> };
    view! {
        <TurnBanner
            turn=Turn::Mine
            lead="Din tur siden i går kl. 10:05."
            reason="Fullmakten gjelder en annen eier enn abonnementets."
            advice="Hent ny fullmakt fra Siv Tveito, legg inn referansen og sett Customer Update. Uten svar innen 8. desember rekker vi ikke avtalt dato."
            action
        />
        <TurnBanner turn=Turn::Theirs lead="Operatørens tur siden kl. 14:41." reason="Ordren registreres." advice="Vanligvis ferdig i morgen kl. 12."/>
        <TurnBanner turn=Turn::Over lead="Levert 11. desember." reason="Linjen er målt og i drift."/>
        <TurnBanner turn=Turn::Stopped lead="Annullert 21. november." reason="Av Ingrid Vale: kunden trakk seg."/>
        <Panel title="Leveransen" beside=|| "Ordrenummer 7741190 · avtalt fredag 11. desember">
            <Timeline label="Veien til levert" steps=Signal::derive(steps)/>
        </Panel>
        <Panel
            title="Bestillinger"
            beside=|| "24 av 1 204"
            actions=|| {
                view! {
                    <SaveAs csv="Lagre som CSV" xlsx="Lagre som XLSX" on_save=Callback::new(|_| ())/>
                    <LinkButton text="Ny bestilling" href="/orders/new" icon=Icon::Plus/>
                }
            }
        >
            <DataTable
                caption="Bestillinger"
                columns=columns()
                rows
                href=Callback::new(|order: Order| format!("/orders/1-{}", order.number))
                sort
                on_sort=Callback::new(move |next| sort.set(Some(next)))
                empty=|| ()
                failed_title="Listen kunne ikke hentes"
                on_retry=Callback::new(|()| ())
                foot=|| view! { <div class="table-foot"><span>"24 av 1 204"</span><Button text="Vis flere" small=true kind=ButtonKind::Secondary on_press=Callback::new(|()| ())/></div> }
            />
        </Panel>
        <Parts/>
        <OtherTables/>
        <Tags/>
    }
}

#[component]
fn Parts() -> impl IntoView {
    let selected = RwSignal::new("lines".to_owned());
    let tab = |id: &str, label: &str, count| Tab {
        id: id.to_owned(),
        label: label.to_owned(),
        count,
    };
    let tabs = vec![
        tab("lines", "Ordrelinjer", Some(1)),
        tab("attachments", "Vedlegg", None),
        tab("history", "Historikk", Some(3)),
    ];
    view! {
        <Panel>
            <Tabs
                label="Deler av bestillingen"
                tabs=Signal::stored(tabs)
                selected
                on_select=Callback::new(move |id| selected.set(id))
            />
            <TabPanel id="lines" selected>"1 · Jara ADSL delt tilgang"</TabPanel>
            <TabPanel id="attachments" selected>"Ingen vedlegg"</TabPanel>
            <TabPanel id="history" selected>
                <ol class="history">
                    <li><time>"21.11 10:05"</time><span>"Jara Kundeservice"</span><span>"In Progress → Incomplete"</span></li>
                    <li><time>"20.11 14:41"</time><span>"Ingrid Vale"</span><span>"Sendt"</span></li>
                </ol>
            </TabPanel>
        </Panel>
    }
}

#[component]
fn OtherTables() -> impl IntoView {
    let retry = Callback::new(|()| ());
    let empty = || {
        view! {
            <EmptyState
                icon=Icon::Filter
                title="Ingen bestilling passer til filteret"
                text="Ta bort ett av valgene, eller søk i alt."
                action=|| view! { <Button text="Nullstill filteret" kind=ButtonKind::Secondary on_press=Callback::new(|()| ())/> }
            />
        }
    };
    view! {
        <DataTable caption="Tom" columns=columns() rows=Rows::Ready(Vec::new()) empty failed_title="" on_retry=retry/>
        <DataTable caption="Venter" columns=columns() rows=Rows::Loading empty=|| () failed_title="" on_retry=retry/>
        <DataTable
            caption="Feilet"
            columns=columns()
            rows=Rows::Failed("Serveren svarte ikke. Det du har skrevet er trygt.".to_owned())
            empty=|| ()
            failed_title="Listen kunne ikke hentes"
            on_retry=retry
        />
    }
}

#[component]
fn Tags() -> impl IntoView {
    view! {
        <Panel title="Merker">
            <div class="row">
                <Tag text="Kladd"/>
                <Tag text="Under arbeid" tone=Tone::Info/>
                <Tag text="Ferdig" tone=Tone::Success icon=Icon::Check/>
                <Tag text="Mangler noe" tone=Tone::Warning/>
                <Tag text="Feil eier" tone=Tone::Danger/>
                <Tag text="Ny" tone=Tone::Accent/>
            </div>
        </Panel>
    }
}
