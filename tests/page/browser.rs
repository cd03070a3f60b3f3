//! A headless Chromium to drive the page with: a small client of chromedriver's HTTP interface (W3C WebDriver).

#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How long a person would wait before giving up. Nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keys as WebDriver writes them.
pub(crate) mod key {
    pub(crate) const ENTER: &str = "\u{e007}";
    pub(crate) const ESCAPE: &str = "\u{e00c}";
    pub(crate) const TAB: &str = "\u{e004}";
    pub(crate) const DOWN: &str = "\u{e015}";
    pub(crate) const UP: &str = "\u{e013}";
    pub(crate) const SHIFT: &str = "\u{e008}";
}

/// What the page is looked at on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// 390 × 844, touched.
    Phone,
    /// 1280 × 800, with a mouse.
    Desktop,
}

impl Screen {
    pub(crate) fn width(self) -> u32 {
        match self {
            Self::Phone => 390,
            Self::Desktop => 1280,
        }
    }

    fn height(self) -> u32 {
        match self {
            Self::Phone => 844,
            Self::Desktop => 800,
        }
    }
}

/// One browser with one window. It ends when it is dropped.
pub(crate) struct Browser {
    session: String,
    http: reqwest::Client,
    screen: Screen,
    _driver: Child,
    _profile: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver that is killed leaves its browser running: it has to be asked to end it first.
        let Some((host, path)) = self
            .session
            .strip_prefix("http://")
            .and_then(|address| address.split_once('/'))
        else {
            return;
        };
        if let Ok(mut driver) = TcpStream::connect(host) {
            // Whatever goes wrong here, the test is over.
            let _ = driver.set_read_timeout(Some(PATIENCE));
            let request = format!("DELETE /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            let _ = driver.write_all(request.as_bytes());
            let _ = driver.read(&mut [0; 512]);
        }
    }
}

/// Whether a missing browser is a failure, as it is where the project's own checks run.
fn must_be_there() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's own switch, no setting of the program"
    )]
    let ci = std::env::var("GILJABI_CI");
    ci.is_ok_and(|value| value == "1")
}

impl Browser {
    /// Opens a browser, or says why the test is skipped and gives `None`.
    pub(crate) async fn open(screen: Screen) -> Option<Self> {
        match Self::start(screen).await {
            Ok(browser) => Some(browser),
            Err(why) if must_be_there() => panic!("no browser to drive the page with: {why}"),
            Err(why) => {
                println!("skipped: no browser to drive the page with: {why} (Debian: chromium, chromium-driver)");
                None
            }
        }
    }

    async fn start(screen: Screen) -> Result<Self, String> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("chromedriver does not start: {error}"))?;
        let out = driver.stdout.take().ok_or("chromedriver has no output")?;
        let mut lines = BufReader::new(out).lines();
        // It listens on the port it was given by the system, and says which.
        let port = loop {
            let line = tokio::time::timeout(PATIENCE, lines.next_line())
                .await
                .map_err(|_| "chromedriver does not say its port")?
                .map_err(|error| error.to_string())?
                .ok_or("chromedriver ended at once")?;
            let said = line.rsplit("on port ").next().unwrap_or_default().trim_end_matches('.');
            if let Ok(port) = said.parse::<u16>()
                && port != 0
            {
                break port;
            }
        };
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let profile = tempfile::tempdir().map_err(|error| error.to_string())?;
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .map_err(|error| error.to_string())?;
        let mut args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-proxy-server",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            // Nothing but this machine can be reached, whatever the page asks for.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]
        .map(str::to_owned)
        .to_vec();
        args.push(format!("--user-data-dir={}", profile.path().display()));
        let mut chrome = json!({"args": args});
        if screen == Screen::Phone {
            chrome["mobileEmulation"] = json!({"deviceMetrics": {
                "width": screen.width(), "height": screen.height(), "pixelRatio": 1, "touch": true, "mobile": true,
            }});
        }
        let wish = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": chrome,
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let mut browser = Self {
            session: format!("http://127.0.0.1:{port}/session"),
            http,
            screen,
            _driver: driver,
            _profile: profile,
        };
        let session = browser.call("", Some(wish)).await?;
        let id = session["sessionId"].as_str().ok_or("no session")?.to_owned();
        browser.session = format!("{}/{id}", browser.session);
        if screen == Screen::Desktop {
            let size =
                json!({"width": screen.width(), "height": screen.height(), "deviceScaleFactor": 1, "mobile": false});
            browser
                .call(
                    "/goog/cdp/execute",
                    Some(json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": size})),
                )
                .await?;
        }
        Ok(browser)
    }

    /// What it is looked at on.
    pub(crate) fn screen(&self) -> Screen {
        self.screen
    }

    async fn call(&self, path: &str, body: Option<Value>) -> Result<Value, String> {
        let url = format!("{}{path}", self.session);
        let request = match &body {
            Some(body) => self.http.post(&url).json(body),
            None => self.http.get(&url),
        };
        let reply = request.send().await.map_err(|error| error.to_string())?;
        let ok = reply.status().is_success();
        let mut said: Value = reply.json().await.map_err(|error| error.to_string())?;
        let value = said["value"].take();
        if ok {
            Ok(value)
        } else {
            Err(format!(
                "{}: {}",
                value["error"],
                value["message"].as_str().unwrap_or_default()
            ))
        }
    }

    /// Opens an address.
    pub(crate) async fn go(&self, url: &str) {
        self.call("/url", Some(json!({"url": url})))
            .await
            .expect("the page opens");
    }

    /// Runs a script on the page; `arguments` holds `args`.
    pub(crate) async fn js(&self, script: &str, args: Value) -> Value {
        self.call("/execute/sync", Some(json!({"script": script, "args": args})))
            .await
            .unwrap_or_else(|why| panic!("{script}: {why}"))
    }

    /// Waits until the script gives something that holds, and gives it.
    pub(crate) async fn wait(&self, what: &str, script: &str, args: Value) -> Value {
        let begun = Instant::now();
        loop {
            let found = self.js(script, args.clone()).await;
            if !matches!(found, Value::Null | Value::Bool(false)) {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                let seen = self.js("return document.body.innerText", json!([])).await;
                panic!(
                    "waited in vain for {what}. The page says:\n{}",
                    seen.as_str().unwrap_or_default()
                );
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Waits until `selector` is there and can be seen; the last one where there are several.
    pub(crate) async fn see(&self, selector: &str) {
        self.wait(selector, SEEN, json!([selector, ""])).await;
    }

    /// Waits until an element of `selector` that holds `words` can be seen.
    pub(crate) async fn see_words(&self, selector: &str, words: &str) {
        self.wait(&format!("{words:?} in {selector}"), SEEN, json!([selector, words]))
            .await;
    }

    async fn find(&self, selector: &str, words: &str) -> Value {
        let what = format!("{selector} {words:?}");
        let mut found = self.wait(&what, SEEN, json!([selector, words])).await;
        found["element-6066-11e4-a52e-4f735466cecf"].take()
    }

    /// Presses the last element of `selector` that holds `words`, as a finger or a mouse would.
    pub(crate) async fn press(&self, selector: &str, words: &str) {
        // What is pressed may be drawn again between finding and pressing it.
        let begun = Instant::now();
        loop {
            let element = self.find(selector, words).await;
            let id = element.as_str().unwrap_or_default();
            match self.call(&format!("/element/{id}/click"), Some(json!({}))).await {
                Ok(_) => return,
                Err(why) if begun.elapsed() > PATIENCE => panic!("cannot press {selector} {words:?}: {why}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(40)).await,
            }
        }
    }

    /// Types into the element of `selector`.
    pub(crate) async fn type_in(&self, selector: &str, text: &str) {
        let element = self.find(selector, "").await;
        let id = element.as_str().unwrap_or_default();
        self.call(&format!("/element/{id}/value"), Some(json!({"text": text})))
            .await
            .unwrap_or_else(|why| panic!("cannot type into {selector}: {why}"));
    }

    /// Presses keys, one after the other, wherever the keyboard is.
    pub(crate) async fn keys(&self, keys: &[&str]) {
        let actions: Vec<Value> = keys
            .iter()
            .flat_map(|key| {
                [
                    json!({"type": "keyDown", "value": key}),
                    json!({"type": "keyUp", "value": key}),
                ]
            })
            .collect();
        self.call(
            "/actions",
            Some(json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})),
        )
        .await
        .expect("keys are pressed");
    }

    /// Holds one key while another is pressed.
    pub(crate) async fn chord(&self, held: &str, key: &str) {
        let actions = json!([
            {"type": "keyDown", "value": held}, {"type": "keyDown", "value": key},
            {"type": "keyUp", "value": key}, {"type": "keyUp", "value": held},
        ]);
        self.call(
            "/actions",
            Some(json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})),
        )
        .await
        .expect("keys are pressed");
    }

    /// The words of the last element of `selector`.
    pub(crate) async fn words(&self, selector: &str) -> String {
        let script = "return [...document.querySelectorAll(arguments[0])].at(-1)?.innerText ?? ''";
        self.js(script, json!([selector]))
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// How many elements of `selector` there are.
    pub(crate) async fn count(&self, selector: &str) -> u64 {
        let script = "return document.querySelectorAll(arguments[0]).length";
        self.js(script, json!([selector])).await.as_u64().unwrap_or_default()
    }

    /// What the page wrote to its console since it was last asked.
    pub(crate) async fn console(&self) -> Vec<String> {
        let log = self
            .call("/se/log", Some(json!({"type": "browser"})))
            .await
            .expect("the console");
        log.as_array()
            .into_iter()
            .flatten()
            .filter_map(|line| line["message"].as_str().map(str::to_owned))
            .collect()
    }

    /// Fails where the page scrolls sideways, clips words, has a target too small for a finger or words too faint to
    /// read, or complained to its console.
    pub(crate) async fn sound(&self, moment: &str) {
        // What slides in is looked at when it has come; what goes on for ever is not waited for.
        let still = "return document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity)";
        self.wait("the page to come to rest", still, json!([])).await;
        let wrong = self.js(include_str!("sound.js"), json!([])).await;
        let wrong: Vec<&str> = wrong
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        assert!(
            wrong.is_empty(),
            "{moment}, {} px wide:\n{}",
            self.screen.width(),
            wrong.join("\n")
        );
        let console = self.console().await;
        assert!(console.is_empty(), "{moment}: the console says {console:#?}");
    }
}

/// The last element of `arguments[0]` that can be seen and holds `arguments[1]`, one of those very words before others;
/// brought into view.
const SEEN: &str = r"
    const [selector, words] = arguments;
    const said = (one) => [one.innerText.trim(), one.querySelector('.channel-name')?.innerText, one.getAttribute('aria-label') ?? ''];
    const fits = (one) => one.checkVisibility({visibilityProperty: true}) && (!words || said(one).some((text) => text?.includes(words)));
    const found = [...document.querySelectorAll(selector)].filter(fits);
    const best = found.findLast((one) => said(one).includes(words)) ?? found.at(-1) ?? null;
    best?.scrollIntoView({block: 'nearest'});
    return best;
";
