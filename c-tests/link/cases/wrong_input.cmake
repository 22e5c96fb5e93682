# What is said when something is wrong: the cause, and what to do.
refuse("nxd_mqtt: this project has no target threadx or azrtos::threadx (the one that provides tx_api.h). Add it before \
nxd_mqtt, e.g. add_subdirectory(threadx), or name yours with -DNXD_MQTT_THREADX_TARGET=<target>."
  -DSTACK=none)
refuse("nxd_mqtt: this project has no target my_netx (the one that provides nx_api.h)." -DNXD_MQTT_NETXDUO_TARGET=my_netx)
refuse("nxd_mqtt: cargo was not found. Install Rust 1.88 or later from https://rustup.rs, or give its path with \
-DCARGO=<path>." -DCARGO=/nowhere/cargo)
refuse("nxd_mqtt: Rust's core library for armebv7r-none-eabi is not installed. Install it with: rustup target add \
armebv7r-none-eabi" -DNXD_MQTT_RUST_TARGET=armebv7r-none-eabi)
refuse("knows no target thumbv9-none-eabi (NXD_MQTT_RUST_TARGET)." -DNXD_MQTT_RUST_TARGET=thumbv9-none-eabi)
refuse("nxd_mqtt: no Rust target is known for this processor (looked at: " -DPROCESSOR=-mcpu=cortex-a9)
expect_message("-mcpu=cortex-a9). Put the processor's options")
expect_message("or choose with -DNXD_MQTT_RUST_TARGET=<target>, one of: thumbv6m-none-eabi")
refuse("nxd_mqtt: the target netxduo is no archive, so its nxd_mqtt_client.c would be linked beside this library. Take \
nxd_mqtt_client.c out of its sources, or make it a static library." -DSTACK=objects)
refuse("nxd_mqtt: NXD_MQTT_HEADER is \"ours\"; it must be original or extended" -DNXD_MQTT_HEADER=ours)

refuse_build("nxd_mqtt: tx_api.h is in none of the include directories of netxduo and threadx: (none). Give it to the \
target: target_include_directories(threadx PUBLIC <directory of tx_api.h>)." -DSTACK=no_directories)
refuse_build("nxd_mqtt: nxd_mqtt_client.h is in none of the include directories of netxduo and threadx"
  -DSTACK=no_client_header)
expect_message("or take ours with -DNXD_MQTT_HEADER=extended")
refuse_build("nxd_mqtt: NX_IP_PERIODIC_RATE is \"100\" for threadx but \"1000\" for netxduo. ThreadX, NetX Duo and the \
application must be built with the same value" -DSTACK=conflict)
