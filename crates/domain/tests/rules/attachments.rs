//! ORD-9: what goes with a case, judged by its content, and what it is called.

use domain::{
    address::{self, AddressDraft},
    attachments::{
        Attachment, AttachmentFact, AttachmentRef, Kind, LONGEST_NAME, MOST_BYTES, MOST_FILES, Standing,
        check_file, check_size, clean_name,
    },
    finding::{Code, Path, codes},
    orders::LineDraft,
    postcode::{PostcodeRegister, SHIPPED},
};
use proptest::prelude::*;

use crate::{
    address::{cadastre, listed},
    world::{World, good},
};

/// An archive whose directory names these entries; nothing is in them.
pub fn archive(names: &[&str]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let at = u32::try_from(file.len()).unwrap().to_le_bytes();
        file.extend(b"PK\x03\x04");
        file.extend([0; 22]);
        file.extend(length);
        file.extend([0; 2]);
        file.extend(name.as_bytes());
        directory.extend(b"PK\x01\x02");
        directory.extend([0; 24]);
        directory.extend(length);
        directory.extend([0; 12]);
        directory.extend(at);
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(file.len()).unwrap().to_le_bytes();
    let length = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let count = u16::try_from(names.len()).unwrap().to_le_bytes();
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count);
    file.extend(count);
    file.extend(length);
    file.extend(start);
    file.extend([0; 2]);
    file
}

const DOCX: [&str; 2] = ["[Content_Types].xml", "word/document.xml"];
const XLSX: [&str; 2] = ["[Content_Types].xml", "xl/workbook.xml"];

/// ORD-9
#[test]
fn what_a_file_is_stands_in_it_and_not_in_its_name() {
    for (content, kind) in [
        (b"%PDF-1.7\n".to_vec(), Kind::Pdf),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Kind::Png),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), Kind::Jpeg),
        (archive(&DOCX), Kind::Docx),
        (archive(&XLSX), Kind::Xlsx),
    ] {
        assert_eq!(check_file(&content), Ok(kind));
    }
    let with_macros = |names: [&str; 2], macros| archive(&[names[0], names[1], macros]);
    let mut cut_short = archive(&XLSX);
    cut_short.truncate(cut_short.len() - 30);
    for (content, code) in [
        (Vec::new(), codes::ATTACHMENT_EMPTY),
        (b"MZ\x90\0".to_vec(), codes::ATTACHMENT_TYPE),
        (b"<svg onload=alert(1)>".to_vec(), codes::ATTACHMENT_TYPE),
        (b"GIF89a%PDF-1.7".to_vec(), codes::ATTACHMENT_TYPE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            codes::ATTACHMENT_TYPE,
        ),
        (archive(&["readme.txt"]), codes::ATTACHMENT_TYPE),
        (archive(&["word/document.xml"]), codes::ATTACHMENT_TYPE),
        (
            archive(&["[Content_Types].xml", "ppt/presentation.xml"]),
            codes::ATTACHMENT_TYPE,
        ),
        (cut_short, codes::ATTACHMENT_TYPE),
        (with_macros(DOCX, "word/vbaProject.bin"), codes::ATTACHMENT_MACROS),
        (with_macros(XLSX, "xl/VBAPROJECT.BIN"), codes::ATTACHMENT_MACROS),
    ] {
        assert_eq!(
            check_file(&content),
            Err(code),
            "{:?}",
            String::from_utf8_lossy(&content)
        );
    }
}

/// ORD-9
#[test]
fn ten_megabytes_are_the_most() {
    assert_eq!(check_size(MOST_BYTES), Ok(()));
    assert_eq!(check_size(MOST_BYTES + 1), Err(codes::ATTACHMENT_TOO_LARGE));
    assert_eq!(check_size(0), Err(codes::ATTACHMENT_EMPTY));
}

/// ORD-9
#[test]
fn a_name_is_no_path_no_disguise_and_of_bounded_length() {
    for (given, kind, clean) in [
        ("Kart over gården.pdf", Kind::Pdf, "Kart over gården.pdf"),
        ("KART.JPEG", Kind::Jpeg, "KART.JPEG"),
        ("../../etc/passwd", Kind::Pdf, "passwd.pdf"),
        (r"C:\Users\oda\kart.png", Kind::Png, "kart.png"),
        ("kart.exe", Kind::Pdf, "kart.exe.pdf"),
        ("kart.pdf", Kind::Docx, "kart.pdf.docx"),
        ("regning\u{202e}fdp.exe", Kind::Pdf, "regningfdp.exe.pdf"),
        (
            "a\r\nSet-Cookie: x=\"y\".png",
            Kind::Png,
            "a Set-Cookie_ x=_y_.png",
        ),
        ("  rom \t 12 .xlsx ", Kind::Xlsx, "rom 12.xlsx"),
        ("...", Kind::Pdf, "vedlegg.pdf"),
        (".pdf", Kind::Pdf, "pdf.pdf"),
        ("", Kind::Xlsx, "vedlegg.xlsx"),
    ] {
        assert_eq!(clean_name(given, kind), clean, "{given:?}");
    }
    let long = clean_name(&format!("{}.pdf", "å".repeat(500)), Kind::Pdf);
    assert_eq!(long.chars().count(), LONGEST_NAME);
    assert!(long.ends_with("å.pdf"));
}

proptest! {
    /// ORD-9
    #[test]
    fn no_bytes_make_the_check_fail(content in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = check_file(&content);
        // A few bytes of a good archive are other ones: most of what points somewhere then points anywhere.
        let mut zip = archive(&DOCX);
        for pair in content.chunks(2).take(6) {
            let [at, byte] = pair else { continue };
            let length = zip.len();
            if let Some(there) = zip.get_mut(usize::from(*at) % length) {
                *there = *byte;
            }
        }
        let _ = check_file(&zip);
    }

    /// ORD-9
    #[test]
    fn a_clean_name_stays_as_it_is(given in "\\PC{0,200}", kind in 0..5_usize) {
        let kind = Kind::ALL[kind];
        let clean = clean_name(&given, kind);
        prop_assert_eq!(clean_name(&clean, kind), clean.clone());
        prop_assert!(clean.chars().count() <= LONGEST_NAME);
        prop_assert!(!clean.contains(['/', '\\', '"', '\n']));
    }
}

fn fact(id: &str, standing: Standing) -> AttachmentFact {
    AttachmentFact {
        attachment: Attachment {
            id: id.to_owned(),
            name: format!("{id}.pdf"),
            kind: Kind::Pdf,
            bytes: 1000,
        },
        standing,
    }
}

fn named(ids: &[&str]) -> Vec<AttachmentRef> {
    let file = |id: &&str| AttachmentRef {
        id: (*id).to_owned(),
        name: "kart.pdf".to_owned(),
    };
    ids.iter().map(file).collect()
}

fn codes_of(world: &World, line: LineDraft) -> Vec<String> {
    let (mut draft, _) = good();
    draft.lines = vec![line];
    let said = listed(&world.parse(&draft).findings);
    said.into_iter()
        .filter(|said| said.contains("attachment"))
        .collect()
}

/// ORD-9
#[test]
fn a_line_goes_with_files_that_are_there_whole_and_its_own() {
    let (mut draft, mut world) = good();
    world.line().attachments = vec![
        fact("a", Standing::Ready),
        fact("b", Standing::Incomplete),
        fact("c", Standing::Taken),
    ];
    let line = LineDraft {
        attachments: named(&["a", "b", "c", "d", "a"]),
        ..draft.lines[0].clone()
    };
    let wrong = |at: usize, code: Code| format!("lines[0].attachments[{at}]: {}", code.name);
    assert_eq!(
        codes_of(&world, line),
        [
            wrong(1, codes::ATTACHMENT_INCOMPLETE),
            wrong(2, codes::ATTACHMENT_TAKEN),
            wrong(3, codes::ATTACHMENT_UNKNOWN),
            wrong(4, codes::ATTACHMENT_REPEATED),
        ]
    );
    draft.lines[0].attachments = named(&["a"]);
    let order = world.parse(&draft).order.unwrap();
    assert_eq!(
        order.lines[0].attachments,
        [fact("a", Standing::Ready).attachment]
    );
    assert_eq!(order.as_sent().lines[0].attachments[0].name, "a.pdf");
    assert!(
        order.again().lines[0].attachments.is_empty(),
        "a new order has its own files"
    );
}

/// ORD-9
#[test]
fn at_most_twenty_files_go_with_a_line() {
    let (draft, mut world) = good();
    let ids: Vec<String> = (0..=MOST_FILES).map(|n| n.to_string()).collect();
    world.line().attachments = ids.iter().map(|id| fact(id, Standing::Ready)).collect();
    let mut ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let line = |ids: &[&str]| LineDraft {
        attachments: named(ids),
        ..draft.lines[0].clone()
    };
    assert_eq!(
        codes_of(&world, line(&ids)),
        ["lines[0].attachments: attachments.too_many"]
    );
    ids.pop();
    assert!(codes_of(&world, line(&ids)).is_empty());
}

/// ADR-5
#[test]
fn a_map_sketch_shows_the_way_where_there_is_no_number() {
    let draft = AddressDraft {
        existing_number: String::new(),
        large_area: true,
        ..cadastre()
    };
    let postcodes = PostcodeRegister::parse(SHIPPED).unwrap();
    let said = |sketched| {
        let mut findings = Vec::new();
        let parsed = address::parse(&draft, &Path::of("a"), &postcodes, None, sketched, &mut findings);
        let said = listed(&findings);
        (
            parsed.address.is_some(),
            said.iter().any(|said| said.contains("existing_number")),
        )
    };
    assert_eq!(said(false), (false, true));
    assert_eq!(said(true), (true, false));
}
