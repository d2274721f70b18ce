//! ORD-8: the rows of a file are looked over before they become lines: what its columns are, what is wrong with each cell by
//! the rules of the form, and what is to become of the lines that are there. It asks nobody: it works without a connection.

mod columns;
mod preview;
mod reading;
mod saving;
mod taking;

use domain::{
    finding::Param,
    orders::{Context, Facts},
    sheet::{
        Column,
        import::{Import, Judged, MOST_ROWS},
    },
};
use leptos::{prelude::*, task::spawn_local};
use texts::Key;

use self::{
    columns::Columns,
    preview::Preview,
    reading::Trouble,
    saving::{Templates, reason_heading},
    taking::Taking,
};
use super::{Project, focus_soon, grid};
use crate::{
    language::{Lang, params, t, words},
    ui::{
        button::{Button, ButtonKind},
        field::FieldIds,
        files::FileChooser,
        icon::{Glyph, Icon},
        states::SkeletonRows,
    },
};

const FILE: &str = "import-file";
/// What is heard and seen when the rows are there.
const FOUND: &str = "import-found";

/// An import under way.
#[derive(Clone, Copy)]
pub struct Importer {
    pub project: Project,
    pub lang: Lang,
    /// Each row as a line, with what is wrong with it; empty while no file is here.
    pub judged: Memo<Vec<Judged>>,
    reading: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Importer {
    fn begin(project: Project) -> Self {
        let form = project.form;
        let judged = Memo::new(move |_| {
            let catalogue = form.catalogue();
            let postcodes = form.reference.postcodes();
            let facts = Facts::default();
            let (today, now) = (form.clock.today(), form.clock.roughly_now());
            form.reference.habits().with(|habits| {
                let context = Context {
                    today,
                    now,
                    catalogue: &catalogue,
                    postcodes: &postcodes,
                    facts: &facts,
                    habits,
                };
                form.import.with(|import| match &import.pending {
                    Some(pending) => form.draft.with(|draft| pending.judged(draft, &context)),
                    None => Vec::new(),
                })
            })
        });
        Self {
            project,
            lang: form.lang,
            judged,
            reading: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// Reads what is asked of the rows; none while there are no rows.
    pub fn read<T>(self, read: impl FnOnce(&Import) -> T) -> Option<T> {
        self.project
            .form
            .import
            .with(|kept| kept.pending.as_ref().map(read))
    }

    pub fn read_untracked<T>(self, read: impl FnOnce(&Import) -> T) -> Option<T> {
        untrack(move || self.read(read))
    }

    pub fn change(self, change: impl FnOnce(&mut Import)) {
        self.project.form.import.update(|kept| {
            if let Some(pending) = &mut kept.pending {
                change(pending);
            }
        });
    }

    /// What was said of the columns holds for the next file as well.
    pub fn choose(self, at: usize, column: Option<Column>) {
        self.project.form.import.update(|kept| {
            if let Some(pending) = &mut kept.pending {
                pending.choose(at, column);
                kept.said.extend(pending.said());
            }
        });
    }

    /// How many rows have no errors, and how many have.
    pub fn counted(self) -> (usize, usize) {
        self.judged.with(|judged| {
            let good = judged.iter().filter(|row| row.is_good()).count();
            (good, judged.len() - good)
        })
    }

    fn open(self, file: web_sys::File) {
        self.reading.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let rows = reading::rows_of(&file).await;
            // The form may have been closed meanwhile.
            if self.reading.try_set(false).is_some() {
                return;
            }
            let import = rows.and_then(|rows| {
                let labels = grid::labels_of(self.lang);
                let labels = labels.iter().map(|(column, label)| (*column, label.as_str()));
                let mut said = self.project.form.import.with_untracked(|kept| kept.said.clone());
                for language in texts::Language::ALL {
                    // What was written here and comes back has its reasons with it; they are no customer's.
                    said.entry(reason_heading(language)).or_default();
                }
                Import::of(&file.name(), rows, labels, &said).ok_or(Trouble::Empty)
            });
            match import {
                Ok(import) => {
                    self.project
                        .form
                        .import
                        .update(|kept| kept.pending = Some(import));
                    focus_soon(FOUND.to_owned());
                }
                Err(trouble) => self.trouble.set(Some(trouble)),
            }
        });
    }

    /// Ends it; what of the file is not in the lines is forgotten here.
    pub fn close(self) {
        self.project.form.import.update(|kept| kept.pending = None);
        self.project.filing.set(None);
    }
}

/// A number to fill into a text.
fn number(n: usize) -> Param {
    Param::Number(i64::try_from(n).unwrap_or(i64::MAX))
}

#[component]
pub fn Importing(project: Project) -> impl IntoView {
    let importer = Importer::begin(project);
    Effect::new(move |_| {
        if let Some(file) = project.dropped.get() {
            project.dropped.set(None);
            importer.open(file);
        }
    });
    let has_rows = Memo::new(move |_| importer.read(|_| ()).is_some());
    // Who comes back to rows did not ask for the file just now.
    if untrack(move || !has_rows.get() && project.dropped.with(Option::is_none)) {
        focus_soon(FILE.to_owned());
    }
    let stop = Callback::new(move |()| {
        importer.close();
        focus_soon("project-import".to_owned());
    });
    view! {
        <section class="import" aria-labelledby="import-heading">
            <h3 id="import-heading">{t(Key::OrderFormImportTitle)}</h3>
            <Choose importer/>
            {move || {
                if has_rows.get() {
                    view! {
                        <Found importer/>
                        <Columns importer/>
                        <Preview importer/>
                        <Taking importer on_stop=stop/>
                    }
                        .into_any()
                } else {
                    view! {
                        <Templates importer/>
                        <div class="row">
                            <Button
                                text=t(Key::OrderFormImportStop)
                                kind=ButtonKind::Tertiary
                                small=true
                                on_press=stop
                            />
                        </div>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// The file, chosen or dropped anywhere on the lines.
#[component]
fn Choose(importer: Importer) -> impl IntoView {
    let lang = importer.lang;
    let ids = FieldIds::of(FILE);
    let described = ids.described_by(true);
    let invalid = Signal::derive(move || importer.trouble.with(Option::is_some));
    let on_files = move |files: Vec<web_sys::File>| {
        if let Some(file) = files.into_iter().next() {
            importer.open(file);
        }
    };
    let trouble = move || {
        importer.trouble.get().map(|trouble| {
            view! {
                <div class="notice" data-color="danger">
                    <Glyph icon=Icon::Error/>
                    <p>{trouble.said(lang)}" "{lang.text(Key::OrderFormImportUnchanged)}</p>
                </div>
            }
        })
    };
    view! {
        <div class="field import-choose">
            <label class="field-label" id=ids.label.clone() for=FILE>{t(Key::OrderFormImportFile)}</label>
            <p class="field-hint" id=ids.hint>{t(Key::OrderFormImportFileHint)}</p>
            <div class="field-control">
                <FileChooser
                    id=FILE.to_owned()
                    labelled=ids.label
                    described
                    accept=".csv,.txt,.tsv,.xlsx"
                    invalid
                    on_files
                />
            </div>
            <div class="notices" id=ids.notices aria-live="polite">
                {trouble}
                {move || {
                    importer
                        .reading
                        .get()
                        .then(|| view! { <p class="muted small">{t(Key::OrderFormImportReading)}</p> <SkeletonRows rows=3/> })
                }}
            </div>
        </div>
    }
}

/// How many rows there are, and how they stand.
#[component]
fn Found(importer: Importer) -> impl IntoView {
    let lang = importer.lang;
    let heading = move || {
        importer.read(|import| {
            let count = lang.count(
                Key::OrderFormImportFoundOne,
                Key::OrderFormImportFoundOther,
                import.rows.len(),
            );
            format!("{}: {count}", import.file_name)
        })
    };
    let standing = move || {
        let (good, bad) = importer.counted();
        lang.fill(
            Key::OrderFormImportGood,
            &params([("good", number(good)), ("bad", number(bad))]),
        )
    };
    let left_out = move || {
        importer
            .read(|import| import.left_out)
            .filter(|left_out| *left_out > 0)
            .map(|_| {
                let most = words(MOST_ROWS.to_string());
                lang.fill(Key::OrderFormImportLeftOut, &params([("most", most)]))
            })
    };
    view! {
        <div>
            <h4 id=FOUND tabindex="-1">{heading}</h4>
            <p role="status">{standing}</p>
            {move || left_out().map(|text| view! { <p class="small">{text}</p> })}
            <p class="muted small">{t(Key::OrderFormImportAskedLater)}</p>
        </div>
    }
}
