//! Which forms are open in this tab, and whether all that is typed in them is kept: a new version of the application
//! takes the page only then (OFF-7).

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::prelude::*;

/// How long and how often a form is asked whether it is saved: a disk is slow at times, a full one is not waited for.
const ASKED: u32 = 30;
const PAUSE: Duration = Duration::from_millis(100);

#[derive(Clone)]
struct Form {
    number: u32,
    save: Rc<dyn Fn()>,
    is_saved: Rc<dyn Fn() -> bool>,
}

#[derive(Default)]
struct Forms {
    latest: u32,
    open: Vec<Form>,
}

thread_local! {
    static FORMS: RefCell<Forms> = RefCell::default();
}

/// A form is open until the component is gone that calls this.
pub fn register(save: impl Fn() + 'static, is_saved: impl Fn() -> bool + 'static) {
    let number = FORMS.with_borrow_mut(|forms| {
        forms.latest = forms.latest.wrapping_add(1);
        forms.open.push(Form {
            number: forms.latest,
            save: Rc::new(save),
            is_saved: Rc::new(is_saved),
        });
        forms.latest
    });
    on_cleanup(move || FORMS.with_borrow_mut(|forms| forms.open.retain(|form| form.number != number)));
}

/// Has every open form saved, and tells whether each is.
pub fn save_all(then: impl FnOnce(bool) + 'static) {
    for form in open() {
        (form.save)();
    }
    wait(ASKED, then);
}

fn wait(left: u32, then: impl FnOnce(bool) + 'static) {
    let saved = open().iter().all(|form| (form.is_saved)());
    if saved || left == 0 {
        then(saved);
    } else {
        set_timeout(move || wait(left - 1, then), PAUSE);
    }
}

/// A copy: a form that is asked may close another.
fn open() -> Vec<Form> {
    FORMS.with_borrow(|forms| forms.open.clone())
}
