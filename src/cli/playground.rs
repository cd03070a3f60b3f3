//! `giljabi playground`: the real bot on a Discord-compatible server of our own on this machine, with its page.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use tracing_subscriber::EnvFilter;

use super::serve::wait_for_signal;
use crate::config::environment::variable;
use crate::config::{Common, Secret};
use crate::desk::Desk;
use crate::discord::{self, BotConfig, Loopback};
use crate::playground::script::Script;
use crate::playground::{Options, Server, World, front};
use crate::records::{self, Records};

/// Where the playground listens unless it is told another port or this one is taken.
const USUAL_PORT: u16 = 4545;

/// The flags of `playground`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port to listen at on this machine; 0 for any that is free
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Play a script instead of serving the page, print the conversation and end
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
}

/// Runs the playground until it is told to stop, or plays a script in it.
pub fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let script = args
        .script
        .as_ref()
        .map(|file| {
            let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
            Script::parse(&text).map_err(|error| anyhow!("{}, {error}", file.display()))
        })
        .transpose()?;
    let quiet = if script.is_some() { "error" } else { "warn" };
    let filter = variable("RUST_LOG").unwrap_or_else(|| quiet.to_owned());
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(std::io::stderr)
        .try_init()
        .map_err(|error| anyhow!("{error}"))?;
    let runtime = tokio::runtime::Runtime::new().context("no threads could be started")?;
    let done = runtime.block_on(serve(common, args, script));
    runtime.shutdown_background();
    done
}

async fn serve(common: &Common, args: &Args, script: Option<Script>) -> anyhow::Result<ExitCode> {
    let desk = Desk::open(&common.places())?;
    desk.snapshot().engine.make_ready();
    // What is tried here is nobody's question: it is forgotten at the end.
    let kept = tempfile::tempdir().context("no directory for what is tried could be made")?;
    let mut options = records::Options::new(kept.path());
    options.shape = desk.shaper();
    let records = Records::open(options).await?;
    // Nobody reads the record of requests here, so it is kept short.
    let world = World::with_people(Options {
        requests_kept: 500,
        ..Options::default()
    });
    // Of its two servers the first keeps the knowledge, so that the staff's work can be tried too.
    if let Some(home) = world.guilds().first() {
        records.set_home(home.id.0, true).await?;
    }
    let server = listen(&world, args.port, script.is_some()).await?;
    let mut config = BotConfig::new(Secret::new(&world.token()), desk);
    config.api_base = Some(Loopback::parse(&server.url()).map_err(|error| anyhow!(error))?);
    config.records = Some(records.clone());
    config.today = common.today;
    let bot = discord::start(config).await?;
    if bot.ready().await.is_none() {
        bot.wait().await?;
        return Err(anyhow!("the bot ended before it was connected"));
    }
    let shared = bot.bot().clone();
    let mut ended = std::pin::pin!(bot.wait());
    let code = tokio::select! {
        code = async {
            match script {
                Some(script) => play(&world, &script).await,
                None => {
                    super::say(&format!("The playground is open: {}/", server.url()));
                    super::say("놀이터가 열렸습니다. 위 주소를 브라우저에서 여십시오. 끝내려면 Ctrl-C를 누르십시오.");
                    wait_for_signal().await;
                    ExitCode::SUCCESS
                }
            }
        } => {
            shared.stop();
            ended.await?;
            code
        }
        stopped = &mut ended => {
            stopped?;
            ExitCode::SUCCESS
        }
    };
    records.close().await;
    Ok(code)
}

/// Serves the world and its page at the port asked for, or at the usual one if it is free, or at any.
async fn listen(world: &World, port: Option<u16>, headless: bool) -> anyhow::Result<Server> {
    let start = |port| Server::start(world.clone(), port, front::routes(world.clone()));
    match port {
        Some(port) => start(port)
            .await
            .with_context(|| format!("cannot listen at 127.0.0.1:{port}; leave --port out to take any free port")),
        None if headless => start(0).await.context("no port of this machine is free"),
        None => match start(USUAL_PORT).await {
            Ok(server) => Ok(server),
            Err(_) => start(0).await.context("no port of this machine is free"),
        },
    }
}

async fn play(world: &World, script: &Script) -> ExitCode {
    match script.play(world, &mut |line| super::say(line)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            super::note(&format!("giljabi: {error}"));
            ExitCode::FAILURE
        }
    }
}
