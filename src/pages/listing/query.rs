//! What a list shows, as it stands in its address: filters, sort, columns and page. So a list can be
//! bookmarked, opened in a new tab, gone back to, and saved as a view.

use crate::ui::table::{Sort, SortOrder};

/// How many rows a page has when the address does not say.
pub const ROWS: &str = "20";
pub const ROW_CHOICES: [&str; 4] = ["20", "50", "100", "200"];

/// Each part as it is written in the address; empty where the address says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Statuses with commas between.
    pub status: String,
    pub kind: String,
    pub turn: String,
    pub product: String,
    pub q: String,
    pub requested_from: String,
    pub requested_to: String,
    /// `end_user` or `-end_user`.
    pub sort: String,
    pub limit: String,
    /// Keys of the columns that are shown, in their order.
    pub columns: String,
    /// Where the page begins.
    pub after: String,
}

impl ListQuery {
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| value(name).unwrap_or_default();
        Self {
            status: value("status"),
            kind: value("kind"),
            turn: value("turn"),
            product: value("product"),
            q: value("q"),
            requested_from: value("requested_from"),
            requested_to: value("requested_to"),
            sort: value("sort"),
            limit: value("limit"),
            columns: value("columns"),
            after: value("after"),
        }
    }

    fn filters(&self) -> [(&'static str, &str); 7] {
        [
            ("status", &self.status),
            ("kind", &self.kind),
            ("turn", &self.turn),
            ("product", &self.product),
            ("q", &self.q),
            ("requested_from", &self.requested_from),
            ("requested_to", &self.requested_to),
        ]
    }

    /// What stands in the address, without what is empty.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let others = [
            ("sort", &self.sort),
            ("limit", &self.limit),
            ("columns", &self.columns),
            ("after", &self.after),
        ];
        self.filters()
            .into_iter()
            .chain(others.map(|(name, value)| (name, value.as_str())))
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    /// What the backend is asked for: columns are ours, and it is always told how many.
    pub fn asked(&self) -> Vec<(&'static str, String)> {
        let limit = if ROW_CHOICES.contains(&self.limit.as_str()) {
            &self.limit
        } else {
            ROWS
        };
        self.pairs()
            .into_iter()
            .filter(|(name, _)| !matches!(*name, "columns" | "limit"))
            .chain([("limit", limit)])
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    }

    /// What a file of everything that matches is asked for with.
    pub fn exported(&self, columns: &str, language: &str) -> Vec<(&'static str, String)> {
        self.pairs()
            .into_iter()
            .filter(|(name, _)| !matches!(*name, "columns" | "limit" | "after"))
            .chain([("columns", columns), ("lang", language)])
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    }

    /// The same from its first page: every other filter or sort begins there.
    #[must_use]
    pub fn at_its_start(&self) -> Self {
        Self {
            after: String::new(),
            ..self.clone()
        }
    }

    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self {
            sort: self.sort.clone(),
            limit: self.limit.clone(),
            columns: self.columns.clone(),
            ..Self::default()
        }
    }

    pub fn has_filters(&self) -> bool {
        self.filters().iter().any(|(_, value)| !value.is_empty())
    }

    /// Whether both show the same list, on whatever page of it.
    pub fn is_view(&self, other: &Self) -> bool {
        self.at_its_start() == other.at_its_start()
    }

    /// By what the rows are sorted, where the list's own sort is `usual`.
    pub fn sorted_by(&self, usual: &str) -> Sort {
        let sort = if self.sort.is_empty() { usual } else { &self.sort };
        match sort.strip_prefix('-') {
            Some(column) => Sort {
                column: column.to_owned(),
                order: SortOrder::Descending,
            },
            None => Sort {
                column: sort.to_owned(),
                order: SortOrder::Ascending,
            },
        }
    }
}

/// As it stands in the address.
pub fn sort_text(sort: &Sort) -> String {
    match sort.order {
        SortOrder::Ascending => sort.column.clone(),
        SortOrder::Descending => format!("-{}", sort.column),
    }
}

/// Pairs as the query of an address.
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'static str, &'a str)>) -> String {
    let encoded = |value: &str| String::from(js_sys::encode_uri_component(value));
    pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> ListQuery {
        ListQuery::read(|name| Some(format!("{name}!")))
    }

    #[test]
    fn what_stands_in_the_address_is_read_back() {
        let query = full();
        let pairs: Vec<_> = query
            .pairs()
            .into_iter()
            .map(|(name, value)| (name, value.to_owned()))
            .collect();
        assert_eq!(pairs.len(), 11);
        let again = ListQuery::read(|name| {
            pairs
                .iter()
                .find(|(own, _)| *own == name)
                .map(|(_, value)| value.clone())
        });
        assert_eq!(again, query);
        assert_eq!(ListQuery::default().pairs(), []);
    }

    #[test]
    fn the_backend_is_asked_for_no_columns_and_never_for_more_rows_than_are_offered() {
        let asked = full().asked();
        assert!(asked.iter().all(|(name, _)| *name != "columns"));
        assert!(asked.contains(&("limit", "20".to_owned())));
        let hundred = ListQuery {
            limit: "100".to_owned(),
            ..ListQuery::default()
        };
        assert_eq!(hundred.asked(), [("limit", "100".to_owned())]);
    }

    #[test]
    fn a_file_holds_all_that_matches_and_not_one_page() {
        let exported = full().exported("number,status", "nb");
        assert!(
            exported
                .iter()
                .all(|(name, _)| *name != "after" && *name != "limit")
        );
        assert!(exported.contains(&("columns", "number,status".to_owned())));
    }

    #[test]
    fn clearing_the_filters_keeps_sort_columns_and_rows_and_goes_to_the_first_page() {
        let cleared = full().without_filters();
        assert!(!cleared.has_filters());
        assert_eq!(
            (
                cleared.sort.as_str(),
                cleared.columns.as_str(),
                cleared.limit.as_str()
            ),
            ("sort!", "columns!", "limit!")
        );
        assert!(cleared.after.is_empty());
    }

    #[test]
    fn a_view_is_the_same_on_every_page_of_it() {
        let other_page = ListQuery {
            after: "x".to_owned(),
            ..full()
        };
        assert!(full().is_view(&other_page));
        assert!(!full().is_view(&full().without_filters()));
    }

    #[test]
    fn a_sort_is_read_as_it_is_written_and_the_lists_own_holds_otherwise() {
        for text in ["end_user", "-requested_date"] {
            assert_eq!(
                sort_text(
                    &ListQuery {
                        sort: text.to_owned(),
                        ..ListQuery::default()
                    }
                    .sorted_by("-created_at")
                ),
                text
            );
        }
        assert_eq!(
            sort_text(&ListQuery::default().sorted_by("-created_at")),
            "-created_at"
        );
    }
}
