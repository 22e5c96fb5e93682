# Targets as ThreadX and NetX Duo make them.
set(THREADX threadx)
set(NETXDUO netxduo)
add_library(threadx STATIC threadx.c)
target_include_directories(threadx PUBLIC "${NXD_SOURCE}/include/host")
add_library(netxduo STATIC "${GENERATED}/nxd_mqtt_client.c" inside.c)
target_link_libraries(netxduo PUBLIC threadx)
target_include_directories(netxduo PUBLIC "${NXD_SOURCE}/include" "${NXD_SOURCE}/c-tests/firmware-archive/include")
target_compile_definitions(netxduo PUBLIC ${MACROS})
