# NetX Duo without its addons/mqtt.
set(THREADX threadx)
set(NETXDUO netxduo)
add_library(threadx STATIC threadx.c)
target_include_directories(threadx PUBLIC "${NXD_SOURCE}/include/host")
add_library(netxduo STATIC threadx.c)
