//! A contact of the partner: its fields, and saving it.

use domain::{
    contacts::{Around, EVERYONE, PartnerContactDraft, parse},
    finding::Finding,
    phone,
};
use leptos::prelude::*;
use texts::Key;
use wire::company::{Colleague, ContactView};

use super::{
    delivery::Waits,
    editing::{Conflict, Editing, Failure, Part, Shared, StartOver, Theirs, id_of},
    kept::Kept,
};
use crate::{
    json,
    language::{Lang, t},
    offline::{begun::Kind, outbox::Errand},
    ui::{
        button::{Button, ButtonKind},
        choice::Checkbox,
        dialog::Dialog,
        error_summary::ErrorSummary,
        field::{Choice, Field, Select},
        layout::{Closable, Fields},
    },
};

const NAME: &str = "name";
const PHONE: &str = "phone";
const EMAIL: &str = "email";
const GROUP_EMAIL: &str = "group_email";
const EVERY_CHANGE: &str = "every_change";
const ORDERS_OF: &str = "orders_of";

impl Shared for PartnerContactDraft {
    const PARTS: &'static [Part<Self>] = &[
        Part {
            path: NAME,
            label: Key::ContactsName,
            get: |draft| draft.name.clone(),
            take: |draft, other| draft.name.clone_from(&other.name),
        },
        Part {
            path: PHONE,
            label: Key::ContactsPhone,
            get: |draft| draft.phone.clone(),
            take: |draft, other| draft.phone.clone_from(&other.phone),
        },
        Part {
            path: EMAIL,
            label: Key::ContactsEmail,
            get: |draft| draft.email.clone(),
            take: |draft, other| draft.email.clone_from(&other.email),
        },
        Part {
            path: GROUP_EMAIL,
            label: Key::ContactsGroupEmail,
            get: |draft| draft.group_email.clone(),
            take: |draft, other| draft.group_email.clone_from(&other.group_email),
        },
        Part {
            path: ORDERS_OF,
            label: Key::ContactsOrdersOf,
            get: |draft| draft.orders_of.clone(),
            take: |draft, other| draft.orders_of.clone_from(&other.orders_of),
        },
        Part {
            path: EVERY_CHANGE,
            label: Key::ContactsEveryChange,
            get: |draft| if draft.every_change { "yes" } else { "no" }.to_owned(),
            take: |draft, other| draft.every_change = other.every_change,
        },
    ];
    const ID: &'static str = "contact";
    const KIND: Kind = Kind::Contact;

    fn name(&self) -> String {
        self.name.trim().to_owned()
    }

    /// Whose orders it may be the contact of, only the backend knows for certain: a colleague may have taken them.
    fn check(&self) -> Vec<Finding> {
        let around = Around {
            colleagues: vec![self.orders_of.trim().to_owned()],
            taken: Vec::new(),
        };
        parse(self, &around).findings
    }

    fn errand(about: String, seen: Option<i64>) -> Errand {
        Errand::Contact { id: about, seen }
    }

    fn current(of: &serde_json::Value) -> Option<Theirs<Self>> {
        let contact = json::pick::<ContactView>(of).ok()?;
        Some(Theirs {
            draft: draft_of(&contact),
            version: contact.version,
        })
    }
}

pub fn draft_of(contact: &ContactView) -> PartnerContactDraft {
    PartnerContactDraft {
        name: contact.name.clone(),
        phone: contact.phone.clone(),
        email: contact.email.clone(),
        group_email: contact.group_email.clone(),
        every_change: contact.every_change,
        orders_of: contact.orders_of.clone(),
    }
}

/// Whose orders a contact is told of, in words.
pub fn orders_of(lang: Lang, colleagues: &[Colleague], code: &str) -> String {
    match code {
        "" => lang.text(Key::ContactsOrdersOfNobody),
        name => match colleagues.iter().find(|colleague| colleague.user_name == name) {
            Some(colleague) => colleague.display_name.clone(),
            None if name == EVERYONE => lang.text(Key::ContactsOrdersOfEveryone),
            None => name.to_owned(),
        },
    }
}

/// Which contact is open in the dialog; its id is kept for what is new as well, so that a repeat makes no second one.
#[derive(Clone, Copy)]
pub struct Open {
    pub id: RwSignal<Option<String>>,
    pub editing: Editing<PartnerContactDraft>,
}

impl Open {
    /// Call it while a component is made.
    pub fn new() -> Self {
        let open = Self {
            id: RwSignal::new(None),
            editing: Editing::new(),
        };
        open.editing.hear(move |_| open.close());
        open
    }

    /// Opens a contact that is there.
    pub fn begin(self, contact: &ContactView) {
        self.editing.open(draft_of(contact), Some(contact.version));
        self.show(contact.id.clone());
    }

    /// Opens a new one, under an id of its own: several may be begun side by side.
    pub fn begin_new(self, id: String) {
        self.editing.open(PartnerContactDraft::default(), None);
        self.show(id);
    }

    fn show(self, id: String) {
        self.editing.keep(id.clone());
        self.id.set(Some(id));
    }

    /// Puts it aside; what is typed stays kept.
    fn close(self) {
        self.editing.keeping().put_aside();
        self.id.set(None);
    }
}

/// The dialog in which a contact is made or changed.
#[component]
pub fn ContactDialog(open: Open, colleagues: Signal<Vec<Colleague>>) -> impl IntoView {
    let lang = Lang::of_context();
    let Open { id, editing } = open;
    let is_open = Memo::new(move |_| id.with(Option::is_some));
    let title = Signal::derive(move || {
        lang.text(if editing.is_new() {
            Key::ContactsNewTitle
        } else {
            Key::ContactsEditTitle
        })
    });
    let close = Callback::new(move |()| open.close());
    let save = Callback::new(move |()| {
        let Some(of) = id.get_untracked() else { return };
        editing.settle();
        editing.save(of);
    });
    let closed = Signal::derive(move || editing.closed());
    let busy = Signal::derive(move || editing.is_busy());
    let said = Callback::new(
        move |(path, text): (&'static str, String)| match (path, text.as_str()) {
            (ORDERS_OF, code) => colleagues.with(|colleagues| orders_of(lang, colleagues, code)),
            (EVERY_CHANGE, "yes") => lang.text(Key::ContactsYes),
            (EVERY_CHANGE, _) => lang.text(Key::ContactsNo),
            _ => text,
        },
    );
    let actions = move || {
        view! {
            <StartOver editing/>
            <Button text=t(Key::UiCancel) kind=ButtonKind::Secondary on_press=close/>
            <Button text=t(Key::ContactsSave) busy closed on_press=save/>
        }
    };
    let settling = Memo::new(move |_| editing.theirs().with(Option::is_some));
    view! {
        <Dialog open=is_open on_close=close title actions>
            <Waits delivery=editing.delivery()/>
            <Failure editing gone=Key::ContactsGone/>
            <Conflict
                editing
                lead=t(Key::ContactsChangedMeanwhile)
                mine=t(Key::EditingMine)
                theirs=t(Key::EditingTheirs)
                name=t(Key::EditingCompare)
                said
            />
            {move || {
                (!settling.get()).then(|| view! { <ContactFields editing colleagues save/> })
            }}
            <Kept keeping=editing.keeping()/>
        </Dialog>
    }
}

#[component]
fn ContactFields(
    editing: Editing<PartnerContactDraft>,
    colleagues: Signal<Vec<Colleague>>,
    save: Callback<()>,
) -> impl IntoView {
    let lang = Lang::of_context();
    let draft = editing.draft;
    let items = editing.summary();
    let heading = Signal::derive(move || {
        lang.count(
            Key::ContactsErrorsOne,
            Key::ContactsErrorsOther,
            items.with(Vec::len),
        )
    });
    let field = move |of: fn(&PartnerContactDraft) -> &String| {
        Signal::derive(move || draft.with(|draft| of(draft).clone()))
    };
    let put = move |of: fn(&mut PartnerContactDraft) -> &mut String| {
        Callback::new(move |typed: String| draft.update(|draft| *of(draft) = typed))
    };
    let leave = move |path: &'static str| Callback::new(move |()| editing.leave(path));
    // CON-2: spaces and the country code of our own go at once, visibly.
    let leave_phone = Callback::new(move |()| {
        let tidied = draft.with_untracked(|draft| phone::tidied(&draft.phone));
        if tidied.chars().all(|c| c.is_ascii_digit() || c == '+') {
            draft.update(|draft| draft.phone = tidied);
        }
        editing.leave(PHONE);
    });
    let choices = Signal::derive(move || {
        let mut choices = vec![Choice::new(EVERYONE, lang.text(Key::ContactsOrdersOfEveryone))];
        colleagues.with(|colleagues| {
            let names = colleagues
                .iter()
                .map(|colleague| Choice::new(&colleague.user_name, &colleague.display_name));
            choices.extend(names);
        });
        choices
    });
    let choose = Callback::new(move |code: String| {
        draft.update(|draft| draft.orders_of = code);
        editing.leave(ORDERS_OF);
        editing.leave(GROUP_EMAIL);
    });
    let tick = Callback::new(move |yes: bool| {
        draft.update(|draft| draft.every_change = yes);
        editing.leave(GROUP_EMAIL);
    });
    let taught = move |key: Key| {
        // Where the label is the English name itself, it is not said twice.
        Signal::derive(move || match lang.now() {
            texts::Language::Norwegian => lang.text(key),
            texts::Language::English => String::new(),
        })
    };
    let id = id_of::<PartnerContactDraft>;
    view! {
        <form
            class="stack"
            on:submit=move |event| {
                event.prevent_default();
                save.run(());
            }
        >
            <ErrorSummary heading items attention=editing.attention/>
            <Closable closed=Signal::derive(move || editing.is_waiting())><Fields>
                <Field
                    id=id(NAME)
                    label=t(Key::ContactsName)
                    hint=t(Key::ContactsNameHint)
                    value=field(|draft| &draft.name)
                    on_input=put(|draft| &mut draft.name)
                    on_leave=leave(NAME)
                    notices=editing.notices(NAME)
                    max_length=200
                    columns=6
                />
                <Field
                    id=id(PHONE)
                    label=t(Key::ContactsPhone)
                    hint=t(Key::ContactsPhoneHint)
                    value=field(|draft| &draft.phone)
                    on_input=put(|draft| &mut draft.phone)
                    on_leave=leave_phone
                    notices=editing.notices(PHONE)
                    input_mode="tel"
                    max_length=200
                    columns=6
                />
                <Field
                    id=id(EMAIL)
                    label=t(Key::ContactsEmail)
                    hint=t(Key::ContactsEmailHint)
                    value=field(|draft| &draft.email)
                    on_input=put(|draft| &mut draft.email)
                    on_leave=leave(EMAIL)
                    notices=editing.notices(EMAIL)
                    input_mode="email"
                    optional=true
                    max_length=300
                    columns=12
                />
                <Field
                    id=id(GROUP_EMAIL)
                    label=t(Key::ContactsGroupEmail)
                    second=taught(Key::ContactsGroupEmailSecond)
                    hint=t(Key::ContactsGroupEmailHint)
                    value=field(|draft| &draft.group_email)
                    on_input=put(|draft| &mut draft.group_email)
                    on_leave=leave(GROUP_EMAIL)
                    notices=editing.notices(GROUP_EMAIL)
                    input_mode="email"
                    optional=true
                    max_length=300
                    columns=12
                />
                <Select
                    id=id(ORDERS_OF)
                    label=t(Key::ContactsOrdersOf)
                    hint=t(Key::ContactsOrdersOfHint)
                    value=field(|draft| &draft.orders_of)
                    on_choose=choose
                    choices
                    empty=t(Key::ContactsOrdersOfNobody)
                    notices=editing.notices(ORDERS_OF)
                    columns=12
                />
                <Checkbox
                    id=id(EVERY_CHANGE)
                    label=t(Key::ContactsEveryChange)
                    second=taught(Key::ContactsEveryChangeSecond)
                    checked=Signal::derive(move || draft.with(|draft| draft.every_change))
                    on_change=tick
                />
            </Fields></Closable>
            // Enter in a field saves; the button of the dialog stands outside the form.
            <button type="submit" hidden></button>
        </form>
    }
}
