//! The lists as workbooks: what the CSV has, in cells that stay what they are.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use domain::{
    finding::Param,
    sheet::delimited::{self, Rows},
};
use reqwest::{StatusCode, header};
use server::{app::export::xlsx::MOST_ROWS, store::StoreError};
use wire::paths;

use crate::{
    drafts::*, harness::*, installed::portfolio, openapi, order_list::seven_orders,
    subscriptions::five_subscriptions,
};

crate::on_both_engines! {
    the_workbook_of_orders_is_the_csv_in_cells_that_stay_what_they_are;
    chosen_orders_and_columns_are_those_of_the_workbook;
    the_workbook_of_the_portfolio_is_the_csv_in_cells_that_stay_what_they_are;
    a_partner_is_not_told_of_other_companies_in_a_workbook;
    a_list_too_long_for_a_workbook_is_refused_and_what_to_do_is_told;
}

/// Its one sheet, as another program reads it.
struct Sheet {
    name: String,
    rows: Vec<Vec<Data>>,
}

async fn workbook(browser: &Browser, path: &str) -> Sheet {
    let response = browser.get(path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    assert_eq!(response.headers()[header::CONTENT_TYPE], workbook::MEDIA_TYPE);
    let disposition = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(
        disposition.starts_with("attachment; ") && disposition.ends_with(".xlsx\""),
        "{disposition}"
    );
    let bytes = response.bytes().await.unwrap().to_vec();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let [name] = book.sheet_names().try_into().unwrap();
    assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{path}");
    let range = book.worksheet_range(&name).unwrap();
    Sheet {
        rows: range.rows().map(<[Data]>::to_vec).collect(),
        name,
    }
}

impl Sheet {
    fn column(&self, title: &str) -> Vec<&Data> {
        let titles = &self.rows[0];
        let at = titles.iter().position(|cell| *cell == *title).unwrap();
        self.rows[1..].iter().map(|row| &row[at]).collect()
    }

    /// As the CSV has it, but for the apostrophe in front of what a spreadsheet would run there.
    fn as_in_csv(&self) -> Rows {
        let cell = |cell: &Data| match cell {
            Data::Empty => String::new(),
            Data::String(text) => text.clone(),
            Data::Float(number) if number.fract() == 0.0 => number.to_string(),
            Data::Float(number) => format!("{number:.2}").replace('.', ","),
            Data::DateTime(day) => {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                format!("{year}-{month:02}-{day:02}")
            }
            other => panic!("{other:?}"),
        };
        self.rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect()
    }
}

async fn csv(browser: &Browser, path: &str) -> Rows {
    let bytes = browser.get(path).await.bytes().await.unwrap();
    let rows = delimited::read(&delimited::decoded(&bytes), ';');
    let bare = |cell: String| cell.strip_prefix('\'').map(str::to_owned).unwrap_or(cell);
    rows.into_iter()
        .map(|row| row.into_iter().map(bare).collect())
        .collect()
}

async fn the_workbook_of_orders_is_the_csv_in_cells_that_stay_what_they_are(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = seven_orders(&app).await;
    let draft = hdsl_draft(&browser, FINE_HOUSE).await;
    for typed in ["=1+1;x", "0047 22 00 00 00", "+47", "<b>&\"'"] {
        let mut draft = another(&draft);
        draft.customer_order_ref = typed.into();
        submitted(&browser, &draft).await;
    }
    let query = "q=tveit&sort=end_user&lang=en";
    let sheet = workbook(&browser, &format!("{}?{query}", paths::ORDERS_XLSX)).await;
    assert_eq!((sheet.name.as_str(), sheet.rows.len()), ("Orders", 12));
    assert_eq!(
        sheet.as_in_csv(),
        csv(&browser, &format!("{}?{query}", paths::ORDERS_CSV)).await
    );
    let references = sheet.column("Customer Order Ref");
    for typed in ["=1+1;x", "0047 22 00 00 00", "+47", "<b>&\"'"] {
        assert!(references.contains(&&Data::String(typed.to_owned())), "{typed}");
    }
    let days = sheet.column("Requested");
    assert!(
        days.iter().all(|day| matches!(day, Data::DateTime(_))),
        "{days:?}"
    );
    let ages = sheet.column("Age");
    assert!(ages.iter().all(|age| **age == Data::Float(0.0)), "{ages:?}");
    let wrong = browser
        .get(&format!("{}?status=nothing", paths::ORDERS_XLSX))
        .await;
    problem(wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
}

async fn chosen_orders_and_columns_are_those_of_the_workbook(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = seven_orders(&app).await;
    let query = "ids=1-20002,1-20004&columns=end_user,number&sort=-end_user";
    let sheet = workbook(&browser, &format!("{}?{query}", paths::ORDERS_XLSX)).await;
    let expected = [
        ["Sluttbruker", "Nummer"],
        ["Zara Tveit", "1-20004"],
        ["Anne Tveit", "1-20002"],
    ];
    assert_eq!(sheet.as_in_csv(), expected);
    let wrong = browser
        .get(&format!("{}?columns=password", paths::ORDERS_XLSX))
        .await;
    problem(wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
}

async fn the_workbook_of_the_portfolio_is_the_csv_in_cells_that_stay_what_they_are(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = five_subscriptions(&app).await;
    let query = "q=anne&sort=number&lang=en";
    let sheet = workbook(&browser, &format!("{}?{query}", paths::SUBSCRIPTIONS_XLSX)).await;
    assert_eq!((sheet.name.as_str(), sheet.rows.len()), ("Product portfolio", 3));
    let listed = portfolio(&browser, "q=anne&sort=number").await.items;
    let numbers: Vec<_> = listed
        .iter()
        .map(|row| Data::String(row.number.clone()))
        .collect();
    assert!(sheet.column("Number").into_iter().eq(&numbers));
    let rents = sheet.column("Per month");
    for (rent, row) in rents.into_iter().zip(&listed) {
        // Exact: an amount has two decimals.
        assert_eq!(rent.to_string(), (row.monthly_rent.0 as f64 / 100.0).to_string());
    }
    let days = sheet.column("Since");
    assert!(
        days.iter().all(|day| matches!(day, Data::DateTime(_))),
        "{days:?}"
    );
    let from_csv = csv(&browser, &format!("{}?{query}", paths::SUBSCRIPTIONS_CSV)).await;
    let without_decimals = |rows: Rows| -> Rows {
        let cell = |cell: String| cell.strip_suffix(",00").map(str::to_owned).unwrap_or(cell);
        rows.into_iter()
            .map(|row| row.into_iter().map(cell).collect())
            .collect()
    };
    assert_eq!(sheet.as_in_csv(), without_decimals(from_csv));
}

async fn a_partner_is_not_told_of_other_companies_in_a_workbook(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = five_subscriptions(&app).await;
    let operator = app.log_in(CUSTOMER_SERVICE).await;
    for list in [paths::ORDERS_XLSX, paths::SUBSCRIPTIONS_XLSX] {
        for asked in ["", "columns=company,number"] {
            let own = workbook(&browser, &format!("{list}?{asked}")).await;
            let cells = own.as_in_csv().concat();
            assert_eq!(own.rows.len(), 6, "{list}");
            assert!(
                cells
                    .iter()
                    .all(|cell| cell != "Partner" && !cell.contains("Nordavind")),
                "{list}: {cells:?}"
            );
        }
        let all = workbook(&operator, list).await;
        let partners: Vec<_> = all.column("Partner").into_iter().map(Data::to_string).collect();
        for company in ["Nordavind", "Sørlys"] {
            assert!(
                partners.iter().any(|partner| partner.starts_with(company)),
                "{list}: {partners:?}"
            );
        }
    }
}

/// As many orders of Nordavind as there is no room for.
async fn too_many_orders(app: &App) {
    let insert = "WITH RECURSIVE numbers(nth) AS (SELECT 1 UNION ALL SELECT nth + 1 FROM numbers WHERE nth <= 10000)
        INSERT INTO orders (company_id, version, status, turn, turn_since, created_at, created_by, order_type, product,
            requested_date, agreed_date, end_user, end_user_sort, place, customer_order_id, customer_order_ref,
            project_reference, customer_invoice_ref, lines)
        SELECT 'nordavind', 1, 'new', 'partner', 0, 0, 'oda.strand', 'standard', 'ADSL_FULL', '2026-12-01', '', '', '', '',
            '', '', '', '', 1 FROM numbers";
    let inserted: Result<u64, StoreError> = app
        .state
        .store
        .write(move |db| Box::pin(async move { db.execute(insert, Vec::new()).await }))
        .await;
    assert_eq!(inserted.unwrap(), u64::from(MOST_ROWS) + 1);
}

async fn a_list_too_long_for_a_workbook_is_refused_and_what_to_do_is_told(engine: Engine) {
    let app = spawn_app_on(engine).await;
    let browser = app.log_in(ORDERING).await;
    let order = submitted(&browser, &hdsl_draft(&browser, FINE_HOUSE).await).await;
    too_many_orders(&app).await;
    let refused = problem(
        browser.get(paths::ORDERS_XLSX).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    let [finding] = refused.fields.as_slice() else {
        panic!("{refused:?}")
    };
    assert_eq!(finding.params["most"], Param::Number(i64::from(MOST_ROWS)));
    for (language, words) in [
        (texts::Language::Norwegian, ["10 000", "filtrene", "CSV"]),
        (texts::Language::English, ["10,000", "filters", "CSV"]),
    ] {
        let told = texts::message(language, &finding.code, &finding.params).replace('\u{a0}', " ");
        for word in words {
            assert!(told.contains(word), "{told}");
        }
    }
    // Both ways out lead out.
    let filtered = workbook(&browser, &format!("{}?product=HDSL", paths::ORDERS_XLSX)).await;
    assert_eq!(filtered.column("Nummer"), [&Data::String(order.id)]);
    let whole = browser
        .get(&format!("{}?columns=number", paths::ORDERS_CSV))
        .await;
    assert_eq!(whole.text().await.unwrap().lines().count(), 10_003);
}

/// Whoever reads the description of the interface is told, too.
#[test]
fn the_description_names_the_room_of_a_workbook() {
    let document = openapi::current();
    for path in [paths::ORDERS_XLSX, paths::SUBSCRIPTIONS_XLSX] {
        let told = document["paths"][path]["get"].to_string();
        assert!(told.contains(&format!("at most {MOST_ROWS} rows")), "{told}");
        assert!(told.contains("list.too_long_for_a_workbook"), "{told}");
    }
}
