# BACKEND=netx: the client alone, built for the ThreadX and NetX Duo of this project. Offers nxd_mqtt::nxd_mqtt.
#
# Included by CMakeLists.txt (add_subdirectory, FetchContent) and by the package (find_package), with
# NXD_MQTT_SOURCE_DIR naming the Rust sources. docs/firmware.md explains the settings.

# A project may set the options below as plain variables.
cmake_policy(VERSION 3.20...3.25)
include("${CMAKE_CURRENT_LIST_DIR}/netx_target.cmake")

set(NXD_MQTT_HEADER original CACHE STRING
  "original: nxd_mqtt_client.h of your NetX Duo; extended: this library's, with QoS 2")
set_property(CACHE NXD_MQTT_HEADER PROPERTY STRINGS original extended)
set(NXD_MQTT_THREADX_TARGET "" CACHE STRING "CMake target of ThreadX (default: threadx or azrtos::threadx)")
set(NXD_MQTT_NETXDUO_TARGET "" CACHE STRING "CMake target of NetX Duo (default: netxduo or azrtos::netxduo)")
set(NXD_MQTT_RUST_TARGET "" CACHE STRING "Rust target (default: from the compiler's options)")
set(NXD_MQTT_CARGO_TARGET_DIR "" CACHE PATH "cargo's target directory (default: in the build directory)")
set(NXD_MQTT_CARGO_FLAGS "" CACHE STRING "More arguments for cargo build, a list")
set(NXD_MQTT_CLANG_ARGS "" CACHE STRING "More arguments for reading your headers with clang")

function(nxd_mqtt_netx)
  if(TARGET nxd_mqtt::nxd_mqtt)
    return()
  endif()
  if(CMAKE_VERSION VERSION_LESS 3.24)
    message(FATAL_ERROR "nxd_mqtt: BACKEND=netx needs CMake 3.24 or later to put the archive ahead of NetX Duo's; "
      "this is ${CMAKE_VERSION}. Without CMake: docs/firmware.md, \"Plain make\".")
  endif()
  if(NOT NXD_MQTT_HEADER MATCHES "^(original|extended)$")
    message(FATAL_ERROR "nxd_mqtt: NXD_MQTT_HEADER is \"${NXD_MQTT_HEADER}\"; it must be original or extended")
  endif()
  nxd_mqtt_stack_target(threadx THREADX "tx_api.h")
  nxd_mqtt_stack_target(netxduo NETXDUO "nx_api.h")
  nxd_mqtt_tools(cargo rustc)
  nxd_mqtt_choose_target(rust_target ${rustc} ${threadx} ${netxduo})
  nxd_mqtt_check_form(${netxduo})
  nxd_mqtt_client_header(${netxduo})
  # Where the archive and its header go.
  set(output "${CMAKE_CURRENT_BINARY_DIR}/nxd_mqtt")
  if(CMAKE_CONFIGURATION_TYPES)
    string(APPEND output "/$<CONFIG>")
  endif()
  nxd_mqtt_cargo_target(${threadx} ${netxduo} ${cargo} ${rust_target})
  nxd_mqtt_library(${threadx} ${netxduo})
  nxd_mqtt_check_stack_layout(${threadx} ${netxduo})
  message(STATUS "nxd_mqtt: client for ${netxduo} and ${threadx}, ${rust_target}, ${NXD_MQTT_HEADER} header")
endfunction()

# Sets RESULT to the real name of ThreadX's or NetX Duo's target.
function(nxd_mqtt_stack_target result which header)
  string(TOLOWER ${which} name)
  set(candidates ${name} azrtos::${name})
  if(NXD_MQTT_${which}_TARGET)
    set(candidates ${NXD_MQTT_${which}_TARGET})
  endif()
  foreach(candidate IN LISTS candidates)
    if(TARGET ${candidate})
      get_target_property(aliased ${candidate} ALIASED_TARGET)
      if(aliased)
        set(candidate ${aliased})
      endif()
      set(${result} ${candidate} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  list(JOIN candidates " or " text)
  message(FATAL_ERROR
    "nxd_mqtt: this project has no target ${text} (the one that provides ${header}). Add it before "
    "nxd_mqtt, e.g. add_subdirectory(${name}), or name yours with -DNXD_MQTT_${which}_TARGET=<target>.")
endfunction()

function(nxd_mqtt_tools cargo_result rustc_result)
  find_program(CARGO cargo HINTS "$ENV{CARGO_HOME}/bin" "$ENV{HOME}/.cargo/bin" NO_CMAKE_FIND_ROOT_PATH)
  if(NOT CARGO OR NOT EXISTS "${CARGO}")
    message(FATAL_ERROR
      "nxd_mqtt: cargo was not found. Install Rust 1.88 or later from https://rustup.rs, or give its path with "
      "-DCARGO=<path>.")
  endif()
  get_filename_component(directory "${CARGO}" DIRECTORY)
  find_program(RUSTC rustc HINTS "${directory}" NO_CMAKE_FIND_ROOT_PATH)
  if(NOT RUSTC)
    message(FATAL_ERROR "nxd_mqtt: there is no rustc beside ${CARGO}. Give its path with -DRUSTC=<path>.")
  endif()
  set(${cargo_result} "${CARGO}" PARENT_SCOPE)
  set(${rustc_result} "${RUSTC}" PARENT_SCOPE)
endfunction()

function(nxd_mqtt_choose_target result rustc)
  set(target "${NXD_MQTT_RUST_TARGET}")
  if(NOT target)
    nxd_mqtt_rust_target(target why ${ARGN})
  endif()
  if(NOT target)
    list(JOIN NXD_MQTT_RUST_TARGETS " " known)
    message(FATAL_ERROR
      "nxd_mqtt: no Rust target is known for this processor (looked at: ${why}). Put the processor's options "
      "(-mcpu=cortex-m4 -mfloat-abi=hard, for one) into CMAKE_C_FLAGS in your toolchain file, or choose with "
      "-DNXD_MQTT_RUST_TARGET=<target>, one of: ${known}")
  endif()
  execute_process(COMMAND "${rustc}" --print target-libdir --target ${target} WORKING_DIRECTORY "${NXD_MQTT_SOURCE_DIR}"
    OUTPUT_VARIABLE directory OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_VARIABLE error RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "nxd_mqtt: ${rustc} knows no target ${target} (NXD_MQTT_RUST_TARGET). `rustc --print "
      "target-list` lists what it knows.")
  endif()
  file(GLOB core "${directory}/libcore-*.rlib")
  if(NOT core)
    message(FATAL_ERROR
      "nxd_mqtt: Rust's core library for ${target} is not installed. Install it with: rustup target add ${target}")
  endif()
  set(${result} ${target} PARENT_SCOPE)
endfunction()

# The archive can stand in for a member of an archive, not for an object that is linked in any case.
function(nxd_mqtt_check_form netxduo)
  get_target_property(type ${netxduo} TYPE)
  set(property SOURCES)
  if(type STREQUAL "INTERFACE_LIBRARY")
    set(property INTERFACE_SOURCES)
  elseif(NOT type STREQUAL "OBJECT_LIBRARY")
    return()
  endif()
  get_target_property(sources ${netxduo} ${property})
  if(sources MATCHES "nxd_mqtt_client\\.c")
    message(FATAL_ERROR
      "nxd_mqtt: the target ${netxduo} is no archive, so its nxd_mqtt_client.c would be linked beside this library. "
      "Take nxd_mqtt_client.c out of its sources, or make it a static library.")
  endif()
endfunction()

# With our header, everybody who uses NetX Duo must see it first, NetX Duo's own add-ons included: some of them
# contain a control block.
function(nxd_mqtt_client_header netxduo)
  if(NXD_MQTT_HEADER STREQUAL "original")
    return()
  endif()
  get_target_property(type ${netxduo} TYPE)
  get_target_property(imported ${netxduo} IMPORTED)
  if(imported OR type STREQUAL "INTERFACE_LIBRARY")
    target_include_directories(${netxduo} BEFORE INTERFACE "$<BUILD_INTERFACE:${NXD_MQTT_SOURCE_DIR}/include>")
  else()
    target_include_directories(${netxduo} BEFORE PUBLIC "$<BUILD_INTERFACE:${NXD_MQTT_SOURCE_DIR}/include>")
  endif()
endfunction()

# The targets' properties are written to a file when all is known; netx_build.cmake reads it and calls cargo.
function(nxd_mqtt_cargo_target threadx netxduo cargo rust_target)
  set(cargo_target_dir "${NXD_MQTT_CARGO_TARGET_DIR}")
  if(NOT cargo_target_dir)
    set(cargo_target_dir "${CMAKE_CURRENT_BINARY_DIR}/nxd_mqtt/cargo")
  endif()
  string(CONCAT settings
    "set(source [==[${NXD_MQTT_SOURCE_DIR}]==])\n"
    "set(cargo [==[${cargo}]==])\n"
    "set(cargo_flags [==[${NXD_MQTT_CARGO_FLAGS}]==])\n"
    "set(cargo_target_dir [==[${cargo_target_dir}]==])\n"
    "set(rust_target [==[${rust_target}]==])\n"
    "set(header [==[${NXD_MQTT_HEADER}]==])\n"
    "set(clang_args [==[${NXD_MQTT_CLANG_ARGS}]==])\n"
    "set(threadx [==[${threadx}]==])\n"
    "set(netxduo [==[${netxduo}]==])\n"
    "set(output [==[${output}]==])\n"
    "set(compiler [==[${CMAKE_C_COMPILER}]==])\n"
    "set(ar [==[${CMAKE_AR}]==])\n"
    "set(objcopy [==[${CMAKE_OBJCOPY}]==])\n"
    "set(compiler_id [==[${CMAKE_C_COMPILER_ID}]==])\n"
    "set(system_dirs [==[${CMAKE_C_IMPLICIT_INCLUDE_DIRECTORIES}]==])\n"
    "set(c_flags [==[${CMAKE_C_FLAGS} $<$<CONFIG:Debug>:${CMAKE_C_FLAGS_DEBUG}>"
    "$<$<CONFIG:Release>:${CMAKE_C_FLAGS_RELEASE}>$<$<CONFIG:MinSizeRel>:${CMAKE_C_FLAGS_MINSIZEREL}>"
    "$<$<CONFIG:RelWithDebInfo>:${CMAKE_C_FLAGS_RELWITHDEBINFO}>]==])\n")
  foreach(which IN ITEMS netxduo threadx)
    foreach(property IN ITEMS INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS)
      string(APPEND settings "set(${which}_${property} [==[$<TARGET_PROPERTY:${${which}},${property}>"
        ";$<TARGET_PROPERTY:${${which}},INTERFACE_${property}>]==])\n")
    endforeach()
  endforeach()
  # By language, because the properties may depend on it; the one of C is read.
  set(file "${CMAKE_CURRENT_BINARY_DIR}/nxd_mqtt/settings-$<CONFIG>-$<COMPILE_LANGUAGE>.cmake")
  file(GENERATE OUTPUT "${file}" CONTENT "${settings}")
  string(REPLACE "$<COMPILE_LANGUAGE>" "C" file "${file}")

  # Always run: cargo knows what is out of date.
  add_custom_target(nxd_mqtt_cargo ALL
    COMMAND ${CMAKE_COMMAND} "-DSETTINGS=${file}" -P "${NXD_MQTT_SOURCE_DIR}/cmake/netx_build.cmake"
    BYPRODUCTS "${output}/libnxd_mqtt.a" "${output}/nxd_mqtt_layout.h"
    COMMENT "Building the MQTT client with cargo (${rust_target})"
    USES_TERMINAL VERBATIM)
endfunction()

# nxd_mqtt::nxd_mqtt: the archive, then NetX Duo and ThreadX; the check of the application's configuration.
function(nxd_mqtt_library threadx netxduo)
  add_library(nxd_mqtt_archive STATIC IMPORTED GLOBAL)
  foreach(configuration IN LISTS CMAKE_CONFIGURATION_TYPES)
    string(TOUPPER "${configuration}" upper)
    string(REPLACE "$<CONFIG>" "${configuration}" directory "${output}")
    set_property(TARGET nxd_mqtt_archive PROPERTY IMPORTED_LOCATION_${upper} "${directory}/libnxd_mqtt.a")
  endforeach()
  if(NOT CMAKE_CONFIGURATION_TYPES)
    set_property(TARGET nxd_mqtt_archive PROPERTY IMPORTED_LOCATION "${output}/libnxd_mqtt.a")
  endif()
  # That it depends on NetX Duo puts it ahead on the link line.
  target_link_libraries(nxd_mqtt_archive INTERFACE ${netxduo} ${threadx})

  add_library(nxd_mqtt INTERFACE)
  add_library(nxd_mqtt::nxd_mqtt ALIAS nxd_mqtt)
  target_link_libraries(nxd_mqtt INTERFACE nxd_mqtt_archive)
  add_dependencies(nxd_mqtt nxd_mqtt_cargo)
  target_include_directories(nxd_mqtt INTERFACE "${output}")
  target_sources(nxd_mqtt INTERFACE "${NXD_MQTT_SOURCE_DIR}/cmake/netx_layout.c")
  # Pulled in where the archive stands, not only when an object of NetX Duo's archive asks for the client: the linker
  # would then go on in that archive, and find the original.
  if(CMAKE_C_COMPILER_ID MATCHES "^(GNU|Clang|ARMClang|TIClang)$")
    target_link_options(nxd_mqtt INTERFACE "LINKER:--undefined=_nxd_mqtt_client_set_fixed_header")
  endif()
  # An application may name netxduo before nxd_mqtt::nxd_mqtt. CMake from 3.24 on then drops it from the list, and
  # links it as what the archive depends on, which is after it. (Objects are not searched, and not to be dropped.)
  get_target_property(type ${netxduo} TYPE)
  if(NOT type STREQUAL "OBJECT_LIBRARY")
    set_property(TARGET nxd_mqtt PROPERTY INTERFACE_LINK_LIBRARIES_DIRECT_EXCLUDE ${netxduo})
  endif()
endfunction()

# NetX Duo's own sources, too, must see what the library saw.
function(nxd_mqtt_check_stack_layout threadx netxduo)
  add_library(nxd_mqtt_check_netxduo OBJECT "${NXD_MQTT_SOURCE_DIR}/cmake/netx_layout.c")
  foreach(kind IN ITEMS INCLUDE_DIRECTORIES COMPILE_DEFINITIONS COMPILE_OPTIONS)
    set_property(TARGET nxd_mqtt_check_netxduo APPEND PROPERTY ${kind} $<TARGET_PROPERTY:${netxduo},${kind}>)
  endforeach()
  target_link_libraries(nxd_mqtt_check_netxduo PRIVATE ${netxduo} ${threadx})
  target_include_directories(nxd_mqtt_check_netxduo PRIVATE "${output}")
  add_dependencies(nxd_mqtt_check_netxduo nxd_mqtt_cargo)
  add_dependencies(nxd_mqtt nxd_mqtt_check_netxduo)
endfunction()
