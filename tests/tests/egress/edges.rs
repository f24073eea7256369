//! Every range of IANA's registries at its edges, against the registries themselves.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use portcullis::PublicUrl;
use portcullis_tests::vectors;

/// A block of a registry, and whether it says that it is globally reachable.
struct Block {
    first: u128,
    last: u128,
    reachable: bool,
}

/// Reads a registry: quoted fields have commas and line ends in them, blocks have notes behind them, and one row may have two.
fn registry(file: &str) -> Vec<Block> {
    let text = String::from_utf8(vectors(file)).unwrap();
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => rows.last_mut().unwrap().push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' => {}
            letter => rows.last_mut().unwrap().last_mut().unwrap().push(letter),
        }
    }
    let rows = rows.iter().skip(1).filter(|row| row.len() > 8);
    let blocks = rows.flat_map(|row| {
        let reachable = row[8].starts_with("True");
        row[0].split(',').map(move |block| (block.split_whitespace().next().unwrap().to_owned(), reachable))
    });
    blocks
        .map(|(block, reachable)| {
            let (network, prefix) = block.split_once('/').unwrap();
            let (first, width) = bits(network.parse().unwrap());
            let size = 1_u128.checked_shl(width - prefix.parse::<u32>().unwrap()).unwrap();
            Block { first, last: first + (size - 1), reachable }
        })
        .collect()
}

fn bits(address: IpAddr) -> (u128, u32) {
    match address {
        IpAddr::V4(address) => (address.to_bits().into(), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    }
}

/// What the registry says of an address; nothing where it has no row.
fn told(blocks: &[Block], address: u128) -> Option<bool> {
    let within = blocks.iter().filter(|block| (block.first..=block.last).contains(&address));
    within.min_by_key(|block| block.last - block.first).map(|block| block.reachable)
}

fn is_taken(address: IpAddr) -> bool {
    let host = if address.is_ipv6() { format!("[{address}]") } else { address.to_string() };
    PublicUrl::<portcullis::Https>::parse(&format!("https://{host}/")).is_ok()
}

#[test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
fn of_ipv4() {
    let blocks = registry("ssrf/iana-ipv4-special-registry-1.csv");
    assert_eq!(blocks.len(), 26);
    let mut judged = 0;
    for block in &blocks {
        for address in [block.first.checked_sub(1), Some(block.first), Some(block.last), Some(block.last + 1)]
        {
            let Some(address) = address.and_then(|address| u32::try_from(address).ok()) else { continue };
            let multicast = (0xe000_0000..0xf000_0000).contains(&address);
            let expected = told(&blocks, address.into()).unwrap_or(!multicast);
            assert_eq!(
                is_taken(Ipv4Addr::from_bits(address).into()),
                expected,
                "{}",
                Ipv4Addr::from_bits(address)
            );
            judged += 1;
        }
    }
    assert!(judged > 90, "{judged}");
}

#[test]
#[cfg_attr(not(vectors), ignore = "no vectors here")]
fn of_ipv6() {
    let blocks = registry("ssrf/iana-ipv6-special-registry-1.csv");
    assert_eq!(blocks.len(), 25);
    let mut judged = 0;
    for block in &blocks {
        let edges =
            [block.first.checked_sub(1), Some(block.first), Some(block.last), block.last.checked_add(1)];
        for address in edges.into_iter().flatten() {
            let unicast = address >> 125 == 1;
            let text = Ipv6Addr::from_bits(address);
            // Reached by the address within: both edges of the block are inside by IPv4.
            let nat64 = address >> 32 == 0x64_ff9b_u128 << 64;
            let expected = told(&blocks, address).unwrap_or(unicast) && !nat64;
            assert_eq!(is_taken(text.into()), expected, "{text}");
            judged += 1;
        }
    }
    assert!(judged > 90, "{judged}");
}

/// What hides an address of IPv4 is judged by it, or refused as a whole.
#[test]
fn of_ipv4_within_ipv6() {
    for inside in [
        "0.0.0.0",
        "10.0.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
    ] {
        let [a, b, c, d] = inside.parse::<Ipv4Addr>().unwrap().octets();
        let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        for address in [
            format!("::ffff:{inside}"),
            format!("::{inside}"),
            format!("::ffff:0:{inside}"),
            format!("64:ff9b::{inside}"),
            format!("64:ff9b:1::{inside}"),
            format!("64:ff9b:1:{high:x}:{:x}:{:x}::", low >> 8, (low & 255) << 8),
            format!("2002:{high:x}:{low:x}::1"),
            format!("2001:0:102:304:0:0:{:x}:{:x}", !high, !low),
            format!("2001:0:{high:x}:{low:x}::1"),
            format!("fe80::5efe:{inside}"),
            format!("2606:4700::5efe:{inside}"),
            format!("2606:4700::200:5efe:{inside}"),
            format!("2606:4700::100:5efe:{inside}"),
        ] {
            assert!(!is_taken(address.parse().unwrap()), "{address}");
        }
    }
    assert!(
        is_taken("64:ff9b::8.8.8.8".parse().unwrap())
            && is_taken("2606:4700::200:5efe:8.8.8.8".parse().unwrap())
    );
}

/// What no registry has.
#[test]
fn of_what_is_in_no_registry() {
    for address in [
        "224.0.0.0",
        "239.255.255.255",
        "255.255.255.255",
        "ff02::1",
        "ff0e::1",
        "fec0::1",
        "feff::1",
        "::2",
        "::ffff",
        "4000::1",
        "1000::1",
        "e000::1",
        "8000::1",
    ] {
        assert!(!is_taken(address.parse().unwrap()), "{address}");
    }
    for address in ["192.0.0.9", "192.0.0.10", "2001:1::1", "2001:1::3"] {
        assert!(is_taken(address.parse().unwrap()), "{address}");
    }
}
