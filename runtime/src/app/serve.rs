//! Listens, serves, drains.
//!
//! Floor 13.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::boot::{BootError, Ready};
use super::connection::{self, Server};
use super::environment::Environment;
use super::taken::Taken;
use crate::limits::open_files;
use crate::slots::AddressSlots;

impl Ready {
    /// Serves at this address until Ctrl-C or SIGTERM, then lets the requests under way finish.
    ///
    /// # Errors
    /// In development an address that is not loopback; an address that cannot be listened at.
    pub async fn serve(self, address: SocketAddr) -> Result<(), BootError> {
        if self.environment == Environment::Development && !address.ip().is_loopback() {
            return Err(BootError::from(
                "development listens on loopback only; set APP_ENV=production for another address",
            ));
        }
        let listener = listen(address)
            .map_err(|error| BootError::from(format!("cannot listen at {address}: {error}")))?;
        self.serve_until(listener, stopped()).await
    }

    /// Serves at this listener until `stop` is ready, then lets the requests under way finish, for as long as
    /// [`Limits::drain`](crate::Limits::drain) says.
    ///
    /// # Errors
    /// None at present.
    pub async fn serve_until(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), BootError> {
        for control in self.report.lines() {
            tracing::info!(target: "portcullis::start", "{control}");
        }
        let most = self.limits.connections_within(open_files()).min(Semaphore::MAX_PERMITS);
        let places = Arc::new(Semaphore::new(most));
        let by_address = AddressSlots::new(self.limits.connections_by_address);
        let (stopping, stops) = watch::channel(false);
        let drain = self.limits.drain;
        let server = Server {
            router: self.router,
            taken: Taken::within(self.limits.stall),
            limits: self.limits,
            longest: self.longest,
            stopping: stops,
        };
        let accepting = async {
            loop {
                let (place, stream, peer) = accept(&listener, &places).await;
                // A proxy of ours has everybody's connections.
                let its_own = match self.client_ip.trusts(peer.ip().to_canonical()) {
                    true => None,
                    false => match by_address.take(peer.ip()) {
                        Some(place) => Some(place),
                        None => {
                            metrics::counter!("portcullis_connections_refused_total").increment(1);
                            continue;
                        }
                    },
                };
                let server = server.clone();
                tokio::spawn(async move {
                    connection::serve(stream, peer, server).await;
                    drop((its_own, place));
                });
            }
        };
        tokio::select! {
            () = accepting => {}
            () = stop => {}
        }
        drop(listener);
        // Nobody may be left to be told.
        let _ = stopping.send(true);
        let all = u32::try_from(most).unwrap_or(u32::MAX);
        let _ = tokio::time::timeout(drain, places.acquire_many(all)).await;
        Ok(())
    }
}

/// How many newcomers the kernel keeps until they are taken; beyond it they knock again and again.
const QUEUE: u32 = 4_096;

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A restart must not wait for what the one before has left.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (Option<OwnedSemaphorePermit>, TcpStream, SocketAddr) {
    // Nobody closes the semaphore.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are written whole; to wait for more would only be late.
                let _ = stream.set_nodelay(true);
                return (place, stream, peer);
            }
            Err(error) if of_the_client(&error) => {}
            Err(error) => {
                // No file is left, perhaps: those who have one finish, and then there is.
                tracing::error!(target: "portcullis::connection", "no connection can be taken: {error}");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// The client went away before it was taken.
fn of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Ready at Ctrl-C or SIGTERM.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
