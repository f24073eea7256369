//! Requests to other hosts, over real sockets in a network of the tests' own: what is reached, what is refused, and that nothing inside was ever connected to.
//!
//! A test runs itself again in a network namespace without any way out (`unshare`, of util-linux, and `ip`, of iproute2), where public addresses stand on the loopback device. So
//! production code needs no hook to believe an address public. Where no namespace can be made, the tests fail.

mod app;
mod boot;
mod certificates;
mod edges;
mod inside;
mod names;
mod network;
mod own_host;
mod redirects;
mod remote;
mod replies;
mod tls;
