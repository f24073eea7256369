//! Listens, serves, drains.
//!
//! Floor 13.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;

use super::boot::{BootError, Ready};
use super::environment::Environment;

/// How long requests under way are waited for; a client that sends nothing does not hold the stop up longer.
const DRAIN: Duration = Duration::from_secs(10);

impl Ready {
    /// Serves at this address until Ctrl-C or SIGTERM, then lets the requests under way finish.
    ///
    /// # Errors
    /// In development an address that is not loopback; an address that cannot be listened at; a broken socket.
    pub async fn serve(self, address: SocketAddr) -> Result<(), BootError> {
        if self.environment == Environment::Development && !address.ip().is_loopback() {
            return Err(BootError::from(
                "development listens on loopback only; set APP_ENV=production for another address",
            ));
        }
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| BootError::from(format!("cannot listen at {address}: {error}")))?;
        self.serve_until(listener, stopped()).await
    }

    /// Serves at this listener until `stop` is ready, then lets the requests under way finish for up to ten seconds.
    ///
    /// # Errors
    /// A broken socket.
    pub async fn serve_until(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), BootError> {
        let service = self.router.into_make_service_with_connect_info::<SocketAddr>();
        let (told, stopping) = tokio::sync::oneshot::channel::<()>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
            stop.await;
            // The receiver lives as long as this function waits.
            let _ = told.send(());
        });
        let patience = async {
            if stopping.await.is_ok() {
                tokio::time::sleep(DRAIN).await;
            } else {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            served = serving.into_future() => {
                served.map_err(|error| BootError::from(format!("the server stopped: {error}")))
            }
            () = patience => Ok(()),
        }
    }
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
