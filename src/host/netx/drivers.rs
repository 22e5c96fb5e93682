//! Link drivers that applications name when they create an IP instance.
//!
//! They are never called. The symbols are weak, so that an application may bring its own.

/// Defines functions that only return.
macro_rules! stubs {
    ($($name:literal),+ $(,)?) => {
        $(
            #[cfg(target_os = "linux")]
            core::arch::global_asm!(
                concat!(".pushsection .text.", $name, ",\"ax\",@progbits"),
                concat!(".weak ", $name),
                concat!(".type ", $name, ", %function"),
                concat!($name, ":"),
                "ret",
                concat!(".size ", $name, ", . - ", $name),
                ".popsection",
            );
        )+
    };
}

stubs!(
    "_nx_ram_network_driver",
    "nx_stm32_eth_driver",
    "nx_driver_emw3080_entry",
    "nx_driver_imx",
    "nx_driver_same54",
    "nx_driver_rx_fit",
    "nx_driver_stm32l4",
    "nx_driver_rx65n_cloud_kit",
);
