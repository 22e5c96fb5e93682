# The library in a firmware project; README.md tells how.
set(link_configurations default secure websocket_secure cloud queue_depth)

function(add_link_test name)
  add_test(NAME ${name} COMMAND ${CMAKE_COMMAND} ${ARGN}
    -DSOURCE=${PROJECT_SOURCE_DIR}
    -DBUILD=${PROJECT_BINARY_DIR}
    -DWORK=${CMAKE_CURRENT_BINARY_DIR}/link/${name}
    -DCARGO_TARGET=${NXD_MQTT_CARGO_TARGET_DIR}
    -DGENERATOR=${CMAKE_GENERATOR}
    -P ${CMAKE_CURRENT_SOURCE_DIR}/link/check.cmake)
  # Those that build for one processor share cargo's directory, where the last build's archive lies.
  set_tests_properties(${name} PROPERTIES LABELS link TIMEOUT 600)
endfunction()

foreach(platform IN ITEMS arm linux)
  foreach(configuration IN LISTS link_configurations)
    add_link_test(link.${platform}_${configuration} -DCASE=link -DPLATFORM=${platform} -DCONFIGURATION=${configuration})
    set_tests_properties(link.${platform}_${configuration} PROPERTIES RESOURCE_LOCK cargo_${platform})
  endforeach()
endforeach()
foreach(case IN ITEMS take_over find_package targets wrong_input)
  add_link_test(netx.${case} -DCASE=${case} -DPLATFORM=arm)
endforeach()
set_tests_properties(netx.take_over netx.find_package PROPERTIES RESOURCE_LOCK cargo_arm)
