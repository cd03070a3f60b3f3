//! A client of the gateway and of REST that holds to no library's idea of Discord.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::HashMap;

use flate2::{Decompress, FlushDecompress};
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// One gateway connection.
pub(crate) struct Gateway {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    stream: Option<Decompress>,
    pub(crate) hello: Value,
    pub(crate) session: String,
    pub(crate) seq: u64,
    /// How many frames came compressed.
    pub(crate) compressed: usize,
}

impl Gateway {
    /// Connects and hears HELLO; where the server closes at once instead, `hello` is null.
    pub(crate) async fn connect(url: &str, query: &str) -> Self {
        let (socket, _) = tokio_tungstenite::connect_async(format!("{url}{query}")).await.unwrap();
        let mut gateway = Self {
            socket,
            stream: query.contains("zlib-stream").then(|| Decompress::new(true)),
            hello: Value::Null,
            session: String::new(),
            seq: 0,
            compressed: 0,
        };
        if query.contains("v=10") {
            let frame = gateway.next_frame().await;
            assert_eq!(frame["op"], 10);
            gateway.hello = frame["d"].clone();
        }
        gateway
    }

    pub(crate) async fn send_text(&mut self, text: &str) {
        // The server may have closed already; the test then looks at the close code.
        let _ = self.socket.send(Message::text(text)).await;
    }

    async fn identify_with(&mut self, token: &str, intents: u32, more: &[(&str, Value)]) {
        let mut data = json!({"token": token, "intents": intents,
            "properties": {"os": "linux", "browser": "test", "device": "test"}});
        for (key, value) in more {
            data[*key] = value.clone();
        }
        self.send_text(&json!({"op": 2, "d": data}).to_string()).await;
    }

    pub(crate) async fn identify(&mut self, token: &str, intents: u32) {
        self.identify_with(token, intents, &[]).await;
    }

    pub(crate) async fn identify_compressed(&mut self, token: &str, intents: u32) {
        self.identify_with(token, intents, &[("compress", json!(true))]).await;
    }

    pub(crate) async fn identify_shard(&mut self, token: &str, intents: u32, shard: (u32, u32)) {
        self.identify_with(token, intents, &[("shard", json!([shard.0, shard.1]))])
            .await;
    }

    pub(crate) async fn resume(&mut self, token: &str, session: &str, seq: u64) {
        let data = json!({"token": token, "session_id": session, "seq": seq});
        self.send_text(&json!({"op": 6, "d": data}).to_string()).await;
    }

    pub(crate) async fn heartbeat(&mut self) {
        self.send_text(&json!({"op": 1, "d": self.seq}).to_string()).await;
        assert_eq!(self.next_frame().await["op"], 11);
    }

    async fn next_message(&mut self) -> Option<Message> {
        let next = tokio::time::timeout(std::time::Duration::from_secs(30), self.socket.next()).await;
        match next.expect("the gateway said nothing for 30 seconds") {
            Some(Ok(message)) => Some(message),
            Some(Err(_)) | None => None,
        }
    }

    /// The next frame. Panics where the connection ends first.
    pub(crate) async fn next_frame(&mut self) -> Value {
        loop {
            let text = match self.next_message().await {
                Some(Message::Text(text)) => text.to_string(),
                Some(Message::Binary(bytes)) => {
                    self.compressed += 1;
                    match &mut self.stream {
                        Some(stream) => inflate(stream, &bytes),
                        None => inflate(&mut Decompress::new(true), &bytes),
                    }
                }
                Some(Message::Close(frame)) => panic!("closed with {frame:?}"),
                Some(_) => continue,
                None => panic!("the connection ended"),
            };
            let frame: Value = serde_json::from_str(&text).unwrap();
            if let Some(seq) = frame["s"].as_u64() {
                self.seq = seq;
            }
            if frame["t"] == "READY" {
                self.session = frame["d"]["session_id"].as_str().unwrap().to_owned();
            }
            return frame;
        }
    }

    /// The next event with its data.
    pub(crate) async fn next_event(&mut self) -> (String, Value) {
        loop {
            let mut frame = self.next_frame().await;
            if frame["op"] == 0 {
                return (frame["t"].as_str().unwrap().to_owned(), frame["d"].take());
            }
        }
    }

    /// The next event of this name.
    pub(crate) async fn wait_event(&mut self, name: &str) -> (String, Value) {
        loop {
            let event = self.next_event().await;
            if event.0 == name {
                return event;
            }
        }
    }

    /// The code the connection is closed with; `None` where it ends without a close frame.
    pub(crate) async fn close_code(&mut self) -> Option<u16> {
        loop {
            match self.next_message().await {
                Some(Message::Close(frame)) => return frame.map(|frame| frame.code.into()),
                Some(_) => {}
                None => return None,
            }
        }
    }
}

fn inflate(stream: &mut Decompress, bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len() * 8 + 1_024);
    let start = stream.total_in();
    loop {
        let read = usize::try_from(stream.total_in() - start).unwrap();
        let status = stream
            .decompress_vec(&bytes[read..], &mut out, FlushDecompress::Sync)
            .unwrap();
        let done = usize::try_from(stream.total_in() - start).unwrap() == bytes.len();
        if status == flate2::Status::StreamEnd || (done && out.len() < out.capacity()) {
            return String::from_utf8(out).unwrap();
        }
        out.reserve(out.capacity());
    }
}

/// A client of REST.
#[derive(Clone)]
pub(crate) struct Rest {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Rest {
    pub(crate) fn new(server: &str, token: &str) -> Self {
        Self {
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
            base: format!("{server}/api/v10"),
            token: format!("Bot {token}"),
        }
    }

    /// Status, headers and body.
    pub(crate) async fn full(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> (u16, HashMap<String, String>, Value) {
        let url = format!("{}{path}", self.base);
        let mut request = self
            .client
            .request(method.parse().unwrap(), url)
            .header("authorization", &self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
            .collect();
        let bytes = response.bytes().await.unwrap();
        (status, headers, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    /// Sends a multipart form.
    pub(crate) async fn form(&self, path: &str, form: reqwest::multipart::Form) -> (u16, Value) {
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("authorization", &self.token);
        let response = request.multipart(form).send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap_or(Value::Null))
    }

    /// What lies at a whole address.
    pub(crate) async fn bytes(&self, url: &str) -> Vec<u8> {
        self.client
            .get(url)
            .send()
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            .to_vec()
    }

    pub(crate) async fn full_status(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let (status, _, body) = self.full(method, path, body).await;
        (status, body)
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.full_status("GET", path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.full_status("POST", path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> (u16, Value) {
        self.full_status("PUT", path, Some(body)).await
    }
}

/// The status of `GET /gateway` asked for under another host's name.
pub(crate) async fn status_with_host(server: &str, host: &str) -> u16 {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.get(format!("{server}/api/v10/gateway")).header("host", host);
    request.send().await.unwrap().status().as_u16()
}
