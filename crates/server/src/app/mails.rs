//! NOT-1, NOT-2: mails about what happens to orders: put into the outbox with the change, handed over once each, and shown
//! to those whom they went to.

use domain::{
    access::{Access, Permission},
    catalogue::Catalogue,
    moment::Moment,
    notifications::{Wishes, address_for, key, next_try},
    orders::status::LineStatus,
};
use wire::{
    company::{MailState, MailView},
    lists::Page,
    orders::Reason,
};

use super::orders::order_name;
use crate::{
    error::AppError,
    http::current_user::CurrentUser,
    mail::{
        Failure, Outgoing,
        letter::{self, LineMoved},
    },
    state::AppState,
    store::{
        Connection, StoreError, accounts, contacts,
        mails::{self, NewMail, StoredMail},
        orders::StoredOrder,
    },
};

/// How many mails are looked at in one round.
const BATCH: u32 = 50;
/// For so long nobody else takes a mail that is being handed over; longer than the mail server may take.
const CLAIM_SECONDS: i64 = 300;
/// A mail is no record: the case is.
const KEPT_SECONDS: i64 = 90 * 24 * 3600;
const PAGE: u32 = 50;

/// A change of a line's status, as the history has it.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    pub line: u32,
    /// The number of the entry in the history.
    pub entry: i64,
    pub from: LineStatus,
    pub to: LineStatus,
    pub reason: Option<&'a Reason>,
    /// Something is written in Comment or Status Description.
    pub commented: bool,
}

/// Writes the mail about a change, in the transaction of that change, when the order's contact is told of it (NOT-1).
pub async fn tell(
    db: &mut Connection,
    catalogue: &Catalogue,
    order: &StoredOrder,
    moved: Moved<'_>,
    now: Moment,
) -> Result<(), StoreError> {
    let Some(contact) = contacts::of_order(db, order.id).await? else {
        return Ok(());
    };
    let wishes = Wishes {
        group_email: &contact.group_email,
        every_change: contact.every_change,
    };
    let Some(recipient) = address_for(moved.from, moved.to, &wishes) else {
        return Ok(());
    };
    let language = accounts::find(db, &order.company_id).await?.language;
    let name = order_name(order.id);
    let letter = letter::line_moved(
        language,
        &LineMoved {
            order: &name,
            line: moved.line,
            lines: order.lines,
            from: moved.from,
            to: moved.to,
            product: catalogue.product(&order.product).map(|product| &product.name),
            customer_order_ref: order.customer_order_ref.as_deref(),
            reason: moved.reason,
            commented: moved.commented,
        },
    );
    let mail = NewMail {
        event: key(order.id, moved.entry),
        company_id: order.company_id.clone(),
        order_id: order.id,
        recipient: recipient.to_owned(),
        language,
        subject: letter.subject,
        body: letter.body,
    };
    mails::enqueue(db, &mail, now).await
}

/// Hands over what is due. Without a mail server, as in a demonstration, mails stay where they can be read.
pub async fn run(state: &AppState) -> Result<(), AppError> {
    let Some(server) = &state.mail_server else {
        return Ok(());
    };
    let due = mails::due(&mut state.store.connection().await?, state.clock.now(), BATCH).await?;
    for mail in due {
        if state.ending.is_cancelled() {
            break;
        }
        if !claim(state, &mail).await? {
            continue;
        }
        let body = whole(state, &mail);
        let outgoing = Outgoing {
            event: &mail.event,
            recipient: &mail.recipient,
            subject: &mail.subject,
            body: &body,
            written_at: mail.created_at,
        };
        let result = server.hand_over(outgoing).await;
        let server_is_away = matches!(result, Err(Failure::Later(_)));
        settle(state, &mail, result).await?;
        if server_is_away {
            // The others would wait for the same; they are looked at in the next round.
            break;
        }
    }
    Ok(())
}

async fn claim(state: &AppState, mail: &StoredMail) -> Result<bool, StoreError> {
    let (mail, until) = (mail.clone(), state.clock.now().plus_seconds(CLAIM_SECONDS));
    state
        .store
        .write(move |db| Box::pin(async move { mails::claim(db, &mail, until).await }))
        .await
}

/// Writes down how it went.
async fn settle(state: &AppState, mail: &StoredMail, result: Result<(), Failure>) -> Result<(), AppError> {
    let (id, now) = (mail.id, state.clock.now());
    let again = next_try(mail.attempts.saturating_add(1), now);
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                match result {
                    Ok(()) => mails::sent(db, id, now).await,
                    Err(Failure::NoSuchRecipient(code)) => {
                        tracing::warn!(mail = id, code, "the mail server knows no such recipient");
                        mails::refused(db, id, &code.to_string(), now).await
                    }
                    Err(Failure::Later(why)) => {
                        tracing::warn!(
                            mail = id,
                            why,
                            "a mail was not handed over; it will be tried again"
                        );
                        mails::put_off(db, id, again, &why).await
                    }
                }
            })
        })
        .await
        .map_err(AppError::from)
}

/// The mail with the way to its case.
fn whole(state: &AppState, mail: &StoredMail) -> String {
    let case = mail.order_id.map(|id| format!("/orders/{}", order_name(id)));
    let url = format!("{}{}", state.own_url, case.unwrap_or_default());
    letter::whole(mail.language, &mail.body, &url)
}

/// The mails of the user's own company, or of all for the administrators; newest first.
pub async fn list(
    state: &AppState,
    user: &CurrentUser,
    after: Option<&str>,
) -> Result<Page<MailView>, AppError> {
    let company_id = match &user.access {
        Access::Partner { .. } => {
            user.require(Permission::Company)?;
            Some(user.company_id.clone())
        }
        Access::Operator { .. } => {
            user.require(Permission::Administer)?;
            None
        }
    };
    let before = after
        .map(|after| {
            after
                .parse()
                .map_err(|_| AppError::field("after", "list.filter_unknown"))
        })
        .transpose()?;
    let all_companies = company_id.is_none();
    let read = state.store.read(move |db| {
        Box::pin(async move {
            let mails = mails::list(db, company_id.as_deref(), before, PAGE + 1).await?;
            let total = mails::count(db, company_id.as_deref()).await?;
            Ok::<_, StoreError>((mails, total))
        })
    });
    let (mut mails, total) = read.await?;
    let more = mails.len() > PAGE as usize;
    mails.truncate(PAGE as usize);
    Ok(Page {
        next: mails.last().filter(|_| more).map(|mail| mail.id.to_string()),
        items: mails
            .iter()
            .map(|mail| view(state, mail, all_companies))
            .collect(),
        total: u64::from(total),
        total_is_estimate: false,
    })
}

fn view(state: &AppState, mail: &StoredMail, all_companies: bool) -> MailView {
    let mail_state = match (mail.sent_at, mail.refused_at) {
        (Some(at), _) => MailState::Sent { at },
        (None, Some(at)) => MailState::Refused { at },
        (None, None) if state.mail_server.is_none() => MailState::Kept,
        (None, None) => MailState::Waiting {
            attempts: mail.attempts,
        },
    };
    MailView {
        id: mail.id.to_string(),
        order: mail.order_id.map(order_name),
        recipient: mail.recipient.clone(),
        subject: mail.subject.clone(),
        body: whole(state, mail),
        written_at: mail.created_at,
        state: mail_state,
        company: all_companies.then(|| mail.company_name.clone()),
    }
}

/// Removes what is older than 90 days.
pub async fn remove_old(state: &AppState) -> Result<(), AppError> {
    let before = state.clock.now().plus_seconds(-KEPT_SECONDS);
    let removed = state
        .store
        .write(move |db| Box::pin(async move { mails::purge(db, before).await }))
        .await?;
    tracing::debug!(removed, "old mails were removed");
    Ok(())
}
