//! What a flood of logins costs everybody else: the latency of an authenticated route beside it, and without it.
//!
//! Both come at a steady rate, whatever the server does, so that a slow answer does not slow the next question down; latencies count from the
//! instant at which a request was due. The flood comes from as many addresses as it likes: quotas do not stop it here, the threads that hash do.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use portcullis::identity::{self, AccountRoute, Accounts, Issuer, KeyRing};
use portcullis::prelude::*;
use portcullis::{Quota, QuotaKey};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::Fault;

/// Requests of the signed-in client in a second, and logins of the flood.
const CALLS: u32 = 200;
const LOGINS: u32 = 400;
/// How long each part of a round is.
const PART: Duration = Duration::from_secs(2);

const MANY: &[Quota] = &[Quota { limit: 4_000_000_000, seconds: 60, keys: &[QuotaKey::Ip] }];
const NAME: &str = "alice@example.com";
const PASSWORD: &str = "violet-kettle-arrives-41";

#[derive(Expose)]
struct Me {
    subject: String,
}

#[secure_route(get = "/me", authenticated, rate = "1000000/s")]
async fn me(caller: Principal) -> Json<Me> {
    Json(Me { subject: caller.subject().to_owned() })
}

/// What the flood was answered.
#[derive(Default)]
struct Told {
    compared: AtomicU64,
    turned_away: AtomicU64,
}

/// Measures so many rounds, and prints.
///
/// # Errors
/// The server does not start, or an answer is none.
pub(crate) fn run(rounds: usize) -> Result<(), Fault> {
    let server = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let folder = std::env::temp_dir().join(format!("portcullis-flood-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let address = server.block_on(serve(&format!("sqlite://{}", folder.join("flood.db").display())))?;
    let client = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let measured = client.block_on(measure(address, rounds));
    std::fs::remove_dir_all(&folder)?;
    measured
}

async fn serve(url: &str) -> Result<SocketAddr, Fault> {
    let database = Database::connect(url).await?;
    let issuer = Issuer::own("https://bench.example", "bench", KeyRing::ephemeral());
    let accounts = Accounts::on(&database, issuer).free_guesses(u32::MAX / 2).build()?;
    accounts.migrate().await?;
    let app = App::new(Environment::Development)
        .client_ip(ClientIpSource::socket())
        .database(database)
        .accounts(accounts)
        .mount(identity::routes().quotas(AccountRoute::Login, MANY).quotas(AccountRoute::Register, MANY))
        .mount(routes![me]);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let router = app.build().await?.into_router();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

async fn measure(address: SocketAddr, rounds: usize) -> Result<(), Fault> {
    let body = format!(r#"{{"name":"{NAME}","password":"{PASSWORD}"}}"#);
    let (status, _) = ask(address, &post("/auth/register", &body)).await?;
    if status != 204 {
        return Err(format!("registering was answered {status}").into());
    }
    let (_, tokens) = ask(address, &post("/auth/login", &body)).await?;
    let tokens: serde_json::Value = serde_json::from_str(&tokens)?;
    let token = tokens.get("access_token").and_then(serde_json::Value::as_str).ok_or("no token")?;
    let call = format!("GET /me HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\n\r\n");
    let told = Arc::new(Told::default());
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        alone.append(&mut calls(address, &call).await?);
        let stop = Arc::new(AtomicBool::new(false));
        let flood = flood(address, Arc::clone(&stop), Arc::clone(&told));
        // On a thread of its own, as an attacker is.
        let flood = std::thread::spawn(flood);
        beside.append(&mut calls(address, &call).await?);
        stop.store(true, Ordering::Relaxed);
        flood.join().map_err(|_| "the flood failed")??;
    }
    let (alone, beside) = (quantiles(alone), quantiles(beside));
    let (compared, turned_away) =
        (told.compared.load(Ordering::Relaxed), told.turned_away.load(Ordering::Relaxed));
    println!(
        "an authenticated route at {CALLS}/s, {rounds} rounds of {} s each; latencies in ms",
        PART.as_secs()
    );
    println!("                    p50      p90      p99");
    println!("alone          {:8.3} {:8.3} {:8.3}", alone[0], alone[1], alone[2]);
    println!("login flooded  {:8.3} {:8.3} {:8.3}", beside[0], beside[1], beside[2]);
    println!(
        "ratio          {:8.2} {:8.2} {:8.2}",
        beside[0] / alone[0],
        beside[1] / alone[1],
        beside[2] / alone[2]
    );
    println!("the flood, at {LOGINS}/s: {compared} passwords compared, {turned_away} turned away with 503");
    Ok(())
}

fn quantiles(mut of: Vec<f64>) -> [f64; 3] {
    of.sort_by(f64::total_cmp);
    [50, 90, 99].map(|percent| of.get(of.len() * percent / 100).copied().unwrap_or(f64::NAN))
}

/// Calls at a steady rate over a few connections, and how many milliseconds after its due time each was answered.
async fn calls(address: SocketAddr, call: &str) -> Result<Vec<f64>, Fault> {
    const LANES: u32 = 4;
    let begin = Instant::now();
    let mut lanes = tokio::task::JoinSet::new();
    for lane in 0..LANES {
        let call = call.to_owned();
        lanes.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let mut took = Vec::new();
            for at in (lane..).step_by(LANES as usize) {
                let due = begin + Duration::from_secs(1) * at / CALLS;
                if due.duration_since(begin) > PART {
                    return Ok::<_, Fault>(took);
                }
                tokio::time::sleep_until(due.into()).await;
                stream.write_all(call.as_bytes()).await?;
                let (status, _) = answer(&mut stream).await?;
                if status != 200 {
                    return Err(format!("a call was answered {status}").into());
                }
                took.push(due.elapsed().as_secs_f64() * 1e3);
            }
            Ok(took)
        });
    }
    let mut all = Vec::new();
    while let Some(lane) = lanes.join_next().await {
        all.append(&mut lane??);
    }
    Ok(all)
}

/// Logins of names that nobody has, at a steady rate, each over a connection of its own.
fn flood(
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    told: Arc<Told>,
) -> impl FnOnce() -> Result<(), Fault> + Send {
    move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let begin = Instant::now();
            let mut under_way = tokio::task::JoinSet::new();
            for at in 0_u32.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                tokio::time::sleep_until((begin + Duration::from_secs(1) * at / LOGINS).into()).await;
                let told = Arc::clone(&told);
                under_way.spawn(async move {
                    let body = format!(r#"{{"name":"nobody{at}@example.com","password":"{PASSWORD}"}}"#);
                    match ask(address, &post("/auth/login", &body)).await {
                        Ok((401, _)) => told.compared.fetch_add(1, Ordering::Relaxed),
                        _ => told.turned_away.fetch_add(1, Ordering::Relaxed),
                    }
                });
                while under_way.try_join_next().is_some() {}
            }
            while under_way.join_next().await.is_some() {}
            Ok(())
        })
    }
}

fn post(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

async fn ask(address: SocketAddr, request: &str) -> Result<(u16, String), Fault> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(request.as_bytes()).await?;
    answer(&mut stream).await
}

/// One answer: its status and its body.
async fn answer(stream: &mut TcpStream) -> Result<(u16, String), Fault> {
    let mut text = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let count = stream.read(&mut chunk).await?;
        text.extend_from_slice(chunk.get(..count).unwrap_or_default());
        let said = String::from_utf8_lossy(&text);
        if let Some((head, body)) = said.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(Ok(0), str::parse)?;
            if body.len() >= length {
                return Ok((head.get(9..12).ok_or("no status")?.parse()?, body.to_owned()));
            }
        }
        if count == 0 {
            return Err("the server closed the connection".into());
        }
    }
}
