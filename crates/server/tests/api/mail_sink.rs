//! A small mail server for tests: real SMTP over TCP, which counts what it has taken and can be told to behave badly.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// How it behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    #[default]
    Takes,
    /// It takes the mail in, and never says whether it has it.
    SaysNothingAtTheEnd,
    /// It knows no recipient.
    KnowsNobody,
    /// It asks to come back later.
    Busy,
}

/// A mail that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub recipient: String,
    /// Head and body as they came.
    pub text: String,
}

impl Taken {
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.text.split("\r\n\r\n").next().unwrap();
        head.split("\r\n")
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

#[derive(Clone, Default)]
struct Shared {
    manner: Arc<Mutex<Manner>>,
    taken: Arc<Mutex<Vec<Taken>>>,
    /// Mails whose end has come in, taken or not.
    ended: Arc<Mutex<u32>>,
}

pub struct MailSink {
    address: SocketAddr,
    shared: Shared,
    accepting: JoinHandle<()>,
}

impl Drop for MailSink {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl MailSink {
    pub async fn start() -> Self {
        Self::start_at("127.0.0.1:0".parse().unwrap()).await
    }

    /// At an address that a backend knows already.
    pub async fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Shared::default();
        let own = shared.clone();
        let accepting = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let shared = own.clone();
                tokio::spawn(async move { converse(stream, shared).await });
            }
        });
        Self {
            address,
            shared,
            accepting,
        }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn behave(&self, manner: Manner) {
        *self.shared.manner.lock().unwrap() = manner;
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.shared.taken.lock().unwrap().clone()
    }

    pub fn ended(&self) -> u32 {
        *self.shared.ended.lock().unwrap()
    }
}

/// One connection, until it is closed or nobody listens any more.
async fn converse(stream: TcpStream, shared: Shared) -> Option<()> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 sink.example\r\n").await.ok()?;
    let mut recipient = String::new();
    while let Some(line) = lines.next_line().await.ok()? {
        let manner = *shared.manner.lock().unwrap();
        let command = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match command.as_str() {
            "EHLO" => "250-sink.example\r\n250 8BITMIME",
            "MAIL" if manner == Manner::Busy => "451 come back later",
            "RCPT" if manner == Manner::KnowsNobody => "550 no such mailbox",
            "RCPT" => {
                recipient = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                "250 known"
            }
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await.ok()?;
                let mut text = String::new();
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push_str("\r\n");
                }
                *shared.ended.lock().unwrap() += 1;
                if manner == Manner::SaysNothingAtTheEnd {
                    // Until the other side gives up.
                    while lines.next_line().await.ok()?.is_some() {}
                    return None;
                }
                shared.taken.lock().unwrap().push(Taken {
                    recipient: recipient.clone(),
                    text,
                });
                "250 taken"
            }
            "QUIT" => {
                writing.write_all(b"221 bye\r\n").await.ok()?;
                return Some(());
            }
            _ => "250 fine",
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
    }
    Some(())
}
