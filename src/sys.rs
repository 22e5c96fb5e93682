//! Bindings to the C headers this build was given, made by `build.rs`.
#![allow(
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    missing_docs,
    dead_code,
    unsafe_op_in_unsafe_fn,
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    reason = "generated from C headers"
)]

include!(concat!(env!("OUT_DIR"), "/sys.rs"));
