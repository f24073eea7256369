//! Over loopback: HTTP/1.1 with keep-alive, the servers on one thread, the client on another.
//!
//! Several connections are asked at once, so that the server always has something to do: with one, most of the time of a
//! request is the kernel waking a thread that sleeps, which is the same for everyone and hides what is measured. Writers
//! go one by one, or they would wait for each other's locks.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use axum::Router;
use tokio::net::TcpListener;

use super::{Answer, Way};
use crate::Fault;
use crate::cases::{Case, Service};
use crate::ground::runtime;
use crate::keys::Material;
use crate::services;

/// How many connections are asked at once.
const LANES: usize = 8;

/// Connections to each service.
pub(crate) struct Sockets {
    connections: [Vec<Connection>; 3],
    /// Dropped, it stops the servers.
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Sockets {
    /// Starts the services over this database on a thread of their own, and connects.
    pub(crate) fn new(url: &str, material: &Material) -> Result<Self, Fault> {
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (told, ready) = mpsc::channel();
        let url = url.to_owned();
        let material = serde_json::to_vec(material)?;
        std::thread::spawn(move || {
            let served = serve(&url, &material, told.clone(), stopped);
            // Nobody listens any more once all is well.
            let _ = served.map_err(|fault| told.send(Err(fault.to_string())));
        });
        let addresses = ready.recv()??;
        let [bare, twin, portcullis] = addresses;
        let connections = [lanes(bare)?, lanes(twin)?, lanes(portcullis)?];
        Ok(Self { connections, _stop: stop })
    }

    fn connections(&mut self, service: Service) -> &mut [Connection] {
        let [bare, twin, portcullis] = &mut self.connections;
        match service {
            Service::Bare => bare,
            Service::Twin => twin,
            Service::Portcullis => portcullis,
        }
    }
}

fn lanes(address: SocketAddr) -> Result<Vec<Connection>, Fault> {
    (0..LANES).map(|_| Connection::to(address)).collect()
}

type Told = mpsc::Sender<Result<[SocketAddr; 3], String>>;

fn serve(
    url: &str,
    material: &[u8],
    told: Told,
    stopped: tokio::sync::oneshot::Receiver<()>,
) -> Result<(), Fault> {
    let material: Material = serde_json::from_slice(material)?;
    runtime()?.block_on(async {
        let [bare, twin, portcullis] = services::all(url, &material).await?;
        let addresses = [listen(bare).await?, listen(twin).await?, listen(portcullis).await?];
        told.send(Ok(addresses))?;
        // Either way it is the end.
        let _ = stopped.await;
        Ok(())
    })
}

async fn listen(router: Router) -> Result<SocketAddr, Fault> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

/// A client that can do just what is needed.
struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What stands at the head of an answer.
struct Head {
    status: u16,
    /// Where the body begins, and where it ends.
    body: std::ops::Range<usize>,
}

impl Connection {
    fn to(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    fn ask(&mut self, request: &[u8]) -> Result<(), Fault> {
        Ok(self.stream.write_all(request)?)
    }

    fn answer(&mut self) -> Result<Head, Fault> {
        self.buffer.clear();
        let mut chunk = [0_u8; 16 * 1024];
        let mut head: Option<Head> = None;
        loop {
            let count = self.stream.read(&mut chunk)?;
            if count == 0 {
                return Err("the server closed the connection".into());
            }
            self.buffer.extend_from_slice(chunk.get(..count).unwrap_or_default());
            if head.is_none() {
                head = read_head(&self.buffer)?;
            }
            if let Some(head) = head.take_if(|head| self.buffer.len() >= head.body.end) {
                return Ok(head);
            }
        }
    }
}

/// The head, once it is whole.
fn read_head(text: &[u8]) -> Result<Option<Head>, Fault> {
    let Some(end) = text.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(text.get(..end).unwrap_or_default())?;
    let status = head.get(9..12).ok_or("no status")?.parse()?;
    let length = head
        .lines()
        .find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim())
        })
        // A 204 has no length (RFC 9110, section 8.6).
        .or((status == 204).then_some("0"))
        .ok_or("no content-length")?;
    let begin = end + 4;
    Ok(Some(Head { status, body: begin..begin + length.parse::<usize>()? }))
}

impl Way for Sockets {
    fn ask(&mut self, case: &Case, service: Service, shot: usize) -> Result<Answer, Fault> {
        let asked = case.of(service).ok_or("the service has no such control")?;
        let shot = asked.shots.get(shot % asked.shots.len()).ok_or("no request")?;
        let connection = self.connections(service).first_mut().ok_or("no connection")?;
        connection.ask(&shot.text())?;
        let head = connection.answer()?;
        let text = &connection.buffer;
        let lines = String::from_utf8_lossy(text.get(..head.body.start).unwrap_or_default()).into_owned();
        let mut headers: Vec<String> = lines
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(':').map(|(name, _)| name.to_ascii_lowercase()))
            .collect();
        headers.sort();
        let body = text.get(head.body).unwrap_or_default().to_vec();
        Ok(Answer { status: head.status, headers, body })
    }

    fn round(&mut self, case: &Case, service: Service, from: usize, count: usize) -> Result<Duration, Fault> {
        let asked = case.of(service).ok_or("the service has no such control")?;
        let texts: Vec<Vec<u8>> = asked
            .shots
            .iter()
            .cycle()
            .skip(from % asked.shots.len())
            .take(count)
            .map(|shot| shot.text())
            .collect();
        let lanes = if case.changes { 1 } else { LANES };
        let connections = self.connections(service);
        let begun = Instant::now();
        for texts in texts.chunks(lanes) {
            for (connection, text) in connections.iter_mut().zip(texts) {
                connection.ask(text)?;
            }
            for (connection, _) in connections.iter_mut().zip(texts) {
                std::hint::black_box(connection.answer()?.status);
            }
        }
        Ok(begun.elapsed())
    }
}
