# Names, directories and macros of a project that does everything the long way round; then applications whose
# configuration is another.
configure(status -DSTACK=involved)
expect_success("${status}")
expect_message("client for my_stack and my_rtos, thumbv7em-none-eabihf, original header")
build(status all)
expect_success("${status}")

file(READ "${WORK}/build/nxd_mqtt/nxd_mqtt/nxd_mqtt_layout.h" layout)
foreach(expected IN ITEMS
    "#ifndef NX_SECURE_ENABLE"               # defined in a generator expression
    "#ifdef FEATURE_NX_IPV6"                 # off by one
    "(NX_IP_PERIODIC_RATE) == 250"           # nx_user.h
    "sizeof(NX_SECURE_TLS_SESSION)"
    "#ifndef NXD_MQTT_EXTENSION")
  string(FIND "${layout}" "${expected}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "not taken over: ${expected}\n${layout}")
  endif()
endforeach()
string(REGEX MATCH "sizeof\\(TX_THREAD\\) == ([0-9]+)" matched "${layout}")
set(with_words ${CMAKE_MATCH_1})

build(status mixed_queue)
expect_failure("${status}" "application and MQTT library were built with different macros: the application defines \
NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH, the library was built without it. Build both with the same tx_user.h, nx_user.h and macros.")
build(status mixed_header)
expect_failure("${status}" "application and MQTT library were built with different headers: the application includes NetX \
Duo's nxd_mqtt_client.h")
build(status mixed_rate)
expect_failure("${status}" "disagree about NX_IP_PERIODIC_RATE (250 in the library): different nx_user.h")
# Another tx_user.h, as far as the application can see.
build(status mixed_thread)
expect_failure("${status}" "application and MQTT library disagree about TX_THREAD (${with_words} bytes in the library): \
different tx_user.h, tx_port.h, or TX_ macros.")
