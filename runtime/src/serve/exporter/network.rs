//! Which clients may connect.

use std::{net::IpAddr, str::FromStr};

/// All addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    first: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether the address is one of them; one of IPv4 is one however it is written.
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.first.is_ipv4() && start(address, self.bits) == number(self.first)
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is no network: write one like `10.0.0.0/8`, `192.168.1.7` or `fd00::/8`");
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let first: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = width(first);
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| wrong())?;
        if bits > most {
            return Err(wrong());
        }
        let (first, bits) = canonical(first, bits);
        let begin = start(first, bits);
        if begin == number(first) {
            return Ok(Self { first, bits });
        }
        let begin = address_of(begin, first);
        Err(format!(
            "`{text}` is an address in a network: write `{begin}/{bits}` for all of it, or `{first}`"
        ))
    }
}

/// Networks of IPv4 as such, also where they are written as a part of IPv6.
fn canonical(first: IpAddr, bits: u8) -> (IpAddr, u8) {
    match (first, first.to_canonical(), bits.checked_sub(96)) {
        (IpAddr::V6(_), inner @ IpAddr::V4(_), Some(bits)) => (inner, bits),
        _ => (first, bits),
    }
}

const fn width(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// The address with only these bits left of it.
fn start(address: IpAddr, bits: u8) -> u128 {
    let rest = u32::from(width(address) - bits);
    number(address).checked_shr(rest).and_then(|kept| kept.checked_shl(rest)).unwrap_or(0)
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => address.into(),
    }
}

fn address_of(number: u128, like: IpAddr) -> IpAddr {
    match (like, u32::try_from(number)) {
        (IpAddr::V4(_), Ok(number)) => IpAddr::V4(number.into()),
        _ => IpAddr::V6(number.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn a_network_holds_what_begins_as_it_does() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.1.2", "11.0.0.0"),
            ("127.0.0.1", "::ffff:127.0.0.1", "127.0.0.2"),
            ("192.168.4.0/22", "192.168.7.255", "192.168.8.0"),
            ("0.0.0.0/0", "255.1.2.3", "::1"),
            ("::/0", "fe80::1", "1.2.3.4"),
            ("fd00::/8", "fdff::1", "fe00::1"),
            ("::1", "::1", "::2"),
            ("::ffff:10.0.0.1", "10.0.0.1", "10.0.0.2"),
            ("::ffff:10.0.0.0/104", "10.255.1.2", "11.0.0.0"),
        ] {
            let it: Network = network.parse().expect(network);
            assert!(it.contains(inside.parse().expect(inside)), "{network} {inside}");
            assert!(!it.contains(outside.parse().expect(outside)), "{network} {outside}");
        }
    }

    #[test]
    fn what_is_no_network_is_told_what_to_write() {
        let problem = |text: &str| text.parse::<Network>().expect_err(text);
        for text in ["", "lan", "10.0.0.0/33", "10.0.0.0/x", "::/129", "10.0.0/8"] {
            assert!(
                problem(text).ends_with("write one like `10.0.0.0/8`, `192.168.1.7` or `fd00::/8`"),
                "{text}"
            );
        }
        assert_eq!(
            problem("10.1.2.3/8"),
            "`10.1.2.3/8` is an address in a network: write `10.0.0.0/8` for all of it, or `10.1.2.3`"
        );
        assert!(problem("fd00::1/8").contains("write `fd00::/8` for all of it"));
    }
}
