//! A question to the backend whose answer a page shows: asked again when things change, without what is shown going
//! away meanwhile.

use domain::moment::Moment;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::client::{ApiError, Fetched},
    clock::Clock,
    offline::connection::Connection,
    session::Session,
};

/// What is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<T> {
    Awaited,
    Here(T),
    /// There was never an answer to show.
    Failed(ApiError),
}

/// The question. Copy it into any handler.
pub struct Question<T: Send + Sync + 'static> {
    answer: RwSignal<Answer<T>>,
    asking: RwSignal<bool>,
    /// Why the last try got no answer while an older one is still shown.
    trouble: RwSignal<Option<ApiError>>,
    as_of: RwSignal<Moment>,
    /// What is shown answers an earlier question.
    other: StoredValue<bool>,
    /// Which try is the latest: late answers of earlier ones are not listened to.
    latest: StoredValue<u64>,
    clock: Clock,
}

impl<T: Send + Sync + 'static> Clone for Question<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Question<T> {}

/// While something is wrong the question is asked again this often.
const AGAIN_MILLIS: i64 = 10_000;

impl<T: Send + Sync + 'static> Question<T> {
    /// Call it while a component is made.
    pub fn new() -> Self {
        let clock = Clock::of_context();
        Self {
            answer: RwSignal::new(Answer::Awaited),
            asking: RwSignal::new(false),
            trouble: RwSignal::new(None),
            as_of: RwSignal::new(clock.now_untracked()),
            other: StoredValue::new(false),
            latest: StoredValue::new(0),
            clock,
        }
    }

    /// Asks. What is shown stays until the answer is here; `settle` hears of an answer first and may keep it from
    /// being shown.
    pub fn ask_settling(
        self,
        asking: impl Future<Output = Result<Fetched<T>, ApiError>> + 'static,
        settle: impl FnOnce(T) -> Option<T> + 'static,
    ) {
        let number = self.latest.try_get_value().unwrap_or(0) + 1;
        self.latest.set_value(number);
        self.asking.set(true);
        spawn_local(async move {
            let result = asking.await;
            // The page may have gone meanwhile, or have asked something else.
            if self.latest.try_get_value() != Some(number) {
                return;
            }
            self.asking.set(false);
            let shown = !self.other.get_value()
                && self
                    .answer
                    .with_untracked(|answer| matches!(answer, Answer::Here(_)));
            let (fresh, trouble, as_of) = match result {
                Ok(Fetched { value, older: None }) => (value, None, self.clock.now_untracked()),
                // What is shown is no older than what was kept of it (OFF-2).
                Ok(Fetched {
                    older: Some(older), ..
                }) if shown => return self.trouble.set(Some(older.why)),
                Ok(Fetched {
                    value,
                    older: Some(older),
                }) => (value, Some(older.why), self.clock.of_browser(older.at)),
                Err(error) if shown => return self.trouble.set(Some(error)),
                Err(error) => return self.answer.set(Answer::Failed(error)),
            };
            self.other.set_value(false);
            self.as_of.set(as_of);
            self.trouble.set(trouble);
            if let Some(answer) = settle(fresh) {
                self.answer.set(Answer::Here(answer));
            }
        });
    }

    pub fn ask(self, asking: impl Future<Output = Result<Fetched<T>, ApiError>> + 'static) {
        self.ask_settling(asking, Some);
    }

    /// The next question is another one: what is shown stays until there is an answer, and goes when there is none.
    pub fn turn_to_another(self) {
        self.other.set_value(true);
    }

    /// Begins anew: what was shown answers another question.
    pub fn forget(self) {
        self.answer.set(Answer::Awaited);
        self.trouble.set(None);
    }

    pub fn answer(self) -> RwSignal<Answer<T>> {
        self.answer
    }

    pub fn asking(self) -> Signal<bool> {
        self.asking.into()
    }

    /// Why what is shown may be out of date, and since when.
    pub fn trouble(self) -> Option<(ApiError, Moment)> {
        self.trouble.get().map(|error| (error, self.as_of.get()))
    }

    /// Asks again by itself: when the connection or the session is back, and now and then while the backend is away.
    pub fn mend(self, again: impl Fn() + Copy + 'static) {
        let session = Session::of_context();
        let connection = use_context::<Connection>();
        let clock = self.clock;
        let able = Memo::new(move |_| connection.is_none_or(Connection::is_online) && !session.has_lapsed());
        Effect::new(move |_| {
            if able.get()
                && self
                    .hurts()
                    .is_some_and(|error| error.retryable() || error.status() == Some(401))
            {
                again();
            }
        });
        Effect::new(move |before: Option<i64>| {
            let turn = clock.roughly_now().millis() / AGAIN_MILLIS;
            let another = before.is_some_and(|before| before != turn);
            if another && !session.has_lapsed() && self.hurts().is_some_and(|error| error.retryable()) {
                again();
            }
            turn
        });
    }

    fn hurts(self) -> Option<ApiError> {
        self.answer.with_untracked(|answer| match answer {
            Answer::Failed(error) => Some(error.clone()),
            Answer::Awaited => None,
            Answer::Here(_) => self.trouble.get_untracked(),
        })
    }
}
