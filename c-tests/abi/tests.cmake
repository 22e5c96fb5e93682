# Golden files of the binary interface, and the headers on their own.
add_executable(abi_layout abi/layout.c)
target_compile_options(abi_layout PRIVATE ${warnings})
target_include_directories(abi_layout PRIVATE ${NXD_MQTT_INCLUDE_DIRS})
target_compile_definitions(abi_layout PRIVATE ${NXD_MQTT_DEFINES})
set_target_properties(abi_layout PROPERTIES
  RUNTIME_OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/abi" OUTPUT_NAME layout)

# What abi/check needs to know of this build.
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/abi/settings.sh"
"archive='${NXD_MQTT_ARCHIVE}'
shared='${NXD_MQTT_SHARED}'
cc='${CMAKE_C_COMPILER}'
cxx='${CMAKE_CXX_COMPILER}'
architecture='${CMAKE_SYSTEM_PROCESSOR}'
")

set(parts exports layout headers compatibility)
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  list(APPEND parts imports)
endif()
foreach(part IN LISTS parts)
  add_test(NAME abi.${part}
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/abi/check --part ${part} ${PROJECT_BINARY_DIR})
  set_tests_properties(abi.${part} PROPERTIES LABELS abi TIMEOUT 300)
endforeach()
