# The library as its users meet it: from the build tree and installed, with CMake, pkg-config and plain gcc.
foreach(way IN ITEMS build_tree install_tree pkg_config plain)
  add_test(NAME package.${way} COMMAND ${CMAKE_COMMAND}
    -DWAY=${way}
    -DSOURCE=${PROJECT_SOURCE_DIR}
    -DBUILD=${PROJECT_BINARY_DIR}
    -DWORK=${CMAKE_CURRENT_BINARY_DIR}/package/${way}
    -DLIBDIR=${CMAKE_INSTALL_LIBDIR}
    -DGENERATOR=${CMAKE_GENERATOR}
    -P ${CMAKE_CURRENT_SOURCE_DIR}/package/check.cmake)
  set_tests_properties(package.${way} PROPERTIES LABELS package TIMEOUT 300)
endforeach()

add_test(NAME package.mixed COMMAND ${CMAKE_COMMAND}
  -DSOURCE=${PROJECT_SOURCE_DIR}
  -DBUILD=${PROJECT_BINARY_DIR}
  -DWORK=${CMAKE_CURRENT_BINARY_DIR}/package/mixed
  -DLIBDIR=${CMAKE_INSTALL_LIBDIR}
  -DCC=${CMAKE_C_COMPILER}
  -DCXX=${CMAKE_CXX_COMPILER}
  -P ${CMAKE_CURRENT_SOURCE_DIR}/package/mixed.cmake)
set_tests_properties(package.mixed PROPERTIES LABELS package TIMEOUT 300)

# The example against a broker on a port of its own: the address in its source is redirected.
add_executable(package_demo package/demo.c)
target_compile_options(package_demo PRIVATE ${warnings})
target_compile_definitions(package_demo PRIVATE _GNU_SOURCE)
target_link_libraries(package_demo PRIVATE harness nxd_mqtt::nxd_mqtt)
add_test(NAME package.demo COMMAND package_demo $<TARGET_FILE:c_tests_demo>)
add_executable(c_tests_demo ${PROJECT_SOURCE_DIR}/examples/demo_mqtt_client.c)
target_compile_options(c_tests_demo PRIVATE ${warnings})
target_link_libraries(c_tests_demo PRIVATE nxd_mqtt::nxd_mqtt)
set_tests_properties(package.demo PROPERTIES LABELS package TIMEOUT ${test_timeout})
