//! The files that go with a line (ORD-9).

use leptos::prelude::*;

use super::{
    parts::Part,
    paths::of_line,
    state::{OrderForm, notice},
};
use crate::{forms::attachments::Files, language::t, pages::late::Late, ui::layout::Section};

const ATTACHMENTS: &str = of_line!("attachments");

#[component]
pub fn Attachments(form: OrderForm) -> impl IntoView {
    let wrong = Callback::new(move |at: Option<usize>| {
        let path = match at {
            Some(at) => form.path(&format!("{ATTACHMENTS}[{at}]")),
            None => form.path(ATTACHMENTS),
        };
        form.with_found(|found| {
            found
                .at(&path)
                .map(|finding| notice(form.lang, finding))
                .collect::<Vec<_>>()
        })
    });
    let files = Files {
        id: Signal::stored(form.id_of(ATTACHMENTS)),
        named: Memo::new(move |_| form.with_line(|line| line.attachments.clone())).into(),
        known: Memo::new(move |_| form.facts.with(|facts| facts.attachments.clone())).into(),
        wrong,
        put: Callback::new(move |(at, file)| {
            form.change_line(|line| {
                line.attachments
                    .insert(usize::min(at, line.attachments.len()), file)
            });
            form.forget_refusals();
        }),
        take: Callback::new(move |id: String| {
            form.change_line(|line| line.attachments.retain(|file| file.id != id));
            // What the backend said was of files by their places.
            form.forget_refusals();
        }),
        learn: Callback::new(move |fact: domain::attachments::AttachmentFact| {
            form.facts.update(|facts| {
                facts
                    .attachments
                    .retain(|known| known.attachment.id != fact.attachment.id);
                facts.attachments.push(fact);
            });
        }),
    };
    provide_context(files);
    view! {
        <Section
            id=Part::Attachments.id()
            question=t(Part::Attachments.question())
            help=t(Part::Attachments.help())
            state=Signal::derive(move || form.section(Part::Attachments))
        >
            {Late::Attachments.view()}
        </Section>
    }
}
