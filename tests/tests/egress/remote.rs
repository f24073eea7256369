//! Other hosts: servers that answer as a test says, well or badly, and note what they were sent.

use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// What a server does with a connection once it has read a request.
#[derive(Clone)]
pub(crate) enum Act {
    /// Sends this.
    Send(Vec<u8>),
    /// Does nothing for so long.
    Wait(Duration),
    /// Sends this again and again, with a pause, for as long as it is taken.
    Forever(Vec<u8>, Duration),
}

/// A server under the test's eyes.
#[derive(Clone, Default)]
pub(crate) struct Remote {
    requests: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
    most_open: Arc<AtomicUsize>,
}

impl Remote {
    /// Serves over TLS.
    pub(crate) async fn over_tls(
        address: impl Into<IpAddr>,
        port: u16,
        tls: TlsAcceptor,
        act: impl Fn(&str) -> Vec<Act> + Send + Sync + 'static,
    ) -> Self {
        Self::start(address.into(), port, Some(tls), act).await
    }

    /// Serves in clear.
    pub(crate) async fn in_clear(
        address: impl Into<IpAddr>,
        port: u16,
        act: impl Fn(&str) -> Vec<Act> + Send + Sync + 'static,
    ) -> Self {
        Self::start(address.into(), port, None, act).await
    }

    async fn start(
        address: IpAddr,
        port: u16,
        tls: Option<TlsAcceptor>,
        act: impl Fn(&str) -> Vec<Act> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((address, port)).await.unwrap();
        let (remote, act) = (Self::default(), Arc::new(act));
        let served = remote.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                served.connections.fetch_add(1, Ordering::SeqCst);
                let (served, tls, act) = (served.clone(), tls.clone(), Arc::clone(&act));
                tokio::spawn(async move {
                    match tls {
                        None => served.talk(connection, &*act).await,
                        Some(tls) => {
                            if let Ok(connection) = tls.accept(connection).await {
                                served.talk(connection, &*act).await;
                            }
                        }
                    }
                });
            }
        });
        remote
    }

    async fn talk(
        &self,
        mut connection: impl AsyncRead + AsyncWrite + Unpin,
        act: &(dyn Fn(&str) -> Vec<Act> + Sync),
    ) {
        while let Some(request) = read(&mut connection).await {
            self.requests.lock().unwrap().push(request.clone());
            let open = self.open.fetch_add(1, Ordering::SeqCst) + 1;
            self.most_open.fetch_max(open, Ordering::SeqCst);
            let done = perform(&mut connection, act(&request)).await;
            self.open.fetch_sub(1, Ordering::SeqCst);
            if !done {
                return;
            }
        }
    }

    /// The requests, each with its head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Requests that are being answered.
    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }

    /// The most that were answered at the same time.
    pub(crate) fn most_open(&self) -> usize {
        self.most_open.load(Ordering::SeqCst)
    }
}

/// Whether the other side still listens.
async fn perform(connection: &mut (impl AsyncRead + AsyncWrite + Unpin), acts: Vec<Act>) -> bool {
    let mut byte = [0];
    for act in acts {
        match act {
            Act::Send(bytes) => {
                if connection.write_all(&bytes).await.is_err() || connection.flush().await.is_err() {
                    return false;
                }
            }
            Act::Wait(time) => {
                // Who goes away is noticed.
                if tokio::time::timeout(time, connection.read(&mut byte)).await.is_ok() {
                    return false;
                }
            }
            Act::Forever(bytes, pause) => loop {
                if connection.write_all(&bytes).await.is_err() || connection.flush().await.is_err() {
                    return false;
                }
                if tokio::time::timeout(pause, connection.read(&mut byte)).await.is_ok() {
                    return false;
                }
            },
        }
    }
    true
}

async fn read(connection: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut request = Vec::new();
    let mut chunk = [0_u8; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        match connection.read(&mut chunk).await {
            Ok(length) if length > 0 => request.extend_from_slice(&chunk[..length]),
            _ => return None,
        }
    }
}

/// A whole reply.
pub(crate) fn reply(status: u16, headers: &str, body: &str) -> Vec<Act> {
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    vec![Act::Send([head.as_bytes(), body.as_bytes()].concat())]
}

pub(crate) fn text(body: &str) -> Vec<Act> {
    reply(200, "content-type: text/plain; charset=utf-8\r\n", body)
}

pub(crate) fn json(body: &str) -> Vec<Act> {
    reply(200, "content-type: application/json\r\n", body)
}

pub(crate) fn redirect(status: u16, to: &str) -> Vec<Act> {
    reply(status, &format!("location: {to}\r\n"), "")
}

/// The path that a request asks for, with its query.
pub(crate) fn place(request: &str) -> &str {
    request.split(' ').nth(1).unwrap_or_default()
}
