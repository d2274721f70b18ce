//! What the partner sets of its account: its fields, and saving them.

use domain::{
    account::{AccountDraft, MailLanguage, parse},
    finding::Finding,
};
use leptos::prelude::*;
use texts::Key;
use wire::company::AccountView;

use super::{
    delivery::Waits,
    editing::{Conflict, Editing, Failure, Part, Shared, StartOver, Theirs, id_of},
    kept::Kept,
};
use crate::{
    json,
    language::{Lang, t},
    offline::{
        begun::Kind,
        outbox::{Errand, OWN},
    },
    ui::{
        button::Button,
        error_summary::ErrorSummary,
        field::{Choice, Field, Select},
        layout::Fields,
    },
};

const QUOTES_EMAIL: &str = "quotes_email";
const LANGUAGE: &str = "language";

impl Shared for AccountDraft {
    const PARTS: &'static [Part<Self>] = &[
        Part {
            path: QUOTES_EMAIL,
            label: Key::AccountQuotesEmail,
            get: |draft| draft.quotes_email.clone(),
            take: |draft, other| draft.quotes_email.clone_from(&other.quotes_email),
        },
        Part {
            path: LANGUAGE,
            label: Key::AccountLanguage,
            get: |draft| draft.language.clone(),
            take: |draft, other| draft.language.clone_from(&other.language),
        },
    ];
    const ID: &'static str = "account";
    const KIND: Kind = Kind::Account;

    fn name(&self) -> String {
        String::new()
    }

    fn check(&self) -> Vec<Finding> {
        parse(self).findings
    }

    fn errand(_: String, seen: Option<i64>) -> Errand {
        // An account is always there, so it was always seen in some version.
        Errand::Account {
            seen: seen.unwrap_or(1),
        }
    }

    fn current(of: &serde_json::Value) -> Option<Theirs<Self>> {
        let account = json::pick::<AccountView>(of).ok()?;
        Some(Theirs {
            draft: draft_of(&account),
            version: account.version,
        })
    }
}

pub fn draft_of(account: &AccountView) -> AccountDraft {
    AccountDraft {
        quotes_email: account.quotes_email.clone(),
        language: account.language.code().to_owned(),
    }
}

fn language_name(language: MailLanguage) -> Key {
    match language {
        MailLanguage::Nb => Key::AccountLanguageNb,
        MailLanguage::En => Key::AccountLanguageEn,
    }
}

#[component]
pub fn AccountForm(
    editing: Editing<AccountDraft>,
    /// Why this user may not change it.
    closed: Signal<Option<String>>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let draft = editing.draft;
    let save = Callback::new(move |()| {
        if closed.with_untracked(Option::is_some) {
            return;
        }
        editing.settle();
        editing.save(OWN.to_owned());
    });
    let items = editing.summary();
    let heading = Signal::derive(move || {
        lang.count(
            Key::AccountErrorsOne,
            Key::AccountErrorsOther,
            items.with(Vec::len),
        )
    });
    let why_not = Signal::derive(move || closed.get().or_else(|| editing.closed()));
    let said = Callback::new(move |(path, text): (&'static str, String)| {
        let language = MailLanguage::ALL
            .into_iter()
            .find(|language| path == LANGUAGE && language.code() == text);
        language.map_or(text, |language| lang.text(language_name(language)))
    });
    let choices = Signal::derive(move || {
        MailLanguage::ALL
            .map(|language| Choice::new(language.code(), lang.text(language_name(language))))
            .to_vec()
    });
    let may_not = Signal::derive(move || closed.with(Option::is_some) || editing.is_waiting());
    let settling = Memo::new(move |_| editing.theirs().with(Option::is_some));
    let id = id_of::<AccountDraft>;
    view! {
        <form
            class="stack"
            on:submit=move |event| {
                event.prevent_default();
                save.run(());
            }
        >
            <Waits delivery=editing.delivery()/>
            <Failure editing gone=Key::AccountFailed/>
            <Conflict
                editing
                lead=t(Key::AccountChangedMeanwhile)
                mine=t(Key::EditingMine)
                theirs=t(Key::EditingTheirs)
                name=t(Key::EditingCompare)
                said
            />
            <ErrorSummary heading items attention=editing.attention/>
            {move || {
                (!settling.get())
                    .then(|| {
                        view! {
                            <Fields>
                                <Field
                                    id=id(QUOTES_EMAIL)
                                    label=t(Key::AccountQuotesEmail)
                                    hint=t(Key::AccountQuotesEmailHint)
                                    value=Signal::derive(move || draft.with(|draft| draft.quotes_email.clone()))
                                    on_input=Callback::new(move |typed| draft.update(|draft| draft.quotes_email = typed))
                                    on_leave=Callback::new(move |()| editing.leave(QUOTES_EMAIL))
                                    notices=editing.notices(QUOTES_EMAIL)
                                    input_mode="email"
                                    optional=true
                                    readonly=may_not
                                    max_length=300
                                    columns=6
                                />
                                <Select
                                    id=id(LANGUAGE)
                                    label=t(Key::AccountLanguage)
                                    value=Signal::derive(move || draft.with(|draft| draft.language.clone()))
                                    on_choose=Callback::new(move |code| {
                                        draft.update(|draft| draft.language = code);
                                        editing.leave(LANGUAGE);
                                    })
                                    choices
                                    notices=editing.notices(LANGUAGE)
                                    disabled=may_not
                                    columns=6
                                />
                            </Fields>
                        }
                    })
            }}
            <div class="row">
                <Button
                    text=t(Key::AccountSave)
                    button_type="submit"
                    busy=Signal::derive(move || editing.is_busy())
                    closed=why_not
                    on_press=Callback::new(|()| ())
                />
                <StartOver editing/>
            </div>
            <Kept keeping=editing.keeping()/>
        </form>
    }
}
