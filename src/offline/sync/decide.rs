//! What is to be done with one draft, from what lies here, what was last agreed, and what the backend has.

use domain::{moment::Moment, orders::OrderDraft};
use serde::{Deserialize, Serialize};

use crate::offline::drafts::{Draft, KeptFacts};

/// What of a draft travels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    pub order: OrderDraft,
    pub facts: KeptFacts,
}

impl Body {
    pub fn of(draft: &Draft) -> Self {
        Self {
            order: draft.order.clone(),
            facts: draft.facts.clone(),
        }
    }
}

/// A version that the backend has, saved by some browser.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Theirs {
    pub version: i64,
    pub body: Body,
    pub origin: Origin,
}

/// Which browser saved it, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// Browser and system as they name themselves.
    pub device: String,
    pub at: Moment,
}

/// How the backend came to have it no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gone {
    /// When that was noticed, by the browser's clock.
    pub since: i64,
    /// The order that was made of it elsewhere.
    pub order: Option<String>,
}

/// Why the backend would not have a draft, which then lies in this browser alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    TooLarge,
    /// Its user has as many as there is room for.
    NoRoom,
    /// For its form, as when the backend is of another version.
    Form,
}

/// A version that the backend has refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotTaken {
    pub why: Why,
    /// When the refused version was saved here.
    pub updated_at: i64,
}

impl NotTaken {
    /// Whether the draft as it is now need not be sent. `all`: all drafts are looked at, and not what was changed last.
    pub fn holds(&self, updated_at: i64, all: bool) -> bool {
        let may_do_better = match self.why {
            // Another may have been deleted, a newer backend may have come.
            Why::NoRoom | Why::Form => all,
            Why::TooLarge => false,
        };
        self.updated_at == updated_at && !may_do_better
    }
}

/// What this browser knows of the backend's copy of one draft. It is kept apart from the draft itself, so that an
/// open form and the exchange with the backend never write the same record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Copied {
    /// The draft's.
    pub id: String,
    pub user: String,
    /// What both sides agreed on last; none while the backend has never had it.
    pub agreed: Option<Agreed>,
    /// Deleted here, and the backend is still to hear of it: known from a record of its own, because deletions do not
    /// wait for an exchange that is under way.
    #[serde(skip)]
    pub deleted: bool,
    /// OFF-5: both sides have changed it, and the user is still to choose.
    pub theirs: Option<Theirs>,
    pub gone: Option<Gone>,
    /// Set while the latest version was written in another browser.
    pub origin: Option<Origin>,
    /// Set while the backend would not have the latest version.
    pub not_taken: Option<NotTaken>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agreed {
    pub version: i64,
    pub body: Body,
}

impl Copied {
    pub fn new(id: &str, user: &str) -> Self {
        Self {
            id: id.to_owned(),
            user: user.to_owned(),
            ..Self::default()
        }
    }
}

/// What is known of the backend's side.
#[derive(Clone, Debug, PartialEq)]
pub enum Remote {
    /// Not asked this time.
    Unknown,
    Absent,
    Present(Box<Theirs>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Nothing,
    /// The backend gets it for the first time.
    Create,
    /// The backend gets the newer content, over this version.
    Update(i64),
    /// The backend deletes this version.
    Delete(i64),
    /// This browser takes over what the backend has.
    Adopt(Theirs),
    /// Both sides are the same already.
    Agree(Theirs),
    /// OFF-5: the user must choose.
    Conflict(Theirs),
    /// It was deleted elsewhere.
    Gone,
    /// Nothing of it is left on either side.
    Forget,
}

/// Answers of the backend that differ (a slot that ran out meanwhile) are no difference between two versions: only what
/// the user has typed is. `open`: the draft stands in a form, under whose hands nothing is changed.
pub fn decide(draft: Option<&Body>, known: Option<&Copied>, remote: Remote, open: bool) -> Step {
    let agreed = known.and_then(|known| known.agreed.as_ref());
    let Some(mine) = draft else {
        let deleted = known.is_some_and(|known| known.deleted);
        return match (remote, agreed) {
            (Remote::Present(theirs), Some(agreed)) if deleted && theirs.version == agreed.version => {
                Step::Delete(agreed.version)
            }
            // Changed elsewhere after all that was known here when it was deleted: it comes back.
            (Remote::Present(theirs), _) => Step::Adopt(*theirs),
            (Remote::Absent, _) if known.is_some() => Step::Forget,
            (Remote::Unknown, Some(agreed)) if deleted => Step::Delete(agreed.version),
            (Remote::Unknown, None) if deleted => Step::Forget,
            (Remote::Absent | Remote::Unknown, _) => Step::Nothing,
        };
    };
    let Some(agreed) = agreed else {
        return match remote {
            Remote::Present(theirs) if theirs.body.order == mine.order => Step::Agree(*theirs),
            Remote::Present(theirs) => Step::Conflict(*theirs),
            Remote::Absent | Remote::Unknown => Step::Create,
        };
    };
    let changed = agreed.body != *mine;
    let settled = known.is_some_and(|known| known.theirs.is_none() && known.gone.is_none());
    match remote {
        Remote::Unknown if changed && settled => Step::Update(agreed.version),
        Remote::Unknown => Step::Nothing,
        Remote::Absent if known.is_some_and(|known| known.gone.is_some()) => Step::Nothing,
        Remote::Absent => Step::Gone,
        Remote::Present(theirs) => {
            let same_version = settled && theirs.version == agreed.version;
            if same_version && changed {
                Step::Update(agreed.version)
            } else if same_version {
                Step::Nothing
            } else if theirs.body.order == mine.order {
                Step::Agree(*theirs)
            } else if agreed.body.order != mine.order || open {
                Step::Conflict(*theirs)
            } else {
                Step::Adopt(*theirs)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Body {
        let mut body = Body::default();
        text.clone_into(&mut body.order.project_reference);
        body
    }

    fn theirs(version: i64, text: &str) -> Theirs {
        Theirs {
            version,
            body: body(text),
            origin: Origin {
                device: "Firefox".to_owned(),
                at: Moment::default(),
            },
        }
    }

    fn present(version: i64, text: &str) -> Remote {
        Remote::Present(Box::new(theirs(version, text)))
    }

    fn agreed(version: i64, text: &str) -> Copied {
        Copied {
            agreed: Some(Agreed {
                version,
                body: body(text),
            }),
            ..Copied::new("a", "u")
        }
    }

    /// OFF-5
    #[test]
    fn nothing_is_overwritten_where_both_sides_have_changed() {
        let known = agreed(1, "base");
        let step = |mine: &str, remote| decide(Some(&body(mine)), Some(&known), remote, false);
        assert_eq!(
            step("mine", present(2, "theirs")),
            Step::Conflict(theirs(2, "theirs"))
        );
        assert_eq!(step("same", present(2, "same")), Step::Agree(theirs(2, "same")));
        assert_eq!(
            step("base", present(2, "theirs")),
            Step::Adopt(theirs(2, "theirs"))
        );
        assert_eq!(step("mine", present(1, "base")), Step::Update(1));
        assert_eq!(step("base", present(1, "base")), Step::Nothing);
        // The same id on both sides without a common past.
        assert_eq!(
            decide(Some(&body("mine")), None, present(1, "theirs"), false),
            Step::Conflict(theirs(1, "theirs"))
        );
    }

    /// OFF-5: a form that is open keeps what stands in it until its user has chosen.
    #[test]
    fn what_stands_in_an_open_form_is_not_taken_away_from_under_the_hands() {
        let known = agreed(1, "base");
        assert_eq!(
            decide(Some(&body("base")), Some(&known), present(2, "theirs"), true),
            Step::Conflict(theirs(2, "theirs"))
        );
    }

    /// OFF-5: what waits for a choice is not pushed over the other version meanwhile.
    #[test]
    fn a_conflict_stays_until_it_is_settled() {
        let known = Copied {
            theirs: Some(theirs(2, "theirs")),
            ..agreed(1, "base")
        };
        assert_eq!(
            decide(Some(&body("mine")), Some(&known), Remote::Unknown, false),
            Step::Nothing
        );
    }

    /// OFF-1
    #[test]
    fn what_was_deleted_elsewhere_stays_here_until_the_user_says_so() {
        let known = agreed(1, "base");
        for mine in ["base", "mine"] {
            let step = decide(Some(&body(mine)), Some(&known), Remote::Absent, false);
            assert_eq!(step, Step::Gone);
        }
        assert_eq!(
            decide(Some(&body("new")), None, Remote::Absent, false),
            Step::Create
        );
    }

    /// OFF-1: a deletion is passed on, except over a change that was not known when it was made.
    #[test]
    fn a_deletion_here_takes_no_newer_version_with_it() {
        let known = Copied {
            deleted: true,
            ..agreed(1, "base")
        };
        let step = |remote| decide(None, Some(&known), remote, false);
        assert_eq!(step(present(1, "base")), Step::Delete(1));
        assert_eq!(step(Remote::Unknown), Step::Delete(1));
        assert_eq!(step(present(2, "newer")), Step::Adopt(theirs(2, "newer")));
        assert_eq!(step(Remote::Absent), Step::Forget);
    }

    /// OFF-1: what is refused for its size is refused each time, and does not stop the others by being sent again.
    #[test]
    fn a_refused_version_is_sent_again_only_when_it_may_do_better() {
        for (why, again) in [(Why::TooLarge, false), (Why::NoRoom, true), (Why::Form, true)] {
            let refused = NotTaken { why, updated_at: 7 };
            assert!(refused.holds(7, false), "{why:?}");
            assert_eq!(refused.holds(7, true), !again, "{why:?}");
            assert!(!refused.holds(8, false), "{why:?}: it was changed");
        }
    }

    /// OFF-1: a draft that cannot be read here (the vault is locked) was not deleted.
    #[test]
    fn what_is_only_missing_here_is_never_deleted_there() {
        let known = agreed(1, "base");
        assert_eq!(decide(None, Some(&known), Remote::Unknown, false), Step::Nothing);
        assert_eq!(
            decide(None, Some(&known), present(1, "base"), false),
            Step::Adopt(theirs(1, "base"))
        );
    }
}
