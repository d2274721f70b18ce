//! The configuration: environment variables, each named once, in [`VARIABLES`].

mod reading;
mod variables;

pub use variables::VARIABLES;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use crate::{
    mail::{BadMailServer, MailServer},
    ports::System,
};
use reading::{at_all, at_most, flag, invalid, milliseconds};

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{name} is {value:?}, which is not {expected}")]
    Invalid {
        name: String,
        value: String,
        expected: &'static str,
    },
    #[error("{0} is not set: without it only a demonstration (JARA_DEMONSTRATION=true) can run")]
    Missing(String),
    #[error(
        "JARA_DEMONSTRATION=true with JARA_PUBLIC_URL: the demonstration's passwords are known to everybody"
    )]
    PublicDemonstration,
    #[error("mail cannot be sent as it is set")]
    MailServer(#[from] BadMailServer),
}

/// Where a partner system is; the simulator stands in where no URL is set.
#[derive(Clone)]
pub struct PartnerConfig {
    pub url: Option<String>,
    pub token: String,
    pub timeout: Duration,
}

/// The token stays out of every log.
impl std::fmt::Debug for PartnerConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PartnerConfig")
            .field("url", &self.url)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Debug)]
pub enum Database {
    Sqlite {
        folder: PathBuf,
    },
    /// The URL may hold a password.
    Postgres(Secret),
}

/// A value that no log shows.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    pub database: Database,
    pub demonstration: bool,
    pub demonstration_orders: u32,
    pub demonstration_subscriptions: u32,
    /// Where people and partner systems reach us through the TLS proxy; none when they reach us directly.
    pub public_url: Option<String>,
    /// People reach us over TLS.
    pub tls: bool,
    pub trusted_proxy: bool,
    pub spa_dir: Option<PathBuf>,
    /// Without one, `/metrics` answers callers on this machine only.
    pub metrics_token: Option<Secret>,
    pub header_timeout: Duration,
    pub log: String,
    pub log_format: LogFormat,
    partners: [PartnerConfig; 6],
    pub order_events_token: Secret,
    pub simulator_step: Option<Duration>,
    /// Without one mail is kept and can be read, which is meant for a demonstration.
    pub mail_server: Option<MailServer>,
}

impl Config {
    pub fn from_environment() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads every variable through `variable`; an empty one counts as not set.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let get = |name: &str| {
            variable(name)
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        let demonstration = flag("JARA_DEMONSTRATION", get("JARA_DEMONSTRATION"))?;
        let orders = "JARA_DEMONSTRATION_ORDERS";
        let demonstration_orders = at_most(orders, get(orders), 300, 5000, "a number up to 5000")?;
        let subscriptions = "JARA_DEMONSTRATION_SUBSCRIPTIONS";
        let demonstration_subscriptions = at_most(
            subscriptions,
            get(subscriptions),
            2400,
            20_000,
            "a number up to 20000",
        )?;
        let public_url = get("JARA_PUBLIC_URL");
        let tls = match public_url.as_deref() {
            None => false,
            Some(url) if url.starts_with("https://") => true,
            Some(url) => return Err(invalid("JARA_PUBLIC_URL", url, "an https address")),
        };
        if demonstration && tls {
            return Err(ConfigError::PublicDemonstration);
        }
        let database = match get("DATABASE_URL") {
            None => Database::Sqlite {
                folder: get("JARA_DATA").unwrap_or_else(|| "data".to_owned()).into(),
            },
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Database::Postgres(Secret(url))
            }
            Some(_) => return Err(invalid("DATABASE_URL", "…", "a postgres:// address")),
        };
        let listen = get("JARA_LISTEN").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let mut partners = Vec::new();
        for system in System::ALL {
            partners.push(partner(system, &get, demonstration)?);
        }
        let step = milliseconds("JARA_SIMULATOR_STEP_MS", get("JARA_SIMULATOR_STEP_MS"), 4000)?;
        let log_format = match get("JARA_LOG_FORMAT").as_deref() {
            None | Some("text") => LogFormat::Text,
            Some("json") => LogFormat::Json,
            Some(other) => return Err(invalid("JARA_LOG_FORMAT", other, "text or json")),
        };
        let order_events_token = match get("JARA_ORDER_EVENTS_TOKEN") {
            Some(token) => Secret(token),
            None if demonstration => Secret(uuid::Uuid::new_v4().to_string()),
            None => return Err(ConfigError::Missing("JARA_ORDER_EVENTS_TOKEN".to_owned())),
        };
        Ok(Self {
            listen: listen
                .parse()
                .map_err(|_| invalid("JARA_LISTEN", &listen, "an address with a port"))?,
            database,
            demonstration,
            demonstration_orders,
            demonstration_subscriptions,
            public_url: public_url.map(|url| url.trim_end_matches('/').to_owned()),
            tls,
            trusted_proxy: flag("JARA_TRUSTED_PROXY", get("JARA_TRUSTED_PROXY"))?,
            spa_dir: get("JARA_SPA_DIR").map(PathBuf::from),
            metrics_token: get("JARA_METRICS_TOKEN").map(Secret),
            header_timeout: at_all("JARA_HEADER_TIMEOUT_MS", get("JARA_HEADER_TIMEOUT_MS"), 15_000)?,
            log: get("JARA_LOG").unwrap_or_else(|| "info".to_owned()),
            log_format,
            partners: partners
                .try_into()
                .map_err(|_| ConfigError::Missing("a partner system".to_owned()))?,
            order_events_token,
            simulator_step: (!step.is_zero()).then_some(step),
            mail_server: get("JARA_SMTP_URL")
                .map(|url| MailServer::new(&url, get("JARA_SMTP_FROM").as_deref()))
                .transpose()?,
        })
    }

    /// Cookies are `Secure` everywhere but on loopback, where there is no TLS.
    pub fn secure_cookies(&self) -> bool {
        self.tls || !self.listen.ip().is_loopback()
    }

    pub fn partner(&self, system: System) -> &PartnerConfig {
        let [addresses, companies, kapaks, appointments, numbers, orders] = &self.partners;
        match system {
            System::AddressRegister => addresses,
            System::CompanyRegister => companies,
            System::Kapaks => kapaks,
            System::AppointmentBook => appointments,
            System::NumberAuthority => numbers,
            System::OrderSystem => orders,
        }
    }
}

fn partner(
    system: System,
    get: &impl Fn(&str) -> Option<String>,
    demonstration: bool,
) -> Result<PartnerConfig, ConfigError> {
    let prefix = format!("JARA_{}", system.name().to_uppercase());
    let url = get(&format!("{prefix}_URL"));
    if url.is_none() && !demonstration {
        return Err(ConfigError::Missing(format!("{prefix}_URL")));
    }
    let name = format!("{prefix}_TIMEOUT_MS");
    let timeout = at_all(&name, get(&name), 5000)?;
    Ok(PartnerConfig {
        url,
        token: get(&format!("{prefix}_TOKEN")).unwrap_or_default(),
        timeout,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(|name| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_demonstration_needs_no_other_setting() {
        let config = read(&[("JARA_DEMONSTRATION", "true")]).unwrap();
        assert!(!config.secure_cookies());
        assert!(config.partner(System::Kapaks).url.is_none());
    }

    #[test]
    fn production_does_not_start_without_its_partner_systems() {
        assert!(matches!(read(&[]), Err(ConfigError::Missing(name)) if name == "JARA_ADDRESS_REGISTER_URL"));
    }

    #[test]
    fn known_passwords_are_never_served_to_the_world() {
        let variables = [
            ("JARA_DEMONSTRATION", "true"),
            ("JARA_PUBLIC_URL", "https://jara.example"),
        ];
        assert!(matches!(read(&variables), Err(ConfigError::PublicDemonstration)));
    }

    #[test]
    fn cookies_are_secure_everywhere_but_on_loopback() {
        let config = read(&[("JARA_DEMONSTRATION", "true"), ("JARA_LISTEN", "0.0.0.0:8080")]).unwrap();
        assert!(config.secure_cookies());
    }

    #[test]
    fn secrets_stay_out_of_the_log() {
        let config = read(&[
            ("JARA_DEMONSTRATION", "1"),
            ("DATABASE_URL", "postgres://jara:hemmelig@db/jara"),
            ("JARA_KAPAKS_TOKEN", "hemmelig"),
            ("JARA_ORDER_EVENTS_TOKEN", "hemmelig"),
            ("JARA_METRICS_TOKEN", "hemmelig"),
            ("JARA_SMTP_URL", "smtps://jara:hemmelig@post.example"),
            ("JARA_SMTP_FROM", "varsel@jara.example"),
        ])
        .unwrap();
        assert!(!format!("{config:?}").contains("hemmelig"));
    }

    #[test]
    fn a_wrong_value_is_named() {
        let error = read(&[("JARA_DEMONSTRATION", "maybe")]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "JARA_DEMONSTRATION is \"maybe\", which is not true or false"
        );
    }
}
