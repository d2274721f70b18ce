//! Log in: one's own user name and password.

mod demonstration;

use leptos::{prelude::*, task::spawn_local};
use texts::Key;
use wire::session::LogIn;

use crate::{
    api::{self, client::ApiError},
    app::Languages,
    clock::Clock,
    language::{Lang, params, t},
    problem,
    session::Session,
    ui::{
        button::Button,
        error_summary::{ErrorSummary, SummaryItem},
        field::Field,
        notice::Notice,
        page::{PageHeading, set_title},
        shell::MAIN_ID,
    },
};

use super::not_found::title;

/// Where the password is typed, on the page and in the dialog over a lapsed one.
pub const PASSWORD_ID: &str = "login-password";

#[component]
pub fn LogInPage() -> impl IntoView {
    let lang = Lang::of_context();
    set_title(move || title(lang, &lang.text(Key::LoginTitle)));
    let name = RwSignal::new(String::new());
    view! {
        <div class="login-page">
            <header class="login-top">
                <span class="brand">
                    <span class="brand-mark" aria-hidden="true"></span>
                    <span>{t(Key::AppName)}</span>
                </span>
                <Languages/>
            </header>
            <main class="login" id=MAIN_ID>
                <div class="login-card">
                    <PageHeading text=t(Key::LoginTitle) takes_focus=false/>
                    <p class="muted">{t(Key::LoginLead)}</p>
                    <LogInForm name/>
                    <p class="small muted">{t(Key::LoginHelp)}</p>
                </div>
                <demonstration::DemonstrationUsers user_name=name password_id=PASSWORD_ID/>
            </main>
        </div>
    }
}

/// What stopped the last try.
#[derive(Clone, Debug, PartialEq)]
enum Refusal {
    /// Something is not filled in.
    Empty,
    WrongCredentials,
    /// Too many tries: open again at this moment.
    Until(domain::moment::Moment),
    Other(ApiError),
}

/// The two fields. Also stands over a page whose session has lapsed, then with the name of its user.
#[component]
pub fn LogInForm(name: RwSignal<String>) -> impl IntoView {
    let session = Session::of_context();
    let lang = Lang::of_context();
    let clock = Clock::of_context();
    let password = RwSignal::new(String::new());
    let refusal = RwSignal::new(None::<Refusal>);
    let attention = RwSignal::new(0_u32);
    let busy = RwSignal::new(false);

    let seconds_left = Memo::new(move |_| match refusal.get() {
        Some(Refusal::Until(open)) => clock.now().seconds_until(open).max(0),
        _ => 0,
    });
    let closed = Signal::derive(move || {
        let left = seconds_left.get();
        (left > 0).then(|| {
            lang.fill(
                Key::LoginWait,
                &params([("seconds", domain::finding::Param::Number(left))]),
            )
        })
    });
    let missing = move |value: RwSignal<String>, key: Key| {
        Signal::derive(move || {
            let empty = refusal.get() == Some(Refusal::Empty) && value.with(|value| value.trim().is_empty());
            if empty {
                vec![Notice::error(lang.text(key))]
            } else {
                Vec::new()
            }
        })
    };
    let name_notices = missing(name, Key::LoginUserNameMissing);
    let password_notices = missing(password, Key::LoginPasswordMissing);
    let items = Signal::derive(move || {
        let item = |target: &str, label: Key, notice: Notice| SummaryItem {
            target: target.to_owned(),
            label: lang.text(label),
            notice,
        };
        match refusal.get() {
            None => Vec::new(),
            Some(Refusal::Empty) => [
                ("login-user-name", Key::LoginUserName, name_notices),
                (PASSWORD_ID, Key::LoginPassword, password_notices),
            ]
            .into_iter()
            .flat_map(|(target, label, notices)| {
                notices
                    .get()
                    .into_iter()
                    .map(move |notice| item(target, label, notice))
            })
            .collect(),
            Some(Refusal::WrongCredentials) => {
                vec![item(
                    PASSWORD_ID,
                    Key::LoginPassword,
                    Notice::error(lang.text(Key::LoginWrong)),
                )]
            }
            Some(Refusal::Until(_)) => closed
                .get()
                .map(|text| item(PASSWORD_ID, Key::LoginPassword, Notice::error(text)))
                .into_iter()
                .collect(),
            Some(Refusal::Other(error)) => vec![item(
                "login-user-name",
                Key::LoginTitle,
                Notice::error(problem::explain(lang.now(), &error)),
            )],
        }
    });

    let send = move || {
        if busy.get_untracked() || closed.get_untracked().is_some() {
            return;
        }
        let credentials = LogIn {
            user_name: name.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        if credentials.user_name.is_empty() || credentials.password.is_empty() {
            refusal.set(Some(Refusal::Empty));
            attention.update(|n| *n += 1);
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::session::log_in(&credentials).await;
            busy.set(false);
            match answer {
                Ok(view) => {
                    refusal.set(None);
                    password.set(String::new());
                    session.arrive(view);
                }
                Err(error) => {
                    refusal.set(Some(refused(error, clock)));
                    password.set(String::new());
                    attention.update(|n| *n += 1);
                }
            }
        });
    };
    view! {
        <form
            class="login-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <ErrorSummary heading=t(Key::LoginFailed) items attention/>
            <Field
                id="login-user-name"
                label=t(Key::LoginUserName)
                value=name
                on_input=Callback::new(move |typed| name.set(typed))
                notices=name_notices
                autocomplete="username"
                columns=12
            />
            <Field
                id=PASSWORD_ID
                label=t(Key::LoginPassword)
                value=password
                on_input=Callback::new(move |typed| password.set(typed))
                notices=password_notices
                input_type="password"
                autocomplete="current-password"
                columns=12
            />
            <Button text=t(Key::LoginSubmit) on_press=Callback::new(|()| ()) button_type="submit" busy closed wide=true/>
        </form>
    }
}

fn refused(error: ApiError, clock: Clock) -> Refusal {
    match &error {
        ApiError::Problem(problem) => match (problem.status, problem.retry_after) {
            (429, Some(seconds)) => Refusal::Until(clock.now_untracked().plus_seconds(i64::from(seconds))),
            (401, _) => Refusal::WrongCredentials,
            _ => Refusal::Other(error),
        },
        ApiError::Offline | ApiError::Timeout | ApiError::Malformed(_) => Refusal::Other(error),
    }
}
