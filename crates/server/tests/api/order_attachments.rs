//! ORD-9: the order system is told which files go with a line, and told anew when a change has put others in their place.

use serde_json::{Value, json};
use server::http::body::hex;
use sha2::{Digest as _, Sha256};

use crate::{
    attachments::{attached, pdf, uploaded},
    drafts::*,
    harness::*,
    order_system::caught_up,
    partners::*,
    projects::project,
    reopen::{changed, opened, sent},
    reopen_answers::errands_done,
};

crate::on_both_engines! {
    /// ORD-9
    the_order_system_is_told_which_files_go_with_a_line;
    /// ORD-9, CHG-1
    after_a_change_it_knows_the_files_that_are_there_now;
    /// ORD-9
    each_line_of_a_project_has_its_own;
}

/// The item of the one service order that stands for a line.
async fn item(played: &Played, external_id: &str) -> Value {
    let order = played.service_order(external_id).await;
    order["serviceOrderItem"][0].clone()
}

fn named(id: &str, name: &str, media_type: &str, content: &[u8]) -> Value {
    json!({
        "id": id, "name": name, "mimeType": media_type,
        "size": { "amount": content.len(), "units": "bytes" }, "sha256": hex(&Sha256::digest(content)),
    })
}

async fn the_order_system_is_told_which_files_go_with_a_line(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let (sketch, picture) = (pdf(3000, 1), b"\x89PNG\r\n\x1a\n....".to_vec());
    let map = uploaded(&browser, "Kart over gården.pdf", &sketch).await;
    let room = uploaded(&browser, "rom.png", &picture).await;
    let mut draft = hdsl_draft(&browser, FINE_HOUSE).await;
    draft.lines[0].attachments = attached(&[&map, &room]);
    let made = submitted(&browser, &draft).await;
    errands_done(&played, &made.id).await;
    let expected = json!([
        named(&map, "Kart over gården.pdf", "application/pdf", &sketch),
        named(&room, "rom.png", "image/png", &picture),
    ]);
    assert_eq!(
        item(&played, &format!("{}-1", made.id)).await["attachment"],
        expected
    );
    let without = submitted(&browser, &hdsl_draft(&browser, OTHER_HOUSE).await).await;
    errands_done(&played, &without.id).await;
    let item = item(&played, &format!("{}-1", without.id)).await;
    assert_eq!(item.get("attachment"), None);
}

async fn after_a_change_it_knows_the_files_that_are_there_now(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let map = uploaded(&browser, "kart.pdf", &pdf(3000, 2)).await;
    let mut draft = hdsl_draft(&browser, FINE_HOUSE).await;
    draft.lines[0].attachments = attached(&[&map]);
    let made = submitted(&browser, &draft).await;
    errands_done(&played, &made.id).await;
    let external_id = format!("{}-1", made.id);
    assert_eq!(item(&played, &external_id).await["attachment"][0]["id"], map);
    let content = pdf(4000, 3);
    let plan = uploaded(&browser, "rom.pdf", &content).await;
    let mut change = opened(&sent(&browser, &made.id).await);
    change.lines[0].attachments = attached(&[&plan]);
    changed(&browser, &change).await;
    errands_done(&played, &made.id).await;
    let now = item(&played, &external_id).await;
    let expected = named(&plan, "rom.pdf", "application/pdf", &content);
    assert_eq!(now["attachment"], json!([expected]));
    let mut change = opened(&sent(&browser, &made.id).await);
    change.lines[0].attachments.clear();
    changed(&browser, &change).await;
    errands_done(&played, &made.id).await;
    assert_eq!(item(&played, &external_id).await.get("attachment"), None);
}

async fn each_line_of_a_project_has_its_own(engine: Engine) {
    let played = spawn_played_with(engine, &[]).await;
    let browser = played.app.log_in(ORDERING).await;
    let mut draft = project(&browser, 3).await;
    let mut files = Vec::new();
    for (seed, line) in (4..).zip(&mut draft.lines) {
        let id = uploaded(&browser, "kart.pdf", &pdf(2000, seed)).await;
        line.attachments = attached(&[&id]);
        files.push(id);
    }
    let made = submitted(&browser, &draft).await;
    errands_done(&played, &made.id).await;
    for (number, file) in (1..).zip(&files) {
        let external_id = format!("{}-{number}", made.id);
        caught_up(&played, &external_id).await;
        let attachment = &item(&played, &external_id).await["attachment"];
        assert_eq!(attachment.as_array().map(Vec::len), Some(1));
        assert_eq!(attachment[0]["id"], *file);
    }
}
