//! `NXD_HOST_REDIRECT`: other destinations for addresses that applications have built in.
//!
//! ```text
//! value   = rule *( "," rule )
//! rule    = address [ ":" port ] "=" address [ ":" port ]
//! address = IPv4 address / "[" IPv6 address "]"
//! ```
//! Spaces around a rule are ignored. A rule without a port on the left holds for every port; one
//! without a port on the right keeps the port. The first rule that fits is taken, and leads out of
//! the process even if an IP instance has the address. A value that does not follow the grammar
//! ends the process with a message.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::OnceLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    address: IpAddr,
    port: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rule {
    from: Place,
    to: Place,
}

static RULES: OnceLock<Vec<Rule>> = OnceLock::new();

/// Reads the setting, so that a mistake shows at the start of a program.
pub(in super::super) fn check() {
    rules();
}

fn rules() -> &'static [Rule] {
    RULES.get_or_init(|| {
        let Some(value) = std::env::var_os("NXD_HOST_REDIRECT") else { return Vec::new() };
        let parsed = value.to_str().ok_or_else(|| "it is not UTF-8".to_owned()).and_then(parse);
        parsed.unwrap_or_else(|why| {
            let line =
                format!("nxd-mqtt: NXD_HOST_REDIRECT: {why}; expected address[:port]=address[:port],...\n");
            eprint!("{line}");
            std::process::exit(1)
        })
    })
}

/// Where a connection to `address` and `port` goes instead, if a rule fits.
pub(super) fn find(address: IpAddr, port: u16) -> Option<SocketAddr> {
    find_in(rules(), address, port)
}

fn find_in(rules: &[Rule], address: IpAddr, port: u16) -> Option<SocketAddr> {
    rules
        .iter()
        .find(|rule| rule.from.address == address && rule.from.port.is_none_or(|p| p == port))
        .map(|rule| SocketAddr::new(rule.to.address, rule.to.port.unwrap_or(port)))
}

fn parse(value: &str) -> Result<Vec<Rule>, String> {
    if value.trim().is_empty() {
        return Ok(Vec::new());
    }
    value.split(',').map(|rule| parse_rule(rule.trim())).collect()
}

fn parse_rule(rule: &str) -> Result<Rule, String> {
    let (from, to) = rule.split_once('=').ok_or_else(|| format!("no '=' in '{rule}'"))?;
    Ok(Rule { from: parse_place(from)?, to: parse_place(to)? })
}

fn parse_place(place: &str) -> Result<Place, String> {
    let bad = |what: &str| format!("'{place}' has no valid {what}");
    let (address, port) = match place.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']').ok_or_else(|| bad("address"))?;
            let address: Ipv6Addr = address.parse().map_err(|_| bad("address"))?;
            let port = match port {
                "" => None,
                port => Some(port.strip_prefix(':').ok_or_else(|| bad("port"))?),
            };
            (IpAddr::V6(address), port)
        }
        None => {
            let (address, port) = match place.split_once(':') {
                Some((address, port)) => (address, Some(port)),
                None => (place, None),
            };
            (IpAddr::V4(address.parse::<Ipv4Addr>().map_err(|_| bad("address"))?), port)
        }
    };
    let port = match port {
        // Only digits: `parse` alone would take a sign.
        Some(port) if port.bytes().all(|b| b.is_ascii_digit()) => {
            Some(port.parse::<u16>().ok().filter(|p| *p != 0).ok_or_else(|| bad("port"))?)
        }
        Some(_) => return Err(bad("port")),
        None => None,
    };
    Ok(Place { address, port })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed test")]
mod tests {
    use super::*;

    fn redirect(value: &str, address: &str, port: u16) -> Option<String> {
        find_in(&parse(value).unwrap(), address.parse().unwrap(), port).map(|to| to.to_string())
    }

    #[test]
    fn ports_are_kept_or_replaced() {
        assert_eq!(redirect("1.2.3.4=127.0.0.1", "1.2.3.4", 1883).as_deref(), Some("127.0.0.1:1883"));
        assert_eq!(redirect("1.2.3.4=127.0.0.1:9", "1.2.3.4", 1883).as_deref(), Some("127.0.0.1:9"));
        assert_eq!(redirect("1.2.3.4:1=127.0.0.1:9", "1.2.3.4", 1883), None);
        assert_eq!(redirect("1.2.3.4:1=127.0.0.1:9", "1.2.3.4", 1).as_deref(), Some("127.0.0.1:9"));
    }

    #[test]
    fn the_first_rule_that_fits_is_taken() {
        let value = "1.2.3.4:5=10.0.0.1, 1.2.3.4=10.0.0.2 ,1.2.3.4=10.0.0.3";
        assert_eq!(redirect(value, "1.2.3.4", 5).as_deref(), Some("10.0.0.1:5"));
        assert_eq!(redirect(value, "1.2.3.4", 6).as_deref(), Some("10.0.0.2:6"));
    }

    #[test]
    fn ipv6_stands_in_brackets() {
        let value = "[fd00::1]:8883=[::1]:1883,[fd00::2]=127.0.0.1";
        assert_eq!(redirect(value, "fd00::1", 8883).as_deref(), Some("[::1]:1883"));
        assert_eq!(redirect(value, "fd00::2", 7).as_deref(), Some("127.0.0.1:7"));
    }

    #[test]
    fn malformed_values_are_refused() {
        for value in [
            "1.2.3.4",
            "1.2.3.4=",
            "=1.2.3.4",
            "1.2.3=1.2.3.4",
            "1.2.3.4:=1.2.3.4",
            "1.2.3.4:0=1.2.3.4",
            "1.2.3.4:65536=1.2.3.4",
            "1.2.3.4:+1=1.2.3.4",
            "::1=1.2.3.4",
            "[::1=1.2.3.4",
            "[::1]x=1.2.3.4",
            "1.2.3.4=1.2.3.4,",
            "host=1.2.3.4",
            "1.2.3.4=1.2.3.4=1.2.3.4",
            "[1.2.3.4]=1.2.3.4",
        ] {
            assert!(parse(value).is_err(), "{value}");
        }
        assert_eq!(parse("").unwrap(), []);
    }
}
