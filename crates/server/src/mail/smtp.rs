//! The mail server: any that speaks SMTP, over TLS unless it stands on this very machine.

use std::time::{Duration, UNIX_EPOCH};

use domain::{email::EmailAddress, moment::Moment};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::extension::ClientId,
};

/// The longest that one command may take; RFC 5321 would wait for minutes, and nobody else could be written to meanwhile.
const TIMEOUT: Duration = Duration::from_secs(20);
/// What mail servers say of a recipient whom they do not know: no such mailbox, not here, not a name that may be.
const NO_SUCH_RECIPIENT: [u16; 3] = [550, 551, 553];

/// Why the configured mail server cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadMailServer {
    #[error("JARA_SMTP_URL is not an address of a mail server")]
    Url(#[source] lettre::transport::smtp::Error),
    #[error(
        "JARA_SMTP_URL names another machine without TLS: use smtps:// or smtp://…?tls=required (STARTTLS)"
    )]
    InClear,
    #[error("JARA_SMTP_FROM is not set: mail needs a sender")]
    NoSender,
    #[error("JARA_SMTP_FROM is no e-mail address")]
    Sender,
}

/// Why a mail was not handed over.
#[derive(Debug)]
pub enum Failure {
    /// The mail server knows no such recipient: it will not do better later.
    NoSuchRecipient(u16),
    /// It could not be reached, or something went wrong on the way, or it asks to come back later. The text names no one.
    Later(String),
}

/// A letter as it goes out.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// What it is about: the same mail sent twice bears the same identity.
    pub event: &'a str,
    pub recipient: &'a str,
    pub subject: &'a str,
    pub body: &'a str,
    pub written_at: Moment,
}

#[derive(Clone)]
pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Address,
}

/// The password stays out of every log.
impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailServer").finish_non_exhaustive()
    }
}

impl MailServer {
    /// `smtps://user:password@host:465`, `smtp://user:password@host:587?tls=required`, or `smtp://127.0.0.1:25`.
    pub fn new(url: &str, sender: Option<&str>) -> Result<Self, BadMailServer> {
        let sender = EmailAddress::parse(sender.ok_or(BadMailServer::NoSender)?)
            .ok()
            .and_then(|address| address.as_str().parse::<Address>().ok())
            .ok_or(BadMailServer::Sender)?;
        if !is_private(url) {
            return Err(BadMailServer::InClear);
        }
        let hello = ClientId::Domain(sender.domain().to_owned());
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(BadMailServer::Url)?
            .timeout(Some(TIMEOUT))
            .hello_name(hello)
            .build();
        Ok(Self { transport, sender })
    }

    /// Hands one mail over. It returns when the mail server has taken it for good.
    pub async fn hand_over(&self, mail: Outgoing<'_>) -> Result<(), Failure> {
        let message = self.message(mail)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let code = error.status().map(u16::from);
                match code.filter(|code| error.is_permanent() && NO_SUCH_RECIPIENT.contains(code)) {
                    Some(code) => Err(Failure::NoSuchRecipient(code)),
                    None => Err(Failure::Later(described(&error, code))),
                }
            }
        }
    }

    /// Every header is made from a type that cannot hold the end of a line.
    fn message(&self, mail: Outgoing<'_>) -> Result<Message, Failure> {
        let unwritable = |what: &str| Failure::Later(format!("{what} cannot be written"));
        let recipient = EmailAddress::parse(mail.recipient)
            .ok()
            .and_then(|address| address.as_str().parse::<Address>().ok())
            .ok_or_else(|| unwritable("the recipient"))?;
        let written_at = u64::try_from(mail.written_at.millis()).unwrap_or(0);
        let one_line: String = mail.subject.chars().filter(|c| !c.is_control()).collect();
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let mut message = Message::builder()
            .from(Mailbox::new(
                Some("Jara NetBusiness".to_owned()),
                self.sender.clone(),
            ))
            .to(Mailbox::new(None, recipient))
            .subject(one_line)
            .date(UNIX_EPOCH + Duration::from_millis(written_at))
            .message_id(Some(self.identity(mail.event)))
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .body(mail.body.to_owned()),
            )
            .map_err(|_| unwritable("the mail"))?;
        // RFC 3834: no holiday replies.
        message
            .headers_mut()
            .insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
        Ok(message)
    }

    /// NOT-2: the same for the same event, so that a mail server that gets a mail again, after a backend ended between
    /// handing over and writing that down, can tell.
    fn identity(&self, event: &str) -> String {
        let plain: String = event
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '.' })
            .collect();
        format!("<jara.{plain}@{}>", self.sender.domain())
    }
}

/// Encrypted, or within this machine.
fn is_private(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else {
        // What it is instead is told by whoever reads it.
        return true;
    };
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = rest.rsplit('@').next().unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let on_this_machine = ["127.0.0.1", "localhost", "[::1]"].contains(&name);
    scheme == "smtps" || query.split('&').any(|pair| pair == "tls=required") || on_this_machine
}

/// What the mail server answers may name the recipient, so it is not repeated.
fn described(error: &lettre::transport::smtp::Error, code: Option<u16>) -> String {
    let what = if error.is_timeout() {
        "the mail server did not answer in time"
    } else if error.is_tls() {
        "the mail server cannot be spoken to over TLS"
    } else if code.is_some() {
        "the mail server did not take it"
    } else {
        "the mail server cannot be reached"
    };
    code.map_or_else(|| what.to_owned(), |code| format!("{what} ({code})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: Option<&str> = Some("varsel@jara.example");

    /// NOT-2
    #[test]
    fn mail_goes_in_clear_to_this_machine_alone() {
        for fine in [
            "smtps://post.example",
            "smtps://bruker:hemmelig@post.example:465",
            "smtp://bruker:hemmelig@post.example:587?tls=required",
            "smtp://127.0.0.1:2525",
            "smtp://localhost",
        ] {
            assert!(MailServer::new(fine, FROM).is_ok(), "{fine}");
        }
        for in_clear in [
            "smtp://post.example",
            "smtp://127.0.0.1@post.example",
            "smtp://127.0.0.1.post.example",
            "smtp://post.example:25?tls=opportunistic",
        ] {
            let refused = MailServer::new(in_clear, FROM);
            assert!(matches!(refused, Err(BadMailServer::InClear)), "{in_clear}");
        }
        assert!(matches!(
            MailServer::new("post.example", FROM),
            Err(BadMailServer::Url(_))
        ));
        assert!(matches!(
            MailServer::new("smtps://post.example", None),
            Err(BadMailServer::NoSender)
        ));
        let broken = MailServer::new("smtps://post.example", Some("a@b.example\r\nBcc: x@y.example"));
        assert!(matches!(broken, Err(BadMailServer::Sender)));
    }

    /// NOT-2, NOT-3: nothing that is written into a mail begins a header of its own.
    #[test]
    fn no_text_begins_a_header() {
        let server = MailServer::new("smtp://127.0.0.1:25", FROM).unwrap();
        let mail = Outgoing {
            event: "order:1:2\r\nX-Event: x",
            recipient: "ordre@solbakken.example",
            subject: "Bestilling\r\nBcc: alle@solbakken.example",
            body: "Hei\r\n.\r\nMAIL FROM:<x@y.example>\r\n\r\nX-Body: x",
            written_at: Moment::from_millis(1_800_000_000_000),
        };
        let written = String::from_utf8(server.message(mail).unwrap().formatted()).unwrap();
        let (head, _) = written.split_once("\r\n\r\n").unwrap();
        for line in head.split("\r\n") {
            let name = line.split(':').next().unwrap_or_default().to_lowercase();
            assert!(
                !["bcc", "x-event", "x-body", "mail from"].contains(&name.as_str()),
                "{head}"
            );
        }
        assert!(
            head.contains("Message-ID: <jara.order.1.2..X.Event..x@jara.example>"),
            "{head}"
        );
        let nobody = Outgoing {
            recipient: "a@b.example\r\nBcc: x@y.example",
            ..mail
        };
        assert!(server.message(nobody).is_err());
    }
}
