//! Writes `nxd_mqtt_layout.h`: what this build of the library took from the headers, as checks that a C compiler makes
//! of the application. Only the compiler knows what the application's macros come to, so the library's side is written
//! down here and compared there.

use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

/// Macros that change a structure or the set of functions; both sides must define them or not.
const MACROS: [&str; 6] = [
    "NX_SECURE_ENABLE",
    "NXD_MQTT_REQUIRE_TLS",
    "NXD_MQTT_CLOUD_ENABLE",
    "NXD_MQTT_OVER_WEBSOCKET",
    "NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH",
    "FEATURE_NX_IPV6",
];

/// Types that the application and the library share, a member after its parts: the first message names the cause.
/// Condition under which the type exists, the type, and where a difference comes from.
const TYPES: [(&str, &str, &str); 13] = [
    ("", "ULONG", PORT),
    ("", "TX_THREAD", THREADX),
    ("", "TX_TIMER", THREADX),
    ("", "TX_MUTEX", THREADX),
    ("", "TX_EVENT_FLAGS_GROUP", THREADX),
    ("", "NX_PACKET", NETX),
    ("", "NX_PACKET_POOL", NETX),
    ("", "NX_TCP_SOCKET", NETX),
    ("", "NX_IP", NETX),
    ("NX_SECURE_ENABLE", "NX_SECURE_X509_CERT", SECURE),
    ("NX_SECURE_ENABLE", "NX_SECURE_TLS_SESSION", SECURE),
    ("NXD_MQTT_OVER_WEBSOCKET", "NX_WEBSOCKET_CLIENT", NETX),
    ("", "NXD_MQTT_CLIENT", CLIENT),
];

const PORT: &str = "other tx_port.h, or a compiler for another processor";
const THREADX: &str = "different tx_user.h, tx_port.h, or TX_ macros";
const NETX: &str = "different nx_user.h, nx_port.h, or NX_ macros";
const SECURE: &str = "different nx_user.h, NX_SECURE_ or NX_CRYPTO_ macros, or -fshort-enums";
const CLIENT: &str = "different nxd_mqtt_client.h or NXD_MQTT_ macros";

/// Lines for the header that bindgen reads: constants from which `write` learns what the library saw.
pub(crate) fn probes() -> String {
    let mut text = String::new();
    for name in MACROS {
        text += &format!("#ifdef {name}\nstatic const UINT nxd_layout_{name} = 1;\n#endif\n");
    }
    for (condition, name, _) in TYPES {
        let probe = format!("static const UINT nxd_layout_size_{name} = sizeof({name});\n");
        text += &match condition {
            "" => probe,
            _ => format!("#ifdef {condition}\n{probe}#endif\n"),
        };
    }
    text
}

/// Writes the header beside the library: `<target directory>/<profile>/nxd_mqtt_layout.h`, or for the library with the
/// host services in `host/` below that, because cargo keeps both kinds of build in one directory.
pub(crate) fn write(bindings: &str, out: &Path, host: bool) -> io::Result<()> {
    let text = header(bindings);
    fs::write(out.join("nxd_mqtt_layout.h"), &text)?;
    // OUT_DIR is <profile>/build/<package>/out.
    let Some(profile) = out.ancestors().nth(3).map(PathBuf::from) else { return Ok(()) };
    let directory = if host { profile.join("host") } else { profile };
    fs::create_dir_all(&directory)?;
    fs::write(directory.join("nxd_mqtt_layout.h"), text)
}

fn header(bindings: &str) -> String {
    let value = |name: &str| -> Option<u64> {
        let line = bindings.lines().find(|line| line.contains(&format!("const {name}:")))?;
        line.rsplit('=').next()?.trim().trim_end_matches(';').parse().ok()
    };
    let mut text = String::from(PREAMBLE);
    for name in MACROS {
        text += &macro_check(name, value(&format!("nxd_layout_{name}")).is_some());
    }
    text += &extension_check(value("nxd_probe_NXD_MQTT_EXTENSION").is_some());
    text += ASSERT;
    for (_, name, cause) in TYPES {
        if let Some(size) = value(&format!("nxd_layout_size_{name}")) {
            let _ = writeln!(
                text,
                "NXD_MQTT_LAYOUT(sizeof({name}) == {size}, {name},\n    \"application and MQTT library disagree about \
                 {name} ({size} bytes in the library): {cause}. \" NXD_MQTT_LAYOUT_ADVICE);"
            );
        }
    }
    if let Some(rate) = value("nxd_value_NX_IP_PERIODIC_RATE") {
        let _ = writeln!(
            text,
            "NXD_MQTT_LAYOUT((NX_IP_PERIODIC_RATE) == {rate}, NX_IP_PERIODIC_RATE,\n    \"application and MQTT library \
             disagree about NX_IP_PERIODIC_RATE ({rate} in the library): {NETX}. \" NXD_MQTT_LAYOUT_ADVICE);"
        );
    }
    text + "\n#endif\n"
}

fn macro_check(name: &str, defined: bool) -> String {
    let known_as = match name {
        "FEATURE_NX_IPV6" => "FEATURE_NX_IPV6 (which NX_DISABLE_IPV6 takes away)",
        _ => name,
    };
    let (condition, here, there) = if defined {
        ("ifndef", "does not define", "was built with it")
    } else {
        ("ifdef", "defines", "was built without it")
    };
    format!(
        "#{condition} {name}\n#error \"application and MQTT library were built with different macros: the application \
         {here} {known_as}, the library {there}. Build both with the same tx_user.h, nx_user.h and macros.\"\n#endif\n"
    )
}

fn extension_check(defined: bool) -> String {
    let (condition, here, there) = if defined {
        ("ifndef", "NetX Duo's nxd_mqtt_client.h or NXD_MQTT_ORIGINAL_LAYOUT", "its own")
    } else {
        ("ifdef", "the nxd_mqtt_client.h of this library", "NetX Duo's, or with NXD_MQTT_ORIGINAL_LAYOUT")
    };
    format!(
        "#{condition} NXD_MQTT_EXTENSION\n#error \"application and MQTT library were built with different headers: the \
         application includes {here}, the library was built with {there}. Put the same directory first for both.\"\n\
         #endif\n"
    )
}

const PREAMBLE: &str = "\
/* Written when libnxd_mqtt.a was built: what the library knows about the headers. Compiled in the application's
 * configuration it compares; a difference is an error that names the cause. Code it has none. */
#ifndef NXD_MQTT_LAYOUT_H
#define NXD_MQTT_LAYOUT_H

#include \"nxd_mqtt_client.h\"

";

const ASSERT: &str = "
#define NXD_MQTT_LAYOUT_ADVICE \"Build both with the same headers, macros and processor options.\"

#if defined(__cplusplus) && (__cplusplus >= 201103L)
#define NXD_MQTT_LAYOUT(same, what, message) static_assert(same, message)
#elif !defined(__cplusplus) && defined(__STDC_VERSION__) && (__STDC_VERSION__ >= 201112L)
#define NXD_MQTT_LAYOUT(same, what, message) _Static_assert(same, message)
#else
/* No message here; the name tells. */
#define NXD_MQTT_LAYOUT(same, what, message) \\
    typedef char application_and_MQTT_library_disagree_about_##what[(same) ? 1 : -1]
#endif

";
