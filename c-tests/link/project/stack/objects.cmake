# NetX Duo's sources are compiled into the application.
set(THREADX threadx)
set(NETXDUO netxduo)
add_library(threadx STATIC threadx.c)
target_include_directories(threadx PUBLIC "${NXD_SOURCE}/include/host")
add_library(netxduo OBJECT "${GENERATED}/nxd_mqtt_client.c")
target_include_directories(netxduo PUBLIC "${NXD_SOURCE}/include")
