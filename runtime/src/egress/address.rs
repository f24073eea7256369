//! Which addresses are public: the special-purpose registries of IANA, and what addresses of IPv6 hide of IPv4.
//!
//! Floor 4. RFC 6890 and the registries of 2026; OWASP ASVS 5.0, 1.3.6. The most specific row decides. What no row knows is public for IPv4, and for IPv6 within
//! 2000::/3 alone, which is all that was ever given to the public.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses, and whether the public reaches it.
struct Row {
    network: u128,
    prefix: u32,
    public: bool,
    name: &'static str,
}

const fn v4(network: [u8; 4], prefix: u32, public: bool, name: &'static str) -> Row {
    Row { network: Ipv4Addr::from_octets(network).to_bits() as u128, prefix, public, name }
}

const fn v6(network: [u16; 8], prefix: u32, public: bool, name: &'static str) -> Row {
    let [a, b, c, d, e, f, g, h] = network;
    Row { network: Ipv6Addr::new(a, b, c, d, e, f, g, h).to_bits(), prefix, public, name }
}

const V4: &[Row] = &[
    v4([0, 0, 0, 0], 8, false, "this network"),
    v4([10, 0, 0, 0], 8, false, "private"),
    v4([100, 64, 0, 0], 10, false, "shared by a provider"),
    v4([127, 0, 0, 0], 8, false, "loopback"),
    v4([169, 254, 0, 0], 16, false, "link-local"),
    v4([172, 16, 0, 0], 12, false, "private"),
    v4([192, 0, 0, 0], 24, false, "protocol assignments"),
    v4([192, 0, 0, 9], 32, true, "port control"),
    v4([192, 0, 0, 10], 32, true, "relays"),
    v4([192, 0, 2, 0], 24, false, "documentation"),
    v4([192, 31, 196, 0], 24, true, "AS112"),
    v4([192, 52, 193, 0], 24, true, "multicast tunnels"),
    v4([192, 88, 99, 0], 24, false, "6to4 relays"),
    v4([192, 168, 0, 0], 16, false, "private"),
    v4([192, 175, 48, 0], 24, true, "AS112"),
    v4([198, 18, 0, 0], 15, false, "benchmarks"),
    v4([198, 51, 100, 0], 24, false, "documentation"),
    v4([203, 0, 113, 0], 24, false, "documentation"),
    // Of no registry of special purposes: a group is no host.
    v4([224, 0, 0, 0], 4, false, "multicast"),
    v4([240, 0, 0, 0], 4, false, "reserved"),
    v4([255, 255, 255, 255], 32, false, "broadcast"),
];

const V6: &[Row] = &[
    v6([0; 8], 0, false, "given to nobody"),
    v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3, true, "unicast"),
    v6([0; 8], 96, false, "IPv4-compatible"),
    v6([0; 8], 128, false, "unspecified"),
    v6([0, 0, 0, 0, 0, 0, 0, 1], 128, false, "loopback"),
    v6([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, false, "IPv4-mapped"),
    // Reached as the address of IPv4 within is.
    v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96, true, "IPv4 by NAT64"),
    v6([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, false, "IPv4 by a local NAT64"),
    v6([0x100, 0, 0, 0, 0, 0, 0, 0], 64, false, "discarded"),
    v6([0x100, 0, 0, 1, 0, 0, 0, 0], 64, false, "dummy"),
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, false, "protocol assignments"),
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 32, false, "Teredo"),
    v6([0x2001, 1, 0, 0, 0, 0, 0, 1], 128, true, "port control"),
    v6([0x2001, 1, 0, 0, 0, 0, 0, 2], 128, true, "relays"),
    v6([0x2001, 1, 0, 0, 0, 0, 0, 3], 128, true, "service registration"),
    v6([0x2001, 2, 0, 0, 0, 0, 0, 0], 48, false, "benchmarks"),
    v6([0x2001, 3, 0, 0, 0, 0, 0, 0], 32, true, "multicast tunnels"),
    v6([0x2001, 4, 0x112, 0, 0, 0, 0, 0], 48, true, "AS112"),
    v6([0x2001, 0x10, 0, 0, 0, 0, 0, 0], 28, false, "ORCHID"),
    v6([0x2001, 0x20, 0, 0, 0, 0, 0, 0], 28, true, "ORCHIDv2"),
    v6([0x2001, 0x30, 0, 0, 0, 0, 0, 0], 28, true, "identity tags"),
    v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, false, "documentation"),
    v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, false, "6to4"),
    v6([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48, true, "AS112"),
    v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, false, "documentation"),
    v6([0x5f00, 0, 0, 0, 0, 0, 0, 0], 16, false, "segment routing"),
    v6([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, false, "unique local"),
    v6([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, false, "link-local"),
    // Deprecated, and still routed within sites.
    v6([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10, false, "site-local"),
    v6([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, false, "multicast"),
];

/// Whether the public reaches the address.
///
/// # Errors
/// What it is of otherwise.
pub(crate) fn judge(address: IpAddr) -> Result<(), &'static str> {
    match address {
        IpAddr::V4(address) => by_row(V4, 32, address.to_bits().into(), true),
        IpAddr::V6(address) => {
            by_row(V6, 128, address.to_bits(), false)?;
            embedded(address).map_or(Ok(()), |within| judge(IpAddr::V4(within)))
        }
    }
}

/// By the most specific row that has the address.
fn by_row(rows: &[Row], width: u32, address: u128, unknown: bool) -> Result<(), &'static str> {
    let within = |row: &&Row| {
        let rest = width - row.prefix;
        address.checked_shr(rest).unwrap_or(0) == row.network.checked_shr(rest).unwrap_or(0)
    };
    match rows.iter().filter(within).max_by_key(|row| row.prefix) {
        None if unknown => Ok(()),
        None => Err("given to nobody"),
        Some(row) if row.public => Ok(()),
        Some(row) => Err(row.name),
    }
}

/// The address of IPv4 that a network takes out of one of IPv6 which is public by its row: NAT64 (RFC 6052), and ISATAP, which stands in the interface id of any
/// network (RFC 5214, section 6.1). The rows refuse all that is mapped, compatible, 6to4, Teredo or of a local NAT64, whatever is within.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let last = Ipv4Addr::from_bits(u32::from(g) << 16 | u32::from(h));
    let nat64 = [a, b, c, d, e, f] == [0x64, 0xff9b, 0, 0, 0, 0];
    // The bits that say whether the id is of one interface, or global, may be set or not.
    let isatap = e & !0x0300 == 0 && f == 0x5efe;
    (nat64 || isatap).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_public(address: &str) -> bool {
        judge(address.parse().unwrap()).is_ok()
    }

    #[test]
    fn the_most_specific_row_decides() {
        for public in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "192.0.0.9",
            "192.0.0.10",
            "192.0.1.0",
            "192.31.196.1",
            "192.175.48.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2001:1::1",
            "2001:4:112::1",
            "2001:200::",
            "2620:4f:8000::1",
            "2003::",
            "64:ff9b::808:808",
        ] {
            assert!(is_public(public), "{public}");
        }
        for inside in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.0.11",
            "192.88.99.2",
            "192.168.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::808:808",
            "100::1",
            "2001::1",
            "2001:1::",
            "2001:2::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "3fff::1",
            "4000::",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2606:4700::5efe:127.0.0.1",
            "2606:4700::200:5efe:10.0.0.1",
            "2606:4700::300:5efe:10.0.0.1",
        ] {
            assert!(!is_public(inside), "{inside}");
        }
        assert!(is_public("2606:4700::200:5efe:8.8.8.8"));
    }
}
