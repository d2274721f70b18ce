//! The program: reads its configuration, starts the backend, and ends it in order when it is asked to.

use std::{
    error::Error,
    io::{IsTerminal as _, Write as _},
    process::ExitCode,
};

use server::{
    config::{Config, LogFormat, VARIABLES},
    demonstration, running,
};
use tracing_subscriber::EnvFilter;

const USAGE: &str = "\
Jara NetBusiness, the backend.

  jara-netbusiness-server                 start; ends in order on SIGTERM or Ctrl-C
  jara-netbusiness-server --check-config  say whether the settings can work, and end
  jara-netbusiness-server --help          this page

Settings are environment variables (default in brackets):
";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        None => run().await,
        Some("--check-config") => check_config(),
        Some("--help" | "-h") => help(),
        Some(other) => Err(format!("unknown argument {other:?}; try --help").into()),
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
    out.flush()?;
    asked_to_end().await?;
    tracing::info!("ending");
    running.end().await;
    Ok(())
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
