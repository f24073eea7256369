//! A name server of the tests' own: answers as a test says, and notes what it was asked.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, UdpSocket};

/// What a name stands for.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    /// These addresses.
    At(Vec<IpAddr>),
    /// Another name, with its addresses in the same answer.
    Alias(&'static str, Vec<IpAddr>),
    /// These addresses, over TCP alone: the answer over UDP is cut off.
    Long(Vec<IpAddr>),
    /// No answer at all.
    Silent,
    /// There is no such name.
    Nothing,
}

type Zone = dyn Fn(&str, usize) -> Entry + Send + Sync;

/// The names that were asked for, one for each question about IPv4.
#[derive(Clone, Default)]
pub(crate) struct Asked(Arc<Mutex<Vec<String>>>);

impl Asked {
    pub(crate) fn count(&self, name: &str) -> usize {
        self.0.lock().unwrap().iter().filter(|asked| *asked == name).count()
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

pub(crate) fn at(address: &str) -> Entry {
    Entry::At(vec![address.parse().unwrap()])
}

/// Serves a zone: a function of the name and of how often it was asked for before.
pub(crate) async fn serve(zone: impl Fn(&str, usize) -> Entry + Send + Sync + 'static) -> Asked {
    let (zone, asked): (Arc<Zone>, _) = (Arc::new(zone), Asked::default());
    let socket = UdpSocket::bind(("127.0.0.1", 53)).await.unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 53)).await.unwrap();
    let (udp_zone, udp_asked) = (Arc::clone(&zone), asked.clone());
    tokio::spawn(async move {
        let mut question = [0_u8; 1500];
        while let Ok((length, from)) = socket.recv_from(&mut question).await {
            if let Some(answer) = answer(&question[..length], &*udp_zone, &udp_asked, false) {
                socket.send_to(&answer, from).await.unwrap();
            }
        }
    });
    let noted = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let (zone, asked) = (Arc::clone(&zone), noted.clone());
            tokio::spawn(async move {
                while let Ok(length) = connection.read_u16().await {
                    let mut question = vec![0; usize::from(length)];
                    connection.read_exact(&mut question).await.unwrap();
                    let Some(answer) = answer(&question, &*zone, &asked, true) else {
                        tokio::time::sleep(Duration::from_secs(60)).await;
                        return;
                    };
                    connection.write_u16(u16::try_from(answer.len()).unwrap()).await.unwrap();
                    connection.write_all(&answer).await.unwrap();
                }
            });
        }
    });
    asked
}

/// RFC 1035, section 4.
fn answer(question: &[u8], zone: &Zone, asked: &Asked, over_tcp: bool) -> Option<Vec<u8>> {
    let (name, end) = name_at(question, 12);
    let kind = u16::from_be_bytes([question[end], question[end + 1]]);
    let before = asked.count(&name);
    if kind == 1 {
        asked.0.lock().unwrap().push(name.clone());
    }
    // The question about IPv6 comes beside that about IPv4, and is answered as it was.
    let entry = zone(&name, if kind == 1 { before } else { before.saturating_sub(1) });
    let (mut code, mut is_cut, mut records) = (0_u8, false, Vec::new());
    let mut owner = name.clone();
    match entry {
        Entry::Silent => return None,
        Entry::Nothing => code = 3,
        Entry::Long(_) if !over_tcp => is_cut = true,
        Entry::At(addresses) | Entry::Long(addresses) => records.extend(addresses),
        Entry::Alias(alias, addresses) => {
            owner = alias.to_owned();
            records.extend(addresses);
        }
    }
    let mut body = Vec::new();
    let mut count = 0_u16;
    if owner != name {
        record(&mut body, &name, 5, &labels(&owner));
        count += 1;
    }
    for address in records {
        match (address, kind) {
            (IpAddr::V4(address), 1) => record(&mut body, &owner, 1, &Ipv4Addr::octets(&address)),
            (IpAddr::V6(address), 28) => record(&mut body, &owner, 28, &Ipv6Addr::octets(&address)),
            _ => continue,
        }
        count += 1;
    }
    let mut message = question[..2].to_vec();
    message.extend([0x81 | if is_cut { 2 } else { 0 }, 0x80 | code, 0, 1]);
    message.extend(count.to_be_bytes());
    message.extend([0, 0, 0, 0]);
    message.extend(&question[12..end + 4]);
    message.extend(body);
    Some(message)
}

/// Lives for no time, so that every request asks anew.
fn record(body: &mut Vec<u8>, owner: &str, kind: u16, data: &[u8]) {
    body.extend(labels(owner));
    body.extend(kind.to_be_bytes());
    body.extend([0, 1, 0, 0, 0, 0]);
    body.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
    body.extend(data);
}

fn labels(name: &str) -> Vec<u8> {
    let mut labels = Vec::new();
    for label in name.split('.') {
        labels.push(u8::try_from(label.len()).unwrap());
        labels.extend(label.as_bytes());
    }
    labels.push(0);
    labels
}

fn name_at(message: &[u8], mut at: usize) -> (String, usize) {
    let mut labels = Vec::new();
    while message[at] != 0 {
        let length = usize::from(message[at]);
        labels.push(String::from_utf8_lossy(&message[at + 1..=at + length]).to_lowercase());
        at += length + 1;
    }
    (labels.join("."), at + 1)
}
