# The client with the headers of NetX Duo 6.4.4 and later.
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/bearer/settings.sh"
"host_archive='${NXD_MQTT_ARCHIVE}'
cc='${CMAKE_C_COMPILER}'
")
foreach(variant IN ITEMS not_passed passed)
  add_test(NAME bearer.${variant}
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/bearer/check ${PROJECT_BINARY_DIR} ${variant})
  # Both build with cargo, in one directory.
  set_tests_properties(bearer.${variant} PROPERTIES LABELS abi TIMEOUT 300 RESOURCE_LOCK client-alone)
endforeach()
