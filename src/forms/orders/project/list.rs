//! The lines in a list: who, where, what Kapaks says, and how much is left to do.

use leptos::prelude::*;
use texts::Key;

use super::{
    Project, focus_soon,
    standing::{Lamp, LineNow, name_of, place_of},
};
use crate::{
    forms::orders::{lines::LineKey, per_line::PerLine, tally::Errors},
    language::{Lang, params, t},
    ui::{
        button::{Button, ButtonKind, IconButton},
        icon::Icon,
        status::{Tag, Tone},
    },
};

#[component]
pub fn LineList(project: Project) -> impl IntoView {
    let form = project.form;
    let lines = PerLine::follow(form, LineNow::of);
    view! {
        <div class="table-frame project-list" tabindex="-1">
            <table class="data-table" aria-label=t(Key::OrderFormProjectLines)>
                <thead>
                    <tr>
                        <th scope="col">{t(Key::OrderFormProjectLine)}</th>
                        <th scope="col">{t(Key::OrderFormSummaryWhere)}</th>
                        <th scope="col">"Kapaks"</th>
                        <th scope="col">{t(Key::OrderFormProjectState)}</th>
                        <th scope="col">{t(Key::OrderFormProjectActions)}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || form.lines.keys() key=|key| *key children=move |line| view! { <LineRow project line now=lines.of(line)/> }/>
                </tbody>
            </table>
        </div>
    }
}

/// "Line 3", filled into a text.
pub fn numbered(lang: Lang, key: Key, at: Option<usize>) -> String {
    let number = at.and_then(|at| i64::try_from(at + 1).ok()).unwrap_or_default();
    lang.fill(key, &params([("number", domain::finding::Param::Number(number))]))
}

#[component]
fn LineRow(project: Project, line: LineKey, now: RwSignal<LineNow>) -> impl IntoView {
    let form = project.form.of(line);
    let lang = form.lang;
    let at = Memo::new(move |_| now.with(|now| now.at));
    let typed = Memo::new(move |_| now.with(|now| (name_of(&now.line), place_of(&now.line))));
    let lamp = Lamp::of(form, now);
    let errors = Memo::new(move |_| now.with(|now| now.errors));
    let is_shown = Memo::new(move |_| project.shown() == Some(line));
    let spoken = move |key: Key| Signal::derive(move || numbered(lang, key, Some(at.get())));
    let name = move || {
        let number = at.get() + 1;
        let name = typed.with(|(name, _)| name.clone());
        if name.is_empty() {
            format!("{number} · {}", lang.text(Key::OrderFormProjectNoName))
        } else {
            format!("{number} · {name}")
        }
    };
    let show = move |_| {
        project.show(line);
        focus_soon("project-line-heading".to_owned());
    };
    let state = move || {
        let Errors { all, said } = errors.get();
        let (text, tone, icon) = match (all, said) {
            (0, _) => (lang.text(Key::OrderFormProjectReady), Tone::Success, Icon::Check),
            (_, 0) => (
                lang.count(Key::OrderFormProjectLeftOne, Key::OrderFormProjectLeftOther, all),
                Tone::Neutral,
                Icon::Circle,
            ),
            (_, said) => (
                lang.count(
                    Key::OrderFormProjectWrongOne,
                    Key::OrderFormProjectWrongOther,
                    said,
                ),
                Tone::Danger,
                Icon::Error,
            ),
        };
        view! { <Tag text=Signal::stored(text) tone icon=Signal::stored(icon)/> }
    };
    let light = move || {
        lamp.get().map(|lamp| {
            let on_ask = Callback::new(move |()| project.background.check(line));
            view! {
                <span class="row">
                    <Tag text=t(lamp.word) tone=lamp.tone() icon=Signal::stored(lamp.icon())/>
                    {lamp
                        .failed()
                        .then(|| {
                            view! {
                                <Button
                                    text=t(Key::UiRetry)
                                    spoken=spoken(Key::OrderFormProjectCheckAgain)
                                    kind=ButtonKind::Tertiary
                                    small=true
                                    on_press=on_ask
                                />
                            }
                        })}
                </span>
            }
        })
    };
    view! {
        <tr class:shown=move || is_shown.get()>
            <th scope="row">
                <button type="button" class="line-link" aria-current=move || is_shown.get().then_some("true") on:click=show>
                    {name}
                </button>
            </th>
            <td>{move || typed.with(|(_, place)| place.clone())}</td>
            <td>{light}</td>
            <td>{state}</td>
            <td class="line-actions">
                <IconButton
                    name=spoken(Key::OrderFormProjectCopy)
                    icon=Icon::Copy
                    on_press=Callback::new(move |()| {
                        project.copy_line(line);
                        focus_soon("project-line-heading".to_owned());
                    })
                />
                <IconButton
                    name=spoken(Key::OrderFormProjectRemove)
                    icon=Icon::Trash
                    on_press=Callback::new(move |()| project.remove_line(line))
                />
            </td>
        </tr>
    }
}
