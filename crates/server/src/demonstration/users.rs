//! Invented companies, and users for each row of the table of accesses. Their passwords are known to everybody.

use std::fmt::Write as _;

use domain::{
    access::{Access, AccessType, Permission, Team},
    catalogue::Name,
};
use tokio::sync::OnceCell;
use wire::demonstration::DemonstrationUser;

use crate::{
    app::passwords,
    error::AppError,
    state::AppState,
    store::{
        settings,
        users::{self, Company, Side, User},
    },
};

/// Id, name and invented organisation number; the simulator of NRDB knows the partners by the same numbers.
const PARTNERS: [(&str, &str, &str); 2] = [known(simulator::PARTNER), known(simulator::OTHER_PARTNER)];
const OPERATOR: (&str, &str, &str) = ("jara", "Jara Telenett AS", "310006009");

const fn known(partner: simulator::Partner) -> (&'static str, &'static str, &'static str) {
    (partner.id, partner.name, partner.organisation_number)
}

/// The same for all of them: a demonstration is no secret.
const PASSWORD: &str = "demo-jara-2026";

pub(super) struct Invented {
    pub(super) company: &'static str,
    pub(super) user_name: &'static str,
    pub(super) display_name: &'static str,
    access: Access,
    /// For the list that is printed, and the one at the log-in: in Norwegian and in English.
    may: (&'static str, &'static str),
}

fn partner(access: AccessType, trouble_tickets: bool, super_user: bool, authorised_orderer: bool) -> Access {
    Access::Partner {
        access,
        trouble_tickets,
        super_user,
        authorised_orderer,
    }
}

fn operator(teams: &[Team]) -> Access {
    Access::Operator {
        teams: teams.to_vec(),
    }
}

fn all() -> Vec<Invented> {
    use AccessType::{Full, Inquiry, Ordering};
    let user = |company, user_name, display_name, access, may| Invented {
        company,
        user_name,
        display_name,
        access,
        may,
    };
    vec![
        user(
            "nordavind",
            "ingrid.vale",
            "Ingrid Vale",
            partner(Full, false, true, false),
            ("full tilgang, superbruker", "full access, super user"),
        ),
        user(
            "nordavind",
            "oda.strand",
            "Oda Strand",
            partner(Ordering, false, false, false),
            ("bestillingstilgang", "ordering"),
        ),
        user(
            "nordavind",
            "jonas.moe",
            "Jonas Moe",
            partner(Inquiry, false, false, false),
            ("bare innsyn", "inquiry only"),
        ),
        user(
            "nordavind",
            "tuva.lien",
            "Tuva Lien",
            partner(Full, true, false, false),
            ("full tilgang og feilmeldinger", "full access and trouble tickets"),
        ),
        user(
            "nordavind",
            "emil.bakke",
            "Emil Bakke",
            partner(Ordering, false, false, true),
            (
                "bestillingstilgang, autorisert bestiller",
                "ordering, authorised orderer",
            ),
        ),
        user(
            "sorlys",
            "marte.sund",
            "Marte Sund",
            partner(Full, true, true, true),
            ("alt en partner kan ha", "everything a partner may"),
        ),
        user(
            "sorlys",
            "sander.eide",
            "Sander Eide",
            partner(Ordering, false, false, false),
            ("bestillingstilgang", "ordering"),
        ),
        user(
            "jara",
            "kari.nes",
            "Kari Nes",
            operator(&[Team::CustomerService]),
            ("kundeservice hos Jara", "customer service of the operator"),
        ),
        user(
            "jara",
            "petter.holm",
            "Petter Holm",
            operator(&[Team::SalesSupport]),
            ("salgsstøtte", "sales support"),
        ),
        user(
            "jara",
            "liv.aune",
            "Liv Aune",
            operator(&[Team::Billing]),
            ("fakturering", "billing"),
        ),
        user(
            "jara",
            "geir.tang",
            "Geir Tang",
            operator(&[Team::ServiceManager]),
            ("service manager", "service manager"),
        ),
        user(
            "jara",
            "nina.rud",
            "Nina Rud",
            operator(&[Team::JaraSupport, Team::UserAdministration]),
            (
                "Jara Support, brukeradministrasjon",
                "Jara Support, user administration",
            ),
        ),
        user(
            "jara",
            "even.krog",
            "Even Krog",
            operator(&[Team::CompensationClaims, Team::Operations]),
            ("kompensasjonskrav, drift", "compensation claims, operations"),
        ),
        user(
            "jara",
            "anne.berge",
            "Anne Berge",
            operator(&[Team::Administrator]),
            ("administrator", "administrator"),
        ),
    ]
}

/// The users as they are printed at the first start.
pub fn users_as_text() -> String {
    let mut text = format!("Users of the demonstration; the password of each is {PASSWORD}\n");
    for user in all() {
        let company = company_name(user.company);
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "  {:<14} {:<24} {}", user.user_name, company, user.may.1);
    }
    text
}

/// The users as the log-in page offers them.
pub fn listed() -> Vec<DemonstrationUser> {
    let listed = |user: Invented| {
        let (nb, en) = user.may;
        DemonstrationUser {
            user_name: user.user_name.to_owned(),
            display_name: user.display_name.to_owned(),
            company: company_name(user.company).to_owned(),
            may: Name {
                nb: nb.to_owned(),
                en: en.to_owned(),
            },
        }
    };
    all().into_iter().map(listed).collect()
}

fn companies() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    PARTNERS.into_iter().chain([OPERATOR])
}

fn company_name(id: &str) -> &'static str {
    companies()
        .find(|(known, _, _)| *known == id)
        .map_or("", |(_, name, _)| name)
}

/// The partners' users who may order.
pub(super) fn orderers() -> Vec<Invented> {
    all()
        .into_iter()
        .filter(|user| user.access.may(Permission::Order).is_ok())
        .collect()
}

/// Inserts them into an empty store; false when they are there already.
pub async fn insert(state: &AppState) -> Result<bool, AppError> {
    // One salt for all, hashed once in a process: these passwords protect nothing.
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = HASH
        .get_or_try_init(|| passwords::hash_new(PASSWORD.to_owned()))
        .await?
        .clone();
    let now = state.clock.now();
    state
        .store
        .write(move |db| {
            Box::pin(async move {
                // Two backends may start at once on an empty store: one inserts, the other waits for it here.
                let ours = settings::claim(db, "demonstration.users", &now.millis().to_string()).await?;
                if !ours || users::find_company(db, OPERATOR.0).await?.is_some() {
                    return Ok(false);
                }
                for (id, name, organisation_number) in companies() {
                    let side = if id == OPERATOR.0 {
                        Side::Operator
                    } else {
                        Side::Partner
                    };
                    let company = Company {
                        id: id.to_owned(),
                        name: name.to_owned(),
                        side,
                        organisation_number: organisation_number.to_owned(),
                    };
                    users::insert_company(db, &company, now).await?;
                }
                for user in all() {
                    let user = User {
                        id: user.user_name.to_owned(),
                        company_id: user.company.to_owned(),
                        company_name: String::new(),
                        user_name: user.user_name.to_owned(),
                        display_name: user.display_name.to_owned(),
                        password_hash: hash.clone(),
                        access: user.access,
                    };
                    users::insert_user(db, &user, now).await?;
                }
                Ok(true)
            })
        })
        .await
}
