//! Reads the C headers: bindings for `src/sys.rs`, header macros as cfgs.
//!
//! What may be set in the environment, all of it optional:
//!
//! - `NXD_MQTT_INCLUDE`: include directories, colon-separated (default `include:include/host`).
//! - `NXD_MQTT_DEFINES`: macros as `NAME` or `NAME=VALUE`, separated by spaces or semicolons.
//! - `NXD_MQTT_CC`: for a bare-metal target, the C compiler of the firmware, GCC or clang: its C library's headers are
//!   read. Default: `arm-none-eabi-gcc`, or for RISC-V `riscv64-unknown-elf-gcc`, if there is one.
//! - `NXD_MQTT_SYSROOT`: for a bare-metal target, the C library's headers are in `include` below this directory.
//! - `BINDGEN_EXTRA_CLANG_ARGS`, or the same with `_` and the target: more arguments for clang, after ours.
//! - `LIBCLANG_PATH`: where libclang is, if it is not found.
//!
//! clang's `--target` follows from cargo's. A C library's headers that are not found are replaced by those in
//! `bindings/c-library`: ThreadX and NetX Duo include `string.h` and `stdlib.h`, but no layout depends on them.
//!
//! What the headers define, the code sees as a cfg of the same name in lower case, so that C and Rust cannot
//! disagree. `narrow_ulong` says that a `ULONG` is too small for a pointer; `nxd_extension` that the control block
//! ends in this library's own members.

#[path = "bindings/layout.rs"]
mod layout;

use std::{
    env, fmt, fs,
    path::{Path, PathBuf},
    process,
};

/// Macros that choose code.
const MACROS: [&str; 9] = [
    "FEATURE_NX_IPV6",
    "NXD_MQTT_CLOUD_ENABLE",
    "NXD_MQTT_EXTENSION",
    "NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH",
    "NXD_MQTT_OVER_WEBSOCKET",
    "NXD_MQTT_REQUIRE_TLS",
    "NX_DISABLE_EXTENDED_NOTIFY_SUPPORT",
    "NX_SECURE_ENABLE",
    "TX_DISABLE_ERROR_CHECKING",
];

/// Macros whose value is an expression that bindgen does not evaluate by itself: type and name.
const VALUES: [(&str, &str); 19] = [
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
    ("UINT", "NXD_MQTT_INITIAL_PACKET_ID_VALUE"),
];

/// Headers without which nothing can be built, with who provides them.
const HEADERS: [(&str, &str); 5] = [
    ("tx_api.h", "ThreadX"),
    ("tx_port.h", "the ThreadX port"),
    ("nx_api.h", "NetX Duo"),
    ("nx_port.h", "the NetX Duo port"),
    ("nxd_mqtt_client.h", "this project's include/, or NetX Duo's addons/mqtt"),
];

/// What cannot be served: preprocessor conditions after `nx_api.h`, with what to tell the user.
const REFUSALS: [(&str, &str); 9] = [
    ("defined(TX_NO_TIMER)", "TX_NO_TIMER is defined, but the client needs the timers of ThreadX"),
    (
        "defined(NX_DISABLE_PACKET_CHAIN)",
        "NX_DISABLE_PACKET_CHAIN is defined, but MQTT needs chained packets",
    ),
    (
        "defined(NX_SECURE_ENABLE) && !__has_include(\"nx_secure_tls_api.h\")",
        "NX_SECURE_ENABLE is defined, but nx_secure_tls_api.h is not found: \
         add NetX Secure's include directories to NXD_MQTT_INCLUDE",
    ),
    (
        "defined(NXD_MQTT_CLOUD_ENABLE) && !__has_include(\"nx_cloud.h\")",
        "NXD_MQTT_CLOUD_ENABLE is defined, but nx_cloud.h is not found: \
         add NetX Duo's addons/cloud to NXD_MQTT_INCLUDE",
    ),
    (
        "defined(NXD_MQTT_OVER_WEBSOCKET) && !__has_include(\"nx_websocket_client.h\")",
        "NXD_MQTT_OVER_WEBSOCKET is defined, but nx_websocket_client.h is not found: \
         add NetX Duo's addons/websocket to NXD_MQTT_INCLUDE",
    ),
    (
        "defined(NXD_MQTT_REQUIRE_TLS) && !defined(NX_SECURE_ENABLE)",
        "NXD_MQTT_REQUIRE_TLS is defined, but NX_SECURE_ENABLE is not: define both or neither",
    ),
    (
        "defined(NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH) && NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH + 0 <= 0",
        "NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH has no value above 0: \
         write NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH=20, for one",
    ),
    (
        "defined(ULONG) || defined(UINT) || defined(USHORT) || defined(UCHAR) || defined(CHAR)",
        "a macro takes the place of a type of tx_port.h (ULONG, UINT, USHORT, UCHAR or CHAR): use a typedef",
    ),
    (
        "!defined(NETXDUO_MAJOR_VERSION) || !defined(THREADX_MAJOR_VERSION)",
        "nx_api.h or tx_api.h does not tell its version (NETXDUO_MAJOR_VERSION, THREADX_MAJOR_VERSION): \
         it is none of NetX Duo's or ThreadX's, or too old",
    ),
];

/// Types whose width the client relies on, as C conditions.
const WIDTHS: [(&str, &str); 5] = [
    ("sizeof(UINT) == 4", "UINT of tx_port.h is not 32 bits wide"),
    ("sizeof(ULONG) == 4 || sizeof(ULONG) == sizeof(VOID *)", "ULONG of tx_port.h is not 32 or 64 bits wide"),
    ("sizeof(USHORT) == 2", "USHORT of tx_port.h is not 16 bits wide"),
    ("sizeof(UCHAR) == 1", "UCHAR of tx_port.h is not 8 bits wide"),
    ("sizeof(CHAR) == 1", "CHAR of tx_port.h is not 8 bits wide"),
];

/// Members that releases of NetX Duo before 6.1 do not have.
const MEMBERS: [(&str, &str); 4] = [
    ("nxd_mqtt_client.h", "nxd_mqtt_client_mutex_ptr"),
    ("nxd_mqtt_client.h", "nxd_mqtt_packet_receive_notify"),
    ("nxd_mqtt_client.h", "nxd_mqtt_ack_receive_notify"),
    ("nx_api.h", "nx_packet_union_next"),
];

fn main() {
    for variable in [
        "NXD_MQTT_INCLUDE",
        "NXD_MQTT_DEFINES",
        "NXD_MQTT_CC",
        "NXD_MQTT_SYSROOT",
        "BINDGEN_EXTRA_CLANG_ARGS",
    ] {
        println!("cargo::rerun-if-env-changed={variable}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=bindings");
    println!("cargo::rerun-if-changed=include");
    if let Err(error) = run() {
        // One cargo error per line, and nothing else: an exit code would bring all that clang said as well.
        for line in error.to_string().lines() {
            println!("cargo::error={line}");
        }
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
    let text = defines_as_lines(&defines) + &wrapper();
    fs::write(&header, &text).map_err(Error::Write)?;
    let mut builder = bindgen::Builder::default()
        .use_core()
        .ctypes_prefix("cty")
        .header(header.display().to_string())
        // The wrapper is written here; to track it would build everything anew each time.
        .parse_callbacks(Box::new(bindgen::CargoCallbacks::new().rerun_on_header_files(false)))
        .allowlist_item("_?(tx|nx|nxd|txe|nxe|nxde)_.*|(TX|NX|NXD|MQTT)_.*")
        .allowlist_type("UINT|ULONG|INT|LONG|UCHAR|CHAR|USHORT|SHORT|VOID|ALIGN_TYPE")
        .derive_debug(false)
        .derive_copy(true)
        .layout_tests(true)
        .generate_comments(false);
    for directory in &directories {
        builder = builder.clang_arg(format!("-I{}", directory.display()));
    }
    let target = env::var("TARGET").unwrap_or_default();
    if target.contains("-none") {
        builder = builder.clang_args(bare_metal(&target)?);
    }
    if env::var_os("CARGO_FEATURE_HOST").is_some() {
        builder = builder.clang_macro_fallback().clang_macro_fallback_build_dir(&out);
    }
    let bindings =
        builder.generate().map_err(|e| Error::Headers(explained(&e.to_string(), &text)))?.to_string();

    check_bindings(&bindings)?;
    emit_cfgs(&bindings, &directories);
    layout::write(&bindings, &out, env::var_os("CARGO_FEATURE_HOST").is_some()).map_err(Error::Write)?;
    fs::write(out.join("sys.rs"), bindings).map_err(Error::Write)
}

/// clang's arguments for a bare-metal target: its name there, and a C library's headers.
fn bare_metal(target: &str) -> Result<Vec<String>, Error> {
    let mut arguments = clang_target(target);
    arguments.push("-nostdlibinc".into());
    let directories = match (env::var("NXD_MQTT_SYSROOT"), env::var("NXD_MQTT_CC")) {
        (Ok(sysroot), _) => vec![below_sysroot(&sysroot)?],
        (_, Ok(compiler)) => search_path(&compiler).ok_or(Error::Compiler(compiler))?,
        _ => search_path(usual_compiler(target)).unwrap_or_default(),
    };
    let stand_in =
        env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default().join("bindings/c-library");
    // After clang's own directory, which has the headers that belong to a compiler.
    for directory in directories.iter().chain([&stand_in]) {
        arguments.extend(["-idirafter".into(), directory.display().to_string()]);
    }
    Ok(arguments)
}

/// Rust names a RISC-V target by its extensions, clang by its width.
fn clang_target(target: &str) -> Vec<String> {
    let architecture = target.split('-').next().unwrap_or(target);
    let Some(extensions) = architecture.strip_prefix("riscv32") else {
        return vec![format!("--target={target}")];
    };
    let abi = match extensions {
        e if e.contains('d') => "ilp32d",
        e if e.contains('f') => "ilp32f",
        e if e.starts_with('e') => "ilp32e",
        _ => "ilp32",
    };
    vec!["--target=riscv32-unknown-elf".into(), format!("-march=rv32{extensions}"), format!("-mabi={abi}")]
}

fn usual_compiler(target: &str) -> &'static str {
    if target.starts_with("riscv") { "riscv64-unknown-elf-gcc" } else { "arm-none-eabi-gcc" }
}

fn below_sysroot(sysroot: &str) -> Result<PathBuf, Error> {
    let include = Path::new(sysroot).join("include");
    if include.is_dir() { Ok(include) } else { Err(Error::Sysroot(sysroot.into())) }
}

/// Where a compiler looks for the C library's headers; `None` if it does not tell.
fn search_path(compiler: &str) -> Option<Vec<PathBuf>> {
    let mut command = process::Command::new(compiler);
    command.args(["-E", "-Wp,-v", "-xc", "/dev/null"]).env("LC_ALL", "C");
    let output = command.output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stderr).ok()?;
    let list = text.lines().skip_while(|line| !line.starts_with("#include <...>"));
    // The compiler's own headers are for that compiler. The C library's may be named by a way through its directory.
    let directories = list.filter_map(|line| line.strip_prefix(' ')).filter_map(|d| fs::canonicalize(d).ok());
    Some(directories.filter(|d| !d.components().any(|c| c.as_os_str() == "gcc")).collect())
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
         #include \"tx_api.h\"\n#include \"nx_api.h\"\n",
    );
    for (condition, reason) in REFUSALS {
        text += &format!("#if {condition}\n#error \"nxd-mqtt: {reason}\"\n#endif\n");
    }
    for (condition, reason) in WIDTHS {
        text += &format!("_Static_assert({condition}, \"nxd-mqtt: {reason}\");\n");
    }
    text += "#include \"nxd_mqtt_client.h\"\n\
         #if __has_include(\"nxd_mqtt_ext.h\") && defined(NXD_MQTT_EXTENSION)\n#include \"nxd_mqtt_ext.h\"\n#endif\n\
         static const UINT nxd_probe_ulong_size = sizeof(ULONG);\n\
         static const UINT nxd_probe_pointer_size = sizeof(VOID *);\n";
    for name in MACROS {
        text += &format!("#ifdef {name}\nstatic const UINT nxd_probe_{name} = 1;\n#endif\n");
    }
    for (kind, name) in VALUES {
        text += &format!("static const {kind} nxd_value_{name} = ({kind})({name});\n");
    }
    text += &layout::probes();
    text + "#ifdef NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH\n\
            static const UINT nxd_value_transmit_queue_depth = (UINT)(NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH);\n#endif\n"
}

/// What the headers leave out, or leave to be computed at run time.
fn check_bindings(bindings: &str) -> Result<(), Error> {
    if let Some((header, member)) = MEMBERS.iter().find(|(_, m)| !bindings.contains(&format!("pub {m}:"))) {
        return Err(Error::Old { header, member });
    }
    match VALUES.iter().find(|(_, name)| !bindings.contains(&format!("pub const nxd_value_{name}:"))) {
        Some((_, name)) => Err(Error::NotConstant(name)),
        None => Ok(()),
    }
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
    Headers(String),
    Old { header: &'static str, member: &'static str },
    NotConstant(&'static str),
    Compiler(String),
    Sysroot(String),
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
            Self::Headers(reason) => f.write_str(reason),
            Self::Old { header, member } => {
                write!(f, "{header} has no member {member}: NetX Duo 6.1 or later is needed")
            }
            Self::NotConstant(name) => {
                write!(f, "{name} is not a constant that C can compute at compile time")
            }
            Self::Compiler(compiler) => write!(
                f,
                "NXD_MQTT_CC={compiler} does not tell where its headers are (-E -Wp,-v); \
                 set NXD_MQTT_SYSROOT to the directory above the C library's include instead"
            ),
            Self::Sysroot(sysroot) => write!(f, "NXD_MQTT_SYSROOT={sysroot} has no directory include"),
            Self::NoOutDir => write!(f, "OUT_DIR is not set; run this through cargo"),
            Self::Write(reason) => write!(f, "cannot write the bindings: {reason}"),
        }
    }
}

/// clang's messages, cut to the first that tells the cause. `wrapper` is the text that includes the headers.
fn explained(diagnostics: &str, wrapper: &str) -> String {
    let diagnostics = diagnostics.trim_start_matches("clang diagnosed error: ").trim_end();
    let ours = diagnostics.lines().find_map(|line| line.split_once("nxd-mqtt: "));
    if let Some((_, reason)) = ours {
        return reason.trim_end_matches('"').into();
    }
    if let Some((name, from)) = diagnostics.lines().find_map(missing_file) {
        let user = match name {
            "tx_user.h" => "TX_INCLUDE_USER_DEFINE_FILE is defined: ",
            "nx_user.h" => "NX_INCLUDE_USER_DEFINE_FILE is defined: ",
            "nx_secure_user.h" => "NX_SECURE_INCLUDE_USER_DEFINE_FILE is defined: ",
            _ => "",
        };
        return format!(
            "{name}, which {from} includes, is not found: {user}add its directory to NXD_MQTT_INCLUDE, or, if it is \
             the C library's, set NXD_MQTT_CC to the firmware's C compiler or NXD_MQTT_SYSROOT"
        );
    }
    if let Some((name, reason)) = diagnostics.lines().find_map(|line| value_in_error(line, wrapper)) {
        return format!("{name} is not a constant that C can compute at compile time: {reason}");
    }
    format!(
        "the headers do not compile: {diagnostics}\n\
         Set NXD_MQTT_DEFINES to the macros of your build (NX_SECURE_ENABLE, TX_INCLUDE_USER_DEFINE_FILE, ...), \
         separated by spaces, and NXD_MQTT_INCLUDE to its include directories."
    )
}

/// The file that is not found, and the one that includes it.
fn missing_file(line: &str) -> Option<(&str, &str)> {
    let (at, rest) = line.split_once(" fatal error: '")?;
    Some((rest.strip_suffix("' file not found")?, at.split(':').next()?))
}

/// The macro of `VALUES` that an error is about, and what clang says.
fn value_in_error<'a>(line: &'a str, wrapper: &str) -> Option<(&'static str, &'a str)> {
    let (_, at) = line.split_once("nxd_mqtt_wrapper.h:")?;
    let (number, rest) = at.split_once(':')?;
    let text = wrapper.lines().nth(number.parse::<usize>().ok()?.checked_sub(1)?)?;
    let (_, name) = VALUES.iter().find(|(_, name)| text.contains(&format!("nxd_value_{name} ")))?;
    Some((name, rest.split_once("error: ")?.1))
}
