# One macro with two values.
include("${CMAKE_CURRENT_LIST_DIR}/plain.cmake")
target_compile_definitions(threadx PRIVATE NX_IP_PERIODIC_RATE=100)
target_compile_definitions(netxduo PRIVATE NX_IP_PERIODIC_RATE=1000)
