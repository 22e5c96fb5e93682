//! Reads the C headers: bindings for `src/sys.rs`, header macros as cfgs.
//!
//! `NXD_MQTT_INCLUDE`: include directories, colon-separated (default `include:include/host`).
//! `NXD_MQTT_DEFINES`: macros as `NAME` or `NAME=VALUE`, separated by spaces or semicolons.

use std::{env, path::PathBuf};

const WRAPPER: &str = r#"
#define NXD_MQTT_CLIENT_SOURCE_CODE
#include "tx_api.h"
#if __has_include("nx_api.h")
#include "nx_api.h"
#endif
#if __has_include("nxd_mqtt_client.h")
#include "nxd_mqtt_client.h"
#endif
"#;

fn main() {
    println!("cargo::rerun-if-env-changed=NXD_MQTT_INCLUDE");
    println!("cargo::rerun-if-env-changed=NXD_MQTT_DEFINES");
    println!("cargo::rerun-if-changed=include");
    let include = env::var("NXD_MQTT_INCLUDE").unwrap_or_else(|_| "include:include/host".into());
    let defines = env::var("NXD_MQTT_DEFINES").unwrap_or_default();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    // A file, because bindgen evaluates macros with casts only for headers on disk.
    let wrapper = out.join("wrapper.h");
    std::fs::write(&wrapper, WRAPPER).expect("OUT_DIR is writable");
    let mut builder = bindgen::Builder::default()
        .use_core()
        .ctypes_prefix("cty")
        .header(wrapper.display().to_string())
        .allowlist_item("_?(tx|nx|nxd|txe|nxe|nxde)_.*|(TX|NX|NXD|MQTT)_.*|UINT|ULONG|INT|LONG|UCHAR|CHAR|USHORT|SHORT|VOID")
        .clang_macro_fallback()
        .clang_macro_fallback_build_dir(&out)
        .derive_debug(false)
        .derive_copy(true)
        .layout_tests(true)
        .generate_comments(false);
    for dir in include.split(':').filter(|d| !d.is_empty()) {
        builder = builder.clang_arg(format!("-I{dir}"));
    }
    for define in defines.split([' ', ';']).filter(|d| !d.is_empty()) {
        builder = builder.clang_arg(format!("-D{define}"));
    }
    builder.generate().expect("headers").write_to_file(out.join("sys.rs")).expect("write");
}
