//! The network of a test: public and private addresses on one device, and what listens inside.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::net::TcpListener;

/// A public address of the network.
pub(crate) const WEB: [u8; 4] = [93, 184, 216, 34];
/// Another.
pub(crate) const OTHER: [u8; 4] = [93, 184, 216, 35];
/// One of IPv6.
pub(crate) const WEB6: &str = "2606:2800:220:1::1";
/// A private one, where the operator's own host lies.
pub(crate) const OFFICE: [u8; 4] = [10, 0, 0, 7];

const ADDRESSES: [&str; 10] = [
    "93.184.216.34/32",
    "93.184.216.35/32",
    "10.0.0.7/32",
    "10.0.0.8/32",
    "169.254.169.254/32",
    "172.16.0.9/32",
    "192.168.1.1/32",
    "100.64.0.1/32",
    "2606:2800:220:1::1/128",
    "fd00::7/128",
];

/// The variable that says that a test is in its network.
const WITHIN: &str = "EGRESS_TEST_WITHIN";

/// Runs a test in a network of its own: as a process that runs this one test.
pub(crate) fn within<F: Future<Output = ()>>(name: &str, test: impl FnOnce() -> F) {
    if std::env::var_os(WITHIN).is_some() {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap()
            .block_on(test());
        // Said by who got here, so that a process that ran no test is no success.
        eprintln!("{}", ran(name));
        return;
    }
    let folder = portcullis_tests::new_folder();
    std::fs::create_dir_all(&folder).unwrap();
    let mut script = "set -e; ip link set lo up; ".to_owned();
    for address in ADDRESSES {
        let nodad = if address.contains(':') { " nodad" } else { "" };
        script += &format!("ip addr add {address} dev lo{nodad}; ");
    }
    script += "exec \"$@\"";
    let output = Command::new("unshare")
        .args(["--map-root-user", "--net", "--", "sh", "-c", &script, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(WITHIN, "1")
        .env("EGRESS_NAME_SERVERS", "127.0.0.1:53")
        .env("EGRESS_BILLING", "https://billing.corp:8443/api/")
        .env("SSL_CERT_FILE", folder.join("authority.pem"))
        // Nobody is to be asked by it.
        .envs(
            ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
                .map(|name| (name, "http://127.0.0.1:3128")),
        )
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .expect("`unshare` of util-linux makes the network");
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(output.status.success() && said.contains(&ran(name)), "in its network, `{name}` failed:\n{said}");
}

fn ran(name: &str) -> String {
    format!("<ran {name}>")
}

/// Counts connections to what is inside, on every address and every port that attacks would try.
pub(crate) struct Inside(Arc<AtomicUsize>);

impl Inside {
    /// Listens everywhere inside.
    pub(crate) async fn watch() -> Self {
        let count = Arc::new(AtomicUsize::new(0));
        let addresses = [
            "127.0.0.1",
            "127.0.0.2",
            "10.0.0.8",
            "169.254.169.254",
            "172.16.0.9",
            "192.168.1.1",
            "100.64.0.1",
            "::1",
            "fd00::7",
        ];
        for address in addresses {
            for port in [80, 443, 3128, 6379, 8443] {
                let socket = SocketAddr::new(address.parse::<IpAddr>().unwrap(), port);
                let listener = TcpListener::bind(socket).await.unwrap();
                let count = Arc::clone(&count);
                tokio::spawn(async move {
                    while let Ok((connection, _)) = listener.accept().await {
                        count.fetch_add(1, Ordering::SeqCst);
                        drop(connection);
                    }
                });
            }
        }
        let inside = Self(count);
        // That it counts at all.
        drop(tokio::net::TcpStream::connect("169.254.169.254:80").await.unwrap());
        for _ in 0..100 {
            if inside.0.swap(0, Ordering::SeqCst) == 1 {
                return inside;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("nobody counted a connection");
    }

    /// Nothing inside was connected to.
    pub(crate) async fn was_left_alone(&self) {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        assert_eq!(self.0.load(Ordering::SeqCst), 0, "something inside was connected to");
    }
}
