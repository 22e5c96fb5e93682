//! Reads the C headers: bindings for `src/sys.rs`, header macros as cfgs.
//!
//! `NXD_MQTT_INCLUDE`: include directories, colon-separated (default `include:include/host`).
//! `NXD_MQTT_DEFINES`: macros as `NAME` or `NAME=VALUE`, separated by spaces or semicolons.
//!
//! What the headers define, the code sees as a cfg of the same name in lower case, so that C and Rust cannot
//! disagree. `narrow_ulong` says that a `ULONG` is too small for a pointer; `nxd_extension` that the control block
//! ends in this library's own members.

use std::{
    env, fmt, fs,
    path::{Path, PathBuf},
    process,
};

/// Macros that choose code.
const MACROS: [&str; 10] = [
    "FEATURE_NX_IPV6",
    "NXD_MQTT_CLOUD_ENABLE",
    "NXD_MQTT_EXTENSION",
    "NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH",
    "NXD_MQTT_OVER_WEBSOCKET",
    "NXD_MQTT_REQUIRE_TLS",
    "NX_DISABLE_EXTENDED_NOTIFY_SUPPORT",
    "NX_DISABLE_PACKET_CHAIN",
    "NX_SECURE_ENABLE",
    "TX_DISABLE_ERROR_CHECKING",
];

/// Macros whose value is an expression that bindgen does not evaluate by itself: type and name.
const VALUES: [(&str, &str); 18] = [
    ("UINT", "TX_AND"),
    ("UINT", "TX_OR"),
    ("UINT", "TX_OR_CLEAR"),
    ("UINT", "TX_NO_INHERIT"),
    ("UINT", "TX_AUTO_START"),
    ("UINT", "TX_AUTO_ACTIVATE"),
    ("ULONG", "NX_WAIT_FOREVER"),
    ("ULONG", "NX_NO_WAIT"),
    ("ULONG", "NX_IPv4_TCP_PACKET"),
    ("ULONG", "NX_IPv6_TCP_PACKET"),
    ("ULONG", "NX_IP_PERIODIC_RATE"),
    ("ULONG", "NX_DONT_FRAGMENT"),
    ("ULONG", "NX_IP_NORMAL"),
    ("ULONG", "NXD_MQTT_CLIENT_SOCKET_WINDOW_SIZE"),
    ("ULONG", "NXD_MQTT_CLIENT_THREAD_TIME_SLICE"),
    ("ULONG", "NXD_MQTT_KEEPALIVE_TIMER_RATE"),
    ("ULONG", "NXD_MQTT_PING_TIMEOUT_DELAY"),
    ("ULONG", "NXD_MQTT_SOCKET_TIMEOUT"),
];

/// Headers without which nothing can be built, with who provides them.
const HEADERS: [(&str, &str); 5] = [
    ("tx_api.h", "ThreadX"),
    ("tx_port.h", "the ThreadX port"),
    ("nx_api.h", "NetX Duo"),
    ("nx_port.h", "the NetX Duo port"),
    ("nxd_mqtt_client.h", "this project's include/, or NetX Duo's addons/mqtt"),
];

fn main() {
    println!("cargo::rerun-if-env-changed=NXD_MQTT_INCLUDE");
    println!("cargo::rerun-if-env-changed=NXD_MQTT_DEFINES");
    println!("cargo::rerun-if-env-changed=BINDGEN_EXTRA_CLANG_ARGS");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=include");
    if let Err(error) = run() {
        eprintln!("nxd-mqtt: {error}");
        process::exit(1);
    }
}

fn run() -> Result<(), Error> {
    let include = env::var("NXD_MQTT_INCLUDE").unwrap_or_else(|_| "include:include/host".into());
    let defines = env::var("NXD_MQTT_DEFINES").unwrap_or_default();
    let directories: Vec<&Path> = include.split(':').filter(|d| !d.is_empty()).map(Path::new).collect();
    check_headers(&directories)?;

    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(Error::NoOutDir)?;
    // A file, because bindgen evaluates macros with casts only for headers on disk.
    let header = out.join("nxd_mqtt_wrapper.h");
    fs::write(&header, defines_as_lines(&defines) + &wrapper()).map_err(Error::Write)?;
    let mut builder = bindgen::Builder::default()
        .use_core()
        .ctypes_prefix("cty")
        .header(header.display().to_string())
        .parse_callbacks(Box::new(bindgen::CargoCallbacks::new()))
        .allowlist_item("_?(tx|nx|nxd|txe|nxe|nxde)_.*|(TX|NX|NXD|MQTT)_.*")
        .allowlist_type("UINT|ULONG|INT|LONG|UCHAR|CHAR|USHORT|SHORT|VOID|ALIGN_TYPE")
        .derive_debug(false)
        .derive_copy(true)
        .layout_tests(true)
        .generate_comments(false);
    for directory in &directories {
        builder = builder.clang_arg(format!("-I{}", directory.display()));
    }
    if env::var_os("CARGO_FEATURE_HOST").is_some() {
        builder = builder.clang_macro_fallback().clang_macro_fallback_build_dir(&out);
    }
    let bindings = builder.generate().map_err(|e| Error::Bindgen(e.to_string()))?.to_string();

    emit_cfgs(&bindings, &directories);
    fs::write(out.join("sys.rs"), bindings).map_err(Error::Write)
}

/// Defines as lines of the wrapper: bindgen makes constants of the macros it reads, not of arguments.
fn defines_as_lines(defines: &str) -> String {
    let lines = defines.split([' ', ';']).filter(|define| !define.is_empty()).map(|define| {
        let (name, value) = define.split_once('=').unwrap_or((define, "1"));
        format!("#define {name} {value}\n")
    });
    lines.collect()
}

/// The names behind the API macros: `_nx_*` always (the library checks its own arguments), `_tx_*` or `_txe_*` as the
/// application has it, and the prototypes a client's own source sees.
fn wrapper() -> String {
    let mut text = String::from(
        "#define NXD_MQTT_CLIENT_SOURCE_CODE\n\
         #ifndef NX_DISABLE_ERROR_CHECKING\n#define NX_DISABLE_ERROR_CHECKING\n#endif\n\
         #include \"tx_api.h\"\n#include \"nx_api.h\"\n#include \"nxd_mqtt_client.h\"\n\
         #if __has_include(\"nxd_mqtt_ext.h\") && defined(NXD_MQTT_EXTENSION)\n#include \"nxd_mqtt_ext.h\"\n#endif\n\
         static const UINT nxd_probe_ulong_size = sizeof(ULONG);\n\
         static const UINT nxd_probe_pointer_size = sizeof(VOID *);\n",
    );
    for name in MACROS {
        text += &format!("#ifdef {name}\nstatic const UINT nxd_probe_{name} = 1;\n#endif\n");
    }
    for (kind, name) in VALUES {
        text += &format!("static const {kind} nxd_value_{name} = ({kind})({name});\n");
    }
    text + "#ifdef NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH\n\
            static const UINT nxd_value_transmit_queue_depth = (UINT)(NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH);\n#endif\n"
}

fn emit_cfgs(bindings: &str, directories: &[&Path]) {
    let value = |probe: &str| -> Option<u64> {
        let line = bindings.lines().find(|line| line.contains(&format!("const nxd_probe_{probe}:")))?;
        line.rsplit('=').next()?.trim().trim_end_matches(';').parse().ok()
    };
    let emit = |name: &str, on: bool| {
        println!("cargo::rustc-check-cfg=cfg({name})");
        if on {
            println!("cargo::rustc-cfg={name}");
        }
    };
    for name in MACROS {
        let cfg = match name {
            "NXD_MQTT_EXTENSION" => "nxd_extension".into(),
            _ => name.to_lowercase(),
        };
        emit(&cfg, value(name).is_some());
    }
    emit("narrow_ulong", value("ulong_size") < value("pointer_size"));
    // Bearer tokens came with NetX Duo 6.4.4: first to the WebSocket client, then to the control block.
    emit("nx_websocket_bearer", arguments(bindings, "fn _nx_websocket_client_connect").contains("bearer"));
    emit("nxd_mqtt_bearer", bindings.contains("nxd_mqtt_client_websocket_bearer:"));
    emit("nxd_mqtt_bearer_argument", applications_pass_bearer(directories));
}

/// Whether applications call `nxd_mqtt_client_websocket_set` with a bearer token. Up to 6.5.1 they do not, although the
/// functions behind it are declared with one; the bindings are made of the latter.
fn applications_pass_bearer(directories: &[&Path]) -> bool {
    let mut headers = directories.iter().map(|directory| directory.join("nxd_mqtt_client.h"));
    let header = headers.find_map(|header| fs::read_to_string(header).ok()).unwrap_or_default();
    arguments(&header, " nxd_mqtt_client_websocket_set").matches(',').count() == 6
}

/// The arguments in the declaration of a function; empty if it is not declared.
fn arguments<'a>(text: &'a str, function: &str) -> &'a str {
    let declaration = text.split_once(&format!("{function}(")).map_or("", |(_, rest)| rest);
    declaration.split(')').next().unwrap_or_default()
}

fn check_headers(directories: &[&Path]) -> Result<(), Error> {
    for (name, provider) in HEADERS {
        if !directories.iter().any(|directory| directory.join(name).is_file()) {
            return Err(Error::Missing { name, provider, directories: format!("{directories:?}") });
        }
    }
    Ok(())
}

enum Error {
    Missing { name: &'static str, provider: &'static str, directories: String },
    Bindgen(String),
    NoOutDir,
    Write(std::io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name, provider, directories } => write!(
                f,
                "{name} (from {provider}) is in none of {directories}; \
                 set NXD_MQTT_INCLUDE to the include directories of your build, separated by colons"
            ),
            Self::Bindgen(reason) => write!(
                f,
                "the headers do not compile: {reason}\n\
                 Set NXD_MQTT_DEFINES to the macros of your build (NX_SECURE_ENABLE, TX_INCLUDE_USER_DEFINE_FILE, ...), \
                 separated by spaces, NXD_MQTT_INCLUDE to its include directories and, for another target, \
                 BINDGEN_EXTRA_CLANG_ARGS to clang's --target and --sysroot."
            ),
            Self::NoOutDir => write!(f, "OUT_DIR is not set; run this through cargo"),
            Self::Write(reason) => write!(f, "cannot write the bindings: {reason}"),
        }
    }
}
