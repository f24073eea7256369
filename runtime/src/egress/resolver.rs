//! From a name to addresses that may be connected to.
//!
//! Floor 4. Names are looked up where the connection is made and nowhere else, so that no second answer can differ from the one that was judged. The look-up is a
//! future like any other: it ends with its time or its request, and holds no thread.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig,
};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address;

/// How long one question to one name server takes at most.
const QUESTION: Duration = Duration::from_secs(1);
/// How long all questions for a name take at most.
const NAME: Duration = Duration::from_secs(3);
/// More addresses of a name are not tried.
const MOST: usize = 8;

/// Why a name leads nowhere.
#[derive(Debug, thiserror::Error)]
pub(super) enum NameFault {
    #[error("{address} is {of}")]
    Inside { address: IpAddr, of: &'static str },
    #[error("no address has this name")]
    None,
    #[error("the name servers did not answer in time")]
    TimedOut,
    #[error("the name servers: {0}")]
    Server(NetError),
}

/// Asks name servers.
pub(super) struct Names(TokioResolver);

impl Names {
    /// Those that the operator names, or those of the system.
    ///
    /// # Errors
    /// In words for the operator.
    pub(super) fn open(servers: Option<&str>) -> Result<Arc<Self>, String> {
        let builder = match servers {
            None => TokioResolver::builder_tokio()
                .map_err(|error| format!("the system's name servers cannot be read: {error}"))?,
            Some(servers) => {
                let servers = servers.split(',').map(server).collect::<Result<Vec<_>, _>>()?;
                let config = ResolverConfig::from_parts(None, Vec::new(), servers);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let mut builder = builder;
        let options = builder.options_mut();
        options.timeout = QUESTION;
        options.attempts = 1;
        // Over one connection too, there is room for as many as ask at once.
        options.max_active_requests = 1024;
        options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
        options.use_hosts_file = ResolveHosts::Auto;
        let names = builder.build().map_err(|error| format!("names cannot be looked up: {error}"))?;
        Ok(Arc::new(Self(names)))
    }

    async fn look_up(&self, name: &str) -> Result<Vec<IpAddr>, NameFault> {
        match tokio::time::timeout(NAME, self.0.lookup_ip(name)).await {
            Err(_) | Ok(Err(NetError::Timeout)) => Err(NameFault::TimedOut),
            Ok(Err(error)) if error.is_no_records_found() => Err(NameFault::None),
            Ok(Err(error)) => Err(NameFault::Server(error)),
            Ok(Ok(found)) => Ok(found.iter().collect()),
        }
    }
}

/// `1.1.1.1`, `127.0.0.1:5353`, `[::1]:53`.
fn server(text: &str) -> Result<NameServerConfig, String> {
    let text = text.trim();
    let (ip, port) = match (text.parse::<IpAddr>(), text.parse::<SocketAddr>()) {
        (Ok(ip), _) => (ip, 53),
        (_, Ok(socket)) => (socket.ip(), socket.port()),
        _ => {
            return Err(format!(
                "EGRESS_NAME_SERVERS has `{text}`, which is no address; write `192.0.2.53` or `192.0.2.53:5353`, several with commas"
            ));
        }
    };
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = port;
        connection
    });
    Ok(NameServerConfig::new(ip, true, connections.into()))
}

/// Gives addresses of the public alone: where one address of a name is inside, the name has none.
pub(super) struct Public(pub(super) Arc<Names>);

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        let names = Arc::clone(&self.0);
        Box::pin(async move {
            // Whole as it is, so that no search list of the system makes another name of it.
            let found = names.look_up(&format!("{}.", name.as_str())).await?;
            for address in &found {
                address::judge(*address).map_err(|of| NameFault::Inside { address: *address, of })?;
            }
            Ok(sockets(found))
        })
    }
}

/// Gives the addresses of a host that the operator named, wherever it is.
pub(super) struct Own(pub(super) Arc<Names>);

impl Resolve for Own {
    fn resolve(&self, name: Name) -> Resolving {
        let names = Arc::clone(&self.0);
        Box::pin(async move { Ok(sockets(names.look_up(name.as_str()).await?)) })
    }
}

/// The port is that of the URL.
fn sockets(found: Vec<IpAddr>) -> Addrs {
    Box::new(found.into_iter().take(MOST).map(|address| SocketAddr::new(address, 0)))
}
