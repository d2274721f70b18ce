//! Contacts of the invented companies, so that a demonstration's mails have somebody to go to.

use domain::{
    account::{MailLanguage, ServiceHours},
    contacts::{Around, PartnerContactDraft, parse},
};

use crate::{
    error::AppError,
    state::AppState,
    store::{
        accounts::{self, StoredAccount},
        contacts::{self, ContactToStore},
        settings,
    },
};

struct Invented {
    company: &'static str,
    by: &'static str,
    name: &'static str,
    phone: &'static str,
    group_email: &'static str,
    every_change: bool,
    orders_of: &'static str,
}

const CONTACTS: [Invented; 4] = [
    Invented {
        company: "nordavind",
        by: "ingrid.vale",
        name: "Kundeservice",
        phone: "22000140",
        group_email: "ordre@nordavind.example",
        every_change: false,
        orders_of: "everyone",
    },
    Invented {
        company: "nordavind",
        by: "ingrid.vale",
        name: "Ingrid Vale",
        phone: "40000171",
        group_email: "ingrid.vale@nordavind.example",
        every_change: true,
        orders_of: "ingrid.vale",
    },
    Invented {
        company: "nordavind",
        by: "ingrid.vale",
        name: "Vakt utenom kontortid",
        phone: "40000199",
        group_email: "",
        every_change: false,
        orders_of: "",
    },
    Invented {
        company: "sorlys",
        by: "marte.sund",
        name: "Marte Sund",
        phone: "40000260",
        group_email: "leveranser@sorlys.example",
        every_change: true,
        orders_of: "everyone",
    },
];

/// Inserts them once; removed ones stay removed.
pub async fn insert(state: &AppState) -> Result<(), AppError> {
    let now = state.clock.now();
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                if !settings::claim(db, "demonstration.contacts", &now.millis().to_string()).await? {
                    return Ok(());
                }
                for (company, service_hours) in [
                    ("nordavind", ServiceHours::Extended),
                    ("sorlys", ServiceHours::Office),
                ] {
                    let account = StoredAccount {
                        quotes_email: format!("tilbud@{company}.example"),
                        language: MailLanguage::Nb,
                        service_hours,
                        ..StoredAccount::default()
                    };
                    accounts::make(db, company, &account).await?;
                }
                for invented in CONTACTS {
                    let draft = PartnerContactDraft {
                        name: invented.name.to_owned(),
                        phone: invented.phone.to_owned(),
                        group_email: invented.group_email.to_owned(),
                        every_change: invented.every_change,
                        orders_of: invented.orders_of.to_owned(),
                        ..PartnerContactDraft::default()
                    };
                    let around = Around {
                        colleagues: vec![invented.by.to_owned()],
                        taken: Vec::new(),
                    };
                    let contact = parse(&draft, &around)
                        .valid
                        .ok_or_else(|| AppError::internal("an invented contact is not valid"))?;
                    let new = ContactToStore {
                        company_id: invented.company.to_owned(),
                        id: uuid::Uuid::now_v7().to_string(),
                        contact,
                        changed_by: invented.by.to_owned(),
                    };
                    contacts::insert(db, &new, now).await?;
                }
                Ok(())
            })
        })
        .await
}
