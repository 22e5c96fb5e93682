# The library itself: a cargo call, and the targets that stand for its two results.
find_program(CARGO cargo HINTS "$ENV{CARGO_HOME}/bin" "$ENV{HOME}/.cargo/bin" REQUIRED)
find_package(Threads REQUIRED)

if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  set(cargo_profile dev)
  set(cargo_output debug)
else()
  set(cargo_profile release)
  set(cargo_output release)
endif()

# The directory `cargo build` itself uses, so that nothing is compiled twice.
if(DEFINED ENV{CARGO_TARGET_DIR})
  set(default_target_dir "$ENV{CARGO_TARGET_DIR}")
else()
  set(default_target_dir "${PROJECT_SOURCE_DIR}/target")
endif()
set(NXD_MQTT_CARGO_TARGET_DIR "${default_target_dir}" CACHE PATH "cargo's target directory")
set(NXD_MQTT_CARGO_FLAGS "" CACHE STRING "More arguments for cargo build, a list")

set(NXD_MQTT_LIBRARY_DIR "${NXD_MQTT_CARGO_TARGET_DIR}/${cargo_output}")
set(NXD_MQTT_ARCHIVE "${NXD_MQTT_LIBRARY_DIR}/libnxd_mqtt.a")
set(NXD_MQTT_SHARED "${NXD_MQTT_LIBRARY_DIR}/libnxd_mqtt.so")
set(NXD_MQTT_INCLUDE_DIRS "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/include/host")
# Where build.rs leaves nxd_mqtt_layout.h: the library's configuration, to compare the application's with.
set(NXD_MQTT_LAYOUT_DIR "${NXD_MQTT_LIBRARY_DIR}/host")

# Instrumented Rust needs its own target directory entry (--target), so that build scripts stay plain. Link-time
# optimization would only make it slower to build and its reports harder to read.
set(cargo_sanitize)
set(sanitize_environment)
if(NXD_MQTT_SANITIZE)
  set(rust_flags "-Zsanitizer=${NXD_MQTT_SANITIZE}")
  if(NXD_MQTT_SANITIZE STREQUAL "address")
    set(sanitize_feature sanitizer)
  elseif(NXD_MQTT_SANITIZE STREQUAL "thread")
    set(sanitize_feature tsan)
    # Rust's standard library is the prebuilt one, which is not instrumented.
    string(APPEND rust_flags " -Cunsafe-allow-abi-mismatch=sanitizer")
  else()
    message(FATAL_ERROR "NXD_MQTT_SANITIZE is \"${NXD_MQTT_SANITIZE}\"; it must be address or thread")
  endif()
  set(sanitize_target ${CMAKE_HOST_SYSTEM_PROCESSOR}-unknown-linux-gnu)
  set(cargo_sanitize --target ${sanitize_target} --features ${sanitize_feature})
  string(APPEND NXD_MQTT_CARGO_TARGET_DIR "/${NXD_MQTT_SANITIZE}")
  set(NXD_MQTT_LIBRARY_DIR "${NXD_MQTT_CARGO_TARGET_DIR}/${sanitize_target}/${cargo_output}")
  set(NXD_MQTT_ARCHIVE "${NXD_MQTT_LIBRARY_DIR}/libnxd_mqtt.a")
  set(NXD_MQTT_SHARED "${NXD_MQTT_LIBRARY_DIR}/libnxd_mqtt.so")
  set(NXD_MQTT_LAYOUT_DIR "${NXD_MQTT_LIBRARY_DIR}/host")
  set(sanitize_environment RUSTC_BOOTSTRAP=1 "RUSTFLAGS=${rust_flags}"
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16)
  add_compile_options(-fsanitize=${NXD_MQTT_SANITIZE} -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${NXD_MQTT_SANITIZE})
endif()

set(cargo_environment ${sanitize_environment} "CARGO_TARGET_DIR=${NXD_MQTT_CARGO_TARGET_DIR}")
if(NXD_MQTT_DEFINES)
  list(JOIN NXD_MQTT_DEFINES " " cargo_defines)
  list(APPEND cargo_environment "NXD_MQTT_DEFINES=${cargo_defines}")
endif()

# Always run: cargo knows what is out of date.
add_custom_target(nxd_mqtt_cargo ALL
  COMMAND ${CMAKE_COMMAND} -E env ${cargo_environment}
          ${CARGO} build --locked --lib --profile ${cargo_profile} ${cargo_sanitize} ${NXD_MQTT_CARGO_FLAGS}
  BYPRODUCTS "${NXD_MQTT_ARCHIVE}" "${NXD_MQTT_SHARED}" "${NXD_MQTT_LAYOUT_DIR}/nxd_mqtt_layout.h"
  WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
  COMMENT "Building the library with cargo (${cargo_profile})"
  USES_TERMINAL VERBATIM)

add_library(nxd_mqtt_static STATIC IMPORTED GLOBAL)
set_target_properties(nxd_mqtt_static PROPERTIES IMPORTED_LOCATION "${NXD_MQTT_ARCHIVE}")
add_library(nxd_mqtt_shared SHARED IMPORTED GLOBAL)
set_target_properties(nxd_mqtt_shared PROPERTIES
  IMPORTED_LOCATION "${NXD_MQTT_SHARED}" IMPORTED_NO_SONAME TRUE)

# What both forms bring along; Rust's standard library needs the system libraries.
foreach(form static shared)
  add_library(nxd_mqtt_${form}_interface INTERFACE)
  target_link_libraries(nxd_mqtt_${form}_interface INTERFACE nxd_mqtt_${form})
  target_include_directories(nxd_mqtt_${form}_interface INTERFACE ${NXD_MQTT_INCLUDE_DIRS} ${NXD_MQTT_LAYOUT_DIR})
  target_compile_definitions(nxd_mqtt_${form}_interface INTERFACE ${NXD_MQTT_DEFINES})
  add_dependencies(nxd_mqtt_${form}_interface nxd_mqtt_cargo)
  add_library(nxd_mqtt::${form} ALIAS nxd_mqtt_${form}_interface)
endforeach()
# Link drivers that applications name are weak symbols of the archive, so that a program may define its own. A
# shared library built by rustc does not show weak symbols: a program that links it takes them from here.
set(drivers_list "${PROJECT_SOURCE_DIR}/src/host/netx/drivers.rs")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${drivers_list}")
file(STRINGS "${drivers_list}" driver_lines REGEX "^ *\"_?nx_[a-z0-9_]+\",$")
set(driver_sources)
foreach(line IN LISTS driver_lines)
  string(REGEX REPLACE "[^a-z0-9_]" "" driver "${line}")
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/drivers/${driver}.c"
    CONTENT "/* Never called. */\nvoid @driver@(void *request);\nvoid @driver@(void *request)\n{\n    (void)request;\n}\n"
    @ONLY)
  list(APPEND driver_sources "${PROJECT_BINARY_DIR}/drivers/${driver}.c")
endforeach()
add_library(nxd_mqtt_drivers STATIC ${driver_sources})
set_target_properties(nxd_mqtt_drivers PROPERTIES POSITION_INDEPENDENT_CODE ON
  ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/drivers")
target_link_libraries(nxd_mqtt_shared_interface INTERFACE nxd_mqtt_drivers)
target_link_libraries(nxd_mqtt_static_interface INTERFACE Threads::Threads ${CMAKE_DL_LIBS} m)

if(NXD_MQTT_SANITIZE STREQUAL "thread" AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
  add_library(nxd_mqtt_tsan STATIC cmake/tsan.c)
  target_compile_options(nxd_mqtt_tsan PRIVATE -fno-builtin)
  target_link_libraries(nxd_mqtt_static_interface INTERFACE nxd_mqtt_tsan)
  target_link_libraries(nxd_mqtt_shared_interface INTERFACE nxd_mqtt_tsan)
endif()

if(BUILD_SHARED_LIBS)
  add_library(nxd_mqtt::nxd_mqtt ALIAS nxd_mqtt_shared_interface)
else()
  add_library(nxd_mqtt::nxd_mqtt ALIAS nxd_mqtt_static_interface)
endif()
