//! The client's address, from the one source that the operator configures.
//!
//! Floor 3. A header is believed only from a proxy of a trusted network, and read from its right end: each proxy appends whom
//! it saw, so the first address that is no trusted proxy is the client, and everything left of it is what the client wrote.
//! OWASP ASVS 5.0, 4.1.3.

mod header;

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap};
use ipnet::IpNet;
use thiserror::Error;

use self::header::{ForwardingHeader, Unreadable};

/// The most hops that are looked at; nobody has so many proxies.
const MOST_HOPS: usize = 32;

/// Where the client's address comes from.
///
/// The operator says it by `CLIENT_IP=socket`, `CLIENT_IP=forwarded` or `CLIENT_IP=x-forwarded-for`, the latter two with
/// `CLIENT_IP_TRUSTED=10.0.0.0/8,fd00::/8`, the networks of the proxies. Production must say which.
///
/// ```
/// use portcullis::ClientIpSource;
///
/// let source = ClientIpSource::x_forwarded_for("10.0.0.0/8, fd00::/8")?;
/// # Ok::<(), portcullis::ClientIpFault>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClientIpSource {
    header: Option<ForwardingHeader>,
    trusted: Vec<IpNet>,
}

/// Why a source of addresses cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientIpFault {
    /// `CLIENT_IP` is another word.
    #[error("CLIENT_IP is `{0}`; write `socket`, `forwarded` or `x-forwarded-for`")]
    Unknown(String),
    /// A header is to be believed, and from nobody.
    #[error(
        "a forwarding header is believed only from proxies; name their networks in CLIENT_IP_TRUSTED, such as `10.0.0.0/8`"
    )]
    NobodyTrusted,
    /// Not a network.
    #[error("`{0}` is not a network; write an address and a length, such as `10.0.0.0/8`")]
    NotANetwork(String),
    /// Everybody could write what they like.
    #[error(
        "the network `{0}` is everybody, so that every client could choose its address; name the networks of the proxies"
    )]
    EverybodyTrusted(String),
    /// Networks that nothing asks.
    #[error(
        "CLIENT_IP_TRUSTED names networks, and CLIENT_IP reads no header; set CLIENT_IP to `forwarded` or `x-forwarded-for`"
    )]
    NothingToTrust,
}

/// For the report of the start.
impl fmt::Display for ClientIpSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(header) = self.header else { return f.write_str("the other end of the connection") };
        write!(f, "`{}`, believed from ", header.name())?;
        let networks: Vec<String> = self.trusted.iter().map(ToString::to_string).collect();
        f.write_str(&networks.join(", "))
    }
}

impl ClientIpSource {
    /// The other end of the connection: for servers that clients reach directly.
    pub fn socket() -> Self {
        Self { header: None, trusted: Vec::new() }
    }

    /// `Forwarded` of RFC 7239, believed from these networks.
    ///
    /// # Errors
    /// No network; a text that is none; a network of everybody.
    pub fn forwarded(trusted: &str) -> Result<Self, ClientIpFault> {
        Ok(Self { header: Some(ForwardingHeader::Forwarded), trusted: networks(trusted)? })
    }

    /// `X-Forwarded-For`, believed from these networks.
    ///
    /// # Errors
    /// No network; a text that is none; a network of everybody.
    pub fn x_forwarded_for(trusted: &str) -> Result<Self, ClientIpFault> {
        Ok(Self { header: Some(ForwardingHeader::XForwardedFor), trusted: networks(trusted)? })
    }

    /// What `CLIENT_IP` and `CLIENT_IP_TRUSTED` say; `None` where they are not set.
    ///
    /// # Errors
    /// An unknown word, or networks that do not fit it.
    pub fn from_env() -> Result<Option<Self>, ClientIpFault> {
        let read = |name| std::env::var_os(name).map(|text| text.to_string_lossy().into_owned());
        Self::from_words(read("CLIENT_IP").as_deref(), read("CLIENT_IP_TRUSTED").as_deref())
    }

    fn from_words(source: Option<&str>, trusted: Option<&str>) -> Result<Option<Self>, ClientIpFault> {
        let trusted = trusted.map(str::trim).filter(|text| !text.is_empty());
        match (source, trusted) {
            (None, None) => Ok(None),
            (Some("socket"), None) => Ok(Some(Self::socket())),
            (None | Some("socket"), Some(_)) => Err(ClientIpFault::NothingToTrust),
            (Some("forwarded"), trusted) => Self::forwarded(trusted.unwrap_or("")).map(Some),
            (Some("x-forwarded-for"), trusted) => Self::x_forwarded_for(trusted.unwrap_or("")).map(Some),
            (Some(other), _) => Err(ClientIpFault::Unknown(other.to_owned())),
        }
    }

    /// The address of the client of this request; requests without a connection share the unspecified address.
    ///
    /// # Errors
    /// A trusted proxy sent a header that cannot be read as far as it has to be: the address of the connection. To count such
    /// a request as the proxy's own would give its sender a second quota, and spend that of everybody behind it.
    pub(crate) fn client(&self, extensions: &Extensions, headers: &HeaderMap) -> Result<IpAddr, IpAddr> {
        let socket = extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = socket.map_or(IpAddr::from([0, 0, 0, 0]), |socket| socket.0.ip().to_canonical());
        match self.header {
            Some(header) if self.trusts(peer) => match self.forwarded_client(header, headers) {
                Ok(client) => Ok(client.unwrap_or(peer)),
                Err(Unreadable) => Err(peer),
            },
            _ => Ok(peer),
        }
    }

    /// Whether this is a proxy of ours.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(&address))
    }

    /// Walks from the right. None where there is no header: the proxy itself calls.
    fn forwarded_client(
        &self,
        header: ForwardingHeader,
        headers: &HeaderMap,
    ) -> Result<Option<IpAddr>, Unreadable> {
        let (mut hops, mut farthest) = (0, None);
        // Several header lines are one list (RFC 9110, section 5.3).
        let lines: Vec<_> = headers.get_all(header.name()).iter().collect();
        for line in lines.into_iter().rev() {
            let mut rest = line.as_bytes();
            loop {
                let (left, element) = header.last(rest)?;
                let address = header.address(element)?;
                hops += 1;
                if !self.trusts(address) {
                    return Ok(Some(address));
                }
                if hops >= MOST_HOPS {
                    return Err(Unreadable);
                }
                farthest = Some(address);
                match left {
                    Some(left) => rest = left,
                    None => break,
                }
            }
        }
        // Every hop is one of the trusted networks: the farthest began it.
        Ok(farthest)
    }
}

fn networks(text: &str) -> Result<Vec<IpNet>, ClientIpFault> {
    let words = text.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty());
    let networks: Vec<IpNet> = words
        .map(|word| {
            let network = word.parse::<IpNet>().or_else(|_| word.parse::<IpAddr>().map(IpNet::from));
            match network {
                Ok(network) if network.prefix_len() == 0 => {
                    Err(ClientIpFault::EverybodyTrusted(word.to_owned()))
                }
                Ok(network) => Ok(canonical(network)),
                Err(_) => Err(ClientIpFault::NotANetwork(word.to_owned())),
            }
        })
        .collect::<Result<_, _>>()?;
    // Networks that are everybody together.
    if let Some(all) = IpNet::aggregate(&networks).into_iter().find(|network| network.prefix_len() == 0) {
        return Err(ClientIpFault::EverybodyTrusted(all.to_string()));
    }
    if networks.is_empty() { Err(ClientIpFault::NobodyTrusted) } else { Ok(networks) }
}

/// A network of IPv4 addresses that is written as IPv6, as IPv4: addresses are compared so.
fn canonical(network: IpNet) -> IpNet {
    match (network.network().to_canonical(), network.prefix_len().checked_sub(96)) {
        (IpAddr::V4(address), Some(length)) if network.network().is_ipv6() => {
            ipnet::Ipv4Net::new(address, length).map_or(network, IpNet::V4)
        }
        _ => network,
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderName;

    use super::*;

    fn client(source: &ClientIpSource, peer: &str, header: &str, lines: &[&[u8]]) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4_000)));
        let mut headers = HeaderMap::new();
        for line in lines {
            let name = HeaderName::try_from(header).unwrap();
            headers.append(name, http::HeaderValue::from_bytes(line).unwrap());
        }
        match source.client(&extensions, &headers) {
            Ok(client) => client.to_string(),
            Err(_) => "refused".to_owned(),
        }
    }

    /// Whatever a client writes, it is the address that the trusted proxy saw, or the proxy's own.
    #[test]
    fn x_forwarded_for_of_every_shape() {
        let source = ClientIpSource::x_forwarded_for("10.0.0.0/8 fd00::/8").unwrap();
        let long = [b"1.1.1.1, ".repeat(500), b"198.51.100.7".to_vec()].concat();
        let many_proxies = b"10.0.0.9, ".repeat(40);
        for (lines, expected) in [
            (&[b"198.51.100.7".as_slice()][..], "198.51.100.7"),
            (&[b"1.1.1.1, 198.51.100.7"], "198.51.100.7"),
            (&[b"127.0.0.1,10.0.0.1 , 198.51.100.7,10.0.0.3"], "198.51.100.7"),
            (&[b"1.1.1.1", b"198.51.100.7"], "198.51.100.7"),
            (&[b"198.51.100.7", b"10.0.0.3"], "198.51.100.7"),
            (&[b"198.51.100.7:4711"], "198.51.100.7"),
            (&[b"[2001:db8::7]:4711"], "2001:db8::7"),
            (&[b"2001:db8::7"], "2001:db8::7"),
            (&[b"[2001:db8::7]"], "2001:db8::7"),
            (&[b"::ffff:198.51.100.7"], "198.51.100.7"),
            (&[b"\xff\xfe, 198.51.100.7"], "198.51.100.7"),
            (&[b"\", 198.51.100.7"], "198.51.100.7"),
            (&[b"198.51.100.7, \xff"], "refused"),
            (&[b"garbage, 198.51.100.7"], "198.51.100.7"),
            (&[&long], "198.51.100.7"),
            (&[b"198.51.100.7, garbage"], "refused"),
            (&[b"198.51.100.7,"], "refused"),
            (&[b"198.51.100.7, "], "refused"),
            (&[b"198.51.100.7,, 10.0.0.3"], "refused"),
            (&[b"198.51.100.7, \"10.0.0.3"], "refused"),
            (&[b"198.51.100.007"], "refused"),
            (&[b"198.51.100.7/32"], "refused"),
            (&[b"0xC6336407"], "refused"),
            (&[b"198.51.100.7:99999"], "refused"),
            (&[b"[198.51.100.7]"], "refused"),
            (&[b"fe80::1%eth0"], "refused"),
            (&[b"[fe80::1%5]:80"], "refused"),
            (&[b"unknown"], "refused"),
            (&[b""], "refused"),
            (&[&many_proxies], "refused"),
            (&[], "10.0.0.2"),
            (&[b"10.0.0.9, 10.0.0.3"], "10.0.0.9"),
        ] {
            let texts: Vec<_> = lines.iter().map(|line| String::from_utf8_lossy(line)).collect();
            assert_eq!(client(&source, "10.0.0.2", "x-forwarded-for", lines), expected, "{texts:?}");
            assert_eq!(client(&source, "203.0.113.5", "x-forwarded-for", lines), "203.0.113.5", "{texts:?}");
            assert_eq!(client(&source, "10.0.0.2", "forwarded", lines), "10.0.0.2", "another header");
            assert_eq!(client(&ClientIpSource::socket(), "10.0.0.2", "x-forwarded-for", lines), "10.0.0.2");
        }
        assert_eq!(client(&source, "::ffff:10.0.0.2", "x-forwarded-for", &[b"198.51.100.7"]), "198.51.100.7");
    }

    #[test]
    fn forwarded_of_every_shape() {
        let source = ClientIpSource::forwarded("10.0.0.0/8").unwrap();
        for (lines, expected) in [
            (&[b"for=198.51.100.7".as_slice()][..], "198.51.100.7"),
            (&[b"For=198.51.100.7;proto=https;by=203.0.113.43"], "198.51.100.7"),
            (&[b"for=1.1.1.1, for=198.51.100.7"], "198.51.100.7"),
            (&[b"for=\"[2001:db8:cafe::17]:4711\""], "2001:db8:cafe::17"),
            (&[b"for=\"198.51.100.7:80\";host=\"a,b;c\""], "198.51.100.7"),
            (&[b"for=1.1.1.1", b"for=198.51.100.7, for=10.0.0.3"], "198.51.100.7"),
            (&[b"for=\"1.1.1.1, for=198.51.100.7"], "refused"),
            (&[b"for=\"a\\\"\", for=198.51.100.7"], "198.51.100.7"),
            (&[b"for=198.51.100.7;for=1.1.1.1"], "refused"),
            (&[b"for=_hidden"], "refused"),
            (&[b"for=unknown, for=10.0.0.3"], "refused"),
            (&[b"proto=https"], "refused"),
            (&[b"198.51.100.7"], "refused"),
            (&[b"for = 198.51.100.7"], "refused"),
            (&[b"for=198.51.100.7;"], "refused"),
            (&[b"for=[2001:db8::7]"], "2001:db8::7"),
            (&[b"for="], "refused"),
            (&[b""], "refused"),
        ] {
            let texts: Vec<_> = lines.iter().map(|line| String::from_utf8_lossy(line)).collect();
            assert_eq!(client(&source, "10.0.0.2", "forwarded", lines), expected, "{texts:?}");
            assert_eq!(client(&source, "203.0.113.5", "forwarded", lines), "203.0.113.5", "{texts:?}");
        }
    }

    #[test]
    fn weak_sources_are_refused() {
        use ClientIpFault::{EverybodyTrusted, NobodyTrusted, NotANetwork, NothingToTrust, Unknown};
        let read =
            |source, trusted| ClientIpSource::from_words(source, trusted).map(|source| source.is_some());
        assert_eq!(read(None, None), Ok(false));
        assert_eq!(read(Some("socket"), Some(" ")), Ok(true));
        assert_eq!(read(Some("forwarded"), Some("10.0.0.0/8,fd00::/8")), Ok(true));
        assert_eq!(read(Some("x-forwarded-for"), Some("10.0.0.1")), Ok(true));
        assert_eq!(read(Some("x-forwarded-for"), None), Err(NobodyTrusted));
        assert_eq!(read(Some("forwarded"), Some(" , ")), Err(NobodyTrusted));
        assert_eq!(read(Some("forwarded"), Some("10.0.0.0/8,::/0")), Err(EverybodyTrusted("::/0".into())));
        assert_eq!(
            read(Some("forwarded"), Some("0.0.0.0/1,128.0.0.0/1")),
            Err(EverybodyTrusted("0.0.0.0/0".into()))
        );
        let mapped = ClientIpSource::x_forwarded_for("::ffff:10.0.0.0/104").unwrap();
        assert_eq!(client(&mapped, "10.0.0.2", "x-forwarded-for", &[b"198.51.100.7"]), "198.51.100.7");
        assert_eq!(read(Some("forwarded"), Some("10.0.0.0/33")), Err(NotANetwork("10.0.0.0/33".into())));
        assert_eq!(read(Some("socket"), Some("10.0.0.0/8")), Err(NothingToTrust));
        assert_eq!(read(None, Some("10.0.0.0/8")), Err(NothingToTrust));
        for word in ["Socket", "", "x-real-ip", "forwarded "] {
            assert_eq!(read(Some(word), None), Err(Unknown(word.to_owned())));
        }
    }
}
