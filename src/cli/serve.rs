//! `giljabi serve`: the bot on Discord.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use crate::config::environment::{token, variable};
use crate::config::{Common, FileConfig, Secret};
use crate::desk::Desk;
use crate::discord::shards::GatewayWords;
use crate::discord::{self, BotConfig, Loopback, ShardRange};
use crate::records::{Options, Records};

/// The flags of `serve`. What is left out is read from the environment, then from `giljabi.toml`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Connect to another Discord-compatible server on this machine [env: GILJABI_DISCORD_API]
    #[arg(long, value_name = "URL")]
    discord_api: Option<String>,
    /// The shards of this process, as A..B/TOTAL [env: GILJABI_SHARDS]
    #[arg(long, value_name = "A..B/TOTAL")]
    shards: Option<String>,
    /// Serve /healthz, /readyz and /metrics at this address [env: GILJABI_METRICS]
    #[arg(long, value_name = "ADDR")]
    metrics: Option<String>,
    /// Take up edits to the data directory as they are made [env: GILJABI_WATCH]
    #[arg(long)]
    watch: bool,
    /// How logs are written: text or json [env: GILJABI_LOG_FORMAT]
    #[arg(long, value_name = "text|json")]
    log: Option<String>,
    /// The configuration file; giljabi.toml where there is one
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// What `serve` was told, read and understood.
struct Told {
    file: FileConfig,
    api_base: Option<Loopback>,
    shards: Option<ShardRange>,
    metrics: Option<SocketAddr>,
    token: Secret,
    words: GatewayWords,
}

impl Told {
    fn read(args: &Args) -> Result<Self, String> {
        let file = FileConfig::read(args.config.as_deref())?;
        let pick = |flag: &Option<String>, name: &str, file: &Option<String>| {
            flag.clone().or_else(|| variable(name)).or_else(|| file.clone())
        };
        let log = pick(&args.log, "GILJABI_LOG_FORMAT", &file.log);
        let api_base = pick(&args.discord_api, "GILJABI_DISCORD_API", &file.discord_api)
            .map(|address| Loopback::parse(&address))
            .transpose()?;
        let shards = pick(&args.shards, "GILJABI_SHARDS", &file.shards)
            .map(|range| range.parse::<ShardRange>())
            .transpose()?;
        let metrics = pick(&args.metrics, "GILJABI_METRICS", &file.metrics)
            .map(|address| {
                address
                    .parse::<SocketAddr>()
                    .map_err(|_| format!("`{address}` is not an address to listen at: write 127.0.0.1:9464"))
            })
            .transpose()?;
        let token = match token(file.token_file.clone()) {
            Ok(token) => token,
            // A server on this machine may believe any token.
            Err(_) if api_base.is_some() => discord::rehearsal_token(),
            Err(error) => return Err(error),
        };
        Ok(Self {
            words: start_logging(log.as_deref())?,
            file,
            api_base,
            shards,
            metrics,
            token,
        })
    }
}

/// Runs `serve` until it is told to stop.
pub fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let told = match Told::read(args) {
        Ok(told) => told,
        Err(error) => {
            super::note(&format!("giljabi: {error}"));
            return Ok(ExitCode::from(2));
        }
    };
    let Told {
        file,
        api_base,
        shards,
        metrics,
        token,
        words,
    } = told;
    let runtime = tokio::runtime::Runtime::new().context("no threads could be started")?;
    let done = runtime.block_on(async {
        let desk = Desk::open(&common.places())?;
        desk.snapshot().engine.make_ready();
        let mut options = Options::new(&common.state);
        options.shape = desk.shaper();
        options.database_url = variable("DATABASE_URL");
        if let Some(days) = file.retention_days {
            options.retention_days = days;
        }
        let records = Records::open(options).await?;
        let mut config = BotConfig::new(token, desk);
        config.api_base = api_base;
        config.records = Some(records.clone());
        config.today = common.today;
        config.shards = shards;
        config.pace = file.pace;
        config.metrics = metrics;
        config.watch = args.watch || variable("GILJABI_WATCH").is_some_and(|on| on != "0") || file.watch == Some(true);
        config.words = words;
        let handle = discord::start(config).await?;
        if let Some(address) = handle.metrics() {
            tracing::info!(%address, "serving /healthz, /readyz and /metrics");
        }
        let bot = handle.bot().clone();
        let told = tokio::spawn({
            let stop = bot.clone();
            async move {
                wait_for_signal().await;
                stop.stop();
            }
        });
        tokio::select! {
            ready = handle.ready() => if let Some(application) = ready {
                tracing::info!(link = discord::invite_link(application), "add the bot to a server");
            },
            () = bot.stopped() => {}
        }
        let stopped = handle.wait().await;
        told.abort();
        records.close().await;
        stopped?;
        anyhow::Ok(())
    });
    // Whatever is left is not waited for: it had its five seconds.
    runtime.shutdown_background();
    done?;
    Ok(ExitCode::SUCCESS)
}

/// Writes logs to stderr. What to log is read from `RUST_LOG`; `info` of this program and warnings of others otherwise.
fn start_logging(format: Option<&str>) -> Result<GatewayWords, String> {
    let filter = || match variable("RUST_LOG") {
        Some(filter) => EnvFilter::new(filter),
        // serenity's own warnings of the gateway say what the watchdog says again, with addresses in them.
        None => EnvFilter::new("warn,giljabi=info"),
    };
    let words = GatewayWords::default();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(words.clone());
    match format.unwrap_or("text") {
        "text" => registry.with(lines.with_filter(filter())).try_init(),
        "json" => registry
            .with(lines.json().flatten_event(true).with_filter(filter()))
            .try_init(),
        other => return Err(format!("`{other}` is not a way to write logs: write text or json")),
    }
    .map_err(|error| error.to_string())?;
    Ok(words)
}

/// Waits for Ctrl-C or, from a supervisor, SIGTERM.
pub(super) async fn wait_for_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = tokio::signal::ctrl_c() => {}
                }
            }
            Err(_) => {
                // Without the handler Ctrl-C still works.
                let _ = tokio::signal::ctrl_c().await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}
