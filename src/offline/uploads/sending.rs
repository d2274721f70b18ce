//! Sends files piece by piece, from where the last sending ended, by one tab of the browser at a time.

use leptos::{logging::warn, prelude::*};
use wire::attachments::AttachmentToUpload;

use super::{
    State, Uploads,
    kept::{self, Kept},
};
use crate::{
    api::{attachments as api, client::ApiError},
    offline::{
        lock,
        store::{self, FILES},
    },
};

/// Held while files are sent, over all tabs.
const SENDING: &str = "jara-uploads-sending";
/// How often one file is begun anew: what is garbled on the way every time is not sent for ever.
const MOST_ANEW: u32 = 3;

/// How a round of sending ended.
pub(super) enum End {
    Done,
    /// No connection, or a backend that is away: it is tried again after a while.
    Again,
    /// Nobody is logged in, or nothing can be read: it goes on when that is over.
    Paused,
}

/// Sends until nothing waits.
pub(super) async fn send_all(uploads: Uploads) -> End {
    let _alone = lock::hold(SENDING).await;
    let mut sent = Vec::new();
    loop {
        let Some(user) = uploads.user.get_untracked() else {
            return End::Paused;
        };
        let Ok(all) = kept::all(&user).await else {
            return End::Paused;
        };
        uploads.show(&all);
        let is_next = |kept: &Kept| kept.refused.is_none() && !sent.contains(&kept.id);
        let Some(next) = all.into_iter().find(is_next) else {
            return End::Done;
        };
        uploads.set_state(&next.id, State::Sending);
        match send(uploads, &next).await {
            Ok(()) => {
                if let Err(error) = kept::forget(&next).await {
                    warn!("an uploaded file stays in the browser: {}", error.0);
                }
                uploads.set_state(&next.id, State::Done);
                uploads.changed();
                sent.push(next.id);
            }
            Err(error) => {
                uploads.set_state(&next.id, State::Waiting);
                if error.status() == Some(401) {
                    return End::Paused;
                }
                if error.retryable() {
                    return End::Again;
                }
                // Removed while it was being sent: nobody asks for it any more.
                if !uploads.is_known(&next.id) {
                    continue;
                }
                refuse(uploads, next, &error).await;
            }
        }
    }
}

async fn refuse(uploads: Uploads, file: Kept, error: &ApiError) {
    let code = match error {
        ApiError::Problem(problem) => match problem.fields.first() {
            Some(finding) => finding.code.clone(),
            None => problem.code.clone(),
        },
        other => other.code().to_owned(),
    };
    let file = Kept {
        refused: Some(code.clone()),
        ..file
    };
    if let Err(error) = store::put(FILES, &file.id, &file).await {
        warn!("that a file was refused is only remembered: {}", error.0);
    }
    uploads.set_state(&file.id, State::Refused(code));
    uploads.changed();
}

/// Sends one file, whatever of it the backend has already.
async fn send(uploads: Uploads, file: &Kept) -> Result<(), ApiError> {
    let announced = AttachmentToUpload {
        name: file.name.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
    };
    let mut stands = api::announce(&file.id, &announced).await?;
    let mut anew = 0;
    while stands.kind.is_none() {
        uploads.progress(&file.id, stands.received);
        let bytes = if stands.received < file.bytes {
            match kept::bytes_from(&file.id, stands.received).await {
                Ok(Some(bytes)) => bytes,
                // What is not here any more cannot be sent.
                Ok(None) => return Err(lost()),
                Err(error) if error.is_locked() => return Err(ApiError::Offline),
                Err(error) => return Err(ApiError::Malformed(error.0)),
            }
        } else {
            // All of it is there and was not looked at yet.
            Vec::new()
        };
        stands = match api::send(&file.id, stands.received, &bytes).await {
            Ok(stands) => stands,
            // The backend wants other bytes than these: announced again it says which.
            Err(error)
                if ["attachment.damaged", "attachment.offset"].contains(&error.code())
                    && anew < MOST_ANEW =>
            {
                anew += 1;
                api::announce(&file.id, &announced).await?
            }
            Err(error) => return Err(error),
        };
    }
    uploads.progress(&file.id, file.bytes);
    Ok(())
}

fn lost() -> ApiError {
    ApiError::Problem(Box::new(wire::problem::Problem {
        status: 404,
        code: "attachment.not_found".to_owned(),
        ..Default::default()
    }))
}
