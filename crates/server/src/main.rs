//! The program: reads its configuration, starts the backend, and ends it in order when it is asked to.

use std::{
    error::Error,
    io::{IsTerminal as _, Write as _},
    path::Path,
    process::ExitCode,
};

use server::{
    administration, backup,
    clock::Clock,
    config::{Config, LogFormat, VARIABLES},
    demonstration, running,
};
use tracing_subscriber::EnvFilter;

const USAGE: &str = "\
Jara NetBusiness, the backend.

  jara-netbusiness-server                 start; ends in order on SIGTERM or Ctrl-C
  jara-netbusiness-server --check-config  say whether the settings can work, and end
  jara-netbusiness-server --help          this page

  jara-netbusiness-server add-company <id> <partner|operator> <organisation number> <name>
  jara-netbusiness-server add-user <company> <user name> <access> <display name>
      reads the password from the standard input. Access: inquiry, ordering or full, with +trouble_tickets, +super_user
      or +authorised_orderer after it; or the operator's teams, as in customer_service,administrator
  jara-netbusiness-server set-password <user name>
      reads the password from the standard input, and ends every session of the user

  jara-netbusiness-server backup <file>   write everything into a new file, while the backend runs
  jara-netbusiness-server restore <file>  put a backup into an empty folder or database, while no backend runs

Settings are environment variables (default in brackets):
";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        [] => run().await,
        ["--check-config"] => check_config(),
        ["--help" | "-h"] => help(),
        ["backup", file] => back_up(Path::new(file)).await,
        ["restore", file] => restore(Path::new(file)).await,
        ["add-company", ..] | ["add-user", ..] | ["set-password", ..] => administer(&arguments).await,
        _ => Err(format!("{:?} is no command; try --help", arguments.join(" ")).into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The log may not be there yet.
            let _ = writeln!(
                std::io::stderr(),
                "jara-netbusiness-server: {}",
                with_causes(&*error)
            );
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let config = Config::from_environment()?;
    start_log(&config)?;
    let running = running::start(config).await?;
    if let Err(error) = announce(&running) {
        // Whoever started us does not listen any more: that is no reason to end.
        tracing::warn!(%error, "the start could not be announced");
    }
    asked_to_end().await?;
    tracing::info!("ending");
    running.end().await;
    Ok(())
}

fn announce(running: &running::Running) -> Result<(), std::io::Error> {
    let mut out = std::io::stdout();
    writeln!(out, "Jara NetBusiness listens on http://{}", running.address)?;
    if running.state.config.demonstration {
        writeln!(
            out,
            "This is a demonstration: people, companies and numbers are invented, and the clock can be set forward."
        )?;
    }
    if running.first_start {
        write!(out, "{}", demonstration::users_as_text())?;
    }
    out.flush()
}

async fn administer(arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let (store, clock) = (
        running::open_store(&Config::from_environment()?).await?,
        Clock::default(),
    );
    let done = match arguments {
        ["add-company", id, side, organisation_number, name] => {
            administration::add_company(&store, &clock, id, side, organisation_number, name).await
        }
        ["add-user", company, user_name, access, display_name] => {
            let password = typed_password()?;
            administration::add_user(&store, &clock, company, user_name, access, display_name, password).await
        }
        ["set-password", user_name] => {
            let password = typed_password()?;
            administration::set_password(&store, user_name, password).await
        }
        _ => return Err("something is missing; try --help".into()),
    };
    store.close().await;
    Ok(done?)
}

async fn back_up(file: &Path) -> Result<(), Box<dyn Error>> {
    backup::backup(&Config::from_environment()?, file).await?;
    writeln!(std::io::stdout(), "Everything is in {}", file.display())?;
    Ok(())
}

async fn restore(file: &Path) -> Result<(), Box<dyn Error>> {
    backup::restore(&Config::from_environment()?, file).await?;
    writeln!(
        std::io::stdout(),
        "{} is restored; start the backend",
        file.display()
    )?;
    Ok(())
}

/// A line of the standard input: arguments can be seen by every user of the machine.
fn typed_password() -> Result<String, std::io::Error> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn check_config() -> Result<(), Box<dyn Error>> {
    let config = Config::from_environment()?;
    writeln!(std::io::stdout(), "The settings can work: {config:#?}")?;
    Ok(())
}

fn help() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    out.write_all(USAGE.as_bytes())?;
    for (name, default, meaning) in VARIABLES {
        let default = if default.is_empty() { "none" } else { default };
        writeln!(out, "  {name} [{default}]\n      {meaning}")?;
    }
    Ok(())
}

fn start_log(config: &Config) -> Result<(), Box<dyn Error>> {
    let filter = EnvFilter::try_new(&config.log)?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

async fn asked_to_end() -> Result<(), std::io::Error> {
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminated.recv() => Ok(()),
    }
}

fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
