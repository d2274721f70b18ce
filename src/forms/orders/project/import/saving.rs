//! Files that are saved from here: the template to fill in, and what could not be taken in, with the reason.

use domain::sheet::{Column, delimited::Rows, import::Judged, mapping};
use leptos::prelude::*;
use texts::{Key, Language};

use super::Importer;
use crate::{
    forms::orders::{
        project::{files::SaveRows, grid},
        state::notice,
    },
    language::{Lang, t},
    ui::button::ButtonKind,
};

/// The heading of the column that says why, as headings are compared.
pub fn reason_heading(language: Language) -> String {
    mapping::folded(texts::text(language, Key::OrderFormImportWrong))
}

/// An example that goes through; everybody in it is invented.
fn example(column: Column, lang: Lang) -> String {
    let text = match column {
        Column::Kind => return lang.text(Key::OrderFormPrivate),
        Column::FirstName => "Kari",
        Column::LastName => "Eksempel",
        Column::DateOfBirth => "01.02.1980",
        Column::Street => "Prøveveien",
        Column::HouseNumber => "1",
        Column::Postcode => "0665",
        Column::Place => "OSLO",
        Column::ContactName => "Kari Eksempel",
        Column::Phone => "41234567",
        Column::SecondPhone => "98765432",
        Column::CompanyName
        | Column::OrganisationNumber
        | Column::Entrance
        | Column::Floor
        | Column::Unit
        | Column::NotInRegister
        | Column::ExistingNumber
        | Column::DoorMarked
        | Column::ContactReachable
        | Column::ContactPresent
        | Column::ContactInformed
        | Column::ContactHelpful
        | Column::CustomerInformed => "",
    };
    text.to_owned()
}

/// What a line of this product can have: where nobody comes, nothing of the visit is asked for (ADR-8, CON-5).
fn asked(column: Column, visit: bool) -> bool {
    let of_the_visit = matches!(
        column,
        Column::DoorMarked
            | Column::ContactReachable
            | Column::ContactPresent
            | Column::ContactInformed
            | Column::ContactHelpful
    );
    visit || !of_the_visit
}

fn template(importer: Importer) -> Rows {
    let lang = importer.lang;
    let visit = untrack(move || importer.project.form.product()).is_none_or(|product| product.visit);
    let columns = grid::labels_of(lang)
        .into_iter()
        .filter(|(column, _)| asked(*column, visit));
    let (headings, cells) = columns
        .map(|(column, label)| (label, untrack(move || example(column, lang))))
        .unzip();
    vec![headings, cells]
}

#[component]
pub fn Templates(importer: Importer) -> impl IntoView {
    view! {
        <div class="row" role="group" aria-label=t(Key::OrderFormImportTemplates)>
            <SaveRows
                keys=(Key::OrderFormImportTemplateCsv, Key::OrderFormImportTemplateXlsx)
                name=Key::OrderFormImportTemplateName
                rows=Callback::new(move |()| template(importer))
            />
        </div>
    }
}

fn reason(lang: Lang, row: &Judged) -> String {
    let said = |column: Column, text: String| {
        let nth = Column::ALL.iter().position(|other| *other == column);
        format!("{}: {text}", lang.text(grid::label(nth.unwrap_or_default())))
    };
    row.faults
        .iter()
        .map(|fault| said(fault.column, notice(lang, &fault.finding).text))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The rows with errors, as the file has them, with what is wrong.
fn failed(importer: Importer) -> Rows {
    let lang = importer.lang;
    let judged = importer.judged.get_untracked();
    let bad: Vec<usize> = judged
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.is_good())
        .map(|(at, _)| at)
        .collect();
    let labels = grid::labels_of(lang);
    let label = |column: Column| {
        let own = labels.iter().find(|(other, _)| *other == column);
        own.map(|(_, label)| label.clone()).unwrap_or_default()
    };
    let heading = untrack(move || lang.text(Key::OrderFormImportWrong));
    importer
        .read_untracked(|import| {
            let why = |row: &Judged| untrack(|| reason(lang, row));
            import.written(&judged, &bad, label, (&heading, why))
        })
        .unwrap_or_default()
}

#[component]
pub fn Failed(importer: Importer) -> impl IntoView {
    view! {
        <div class="row">
            <SaveRows
                keys=(Key::OrderFormImportFailedCsv, Key::OrderFormImportFailedXlsx)
                name=Key::OrderFormImportFailedName
                rows=Callback::new(move |()| failed(importer))
                kind=ButtonKind::Tertiary
            />
        </div>
    }
}
