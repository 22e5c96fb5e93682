# Configures and builds project/ as CASE says, in the directory WORK.
#
#   CASE      link, take_over, find_package, targets or one of the wrong inputs below
#   PLATFORM  arm or linux; for link, CONFIGURATION too
cmake_minimum_required(VERSION 3.24)

if(PLATFORM STREQUAL "arm")
  find_program(arm_gcc arm-none-eabi-gcc)
  if(NOT arm_gcc)
    message(FATAL_ERROR "arm-none-eabi-gcc is missing: apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi")
  endif()
endif()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(here "${CMAKE_CURRENT_LIST_DIR}")

# configure(RESULT argument...): sets RESULT to the exit status, `output` to what was said.
function(configure result)
  set(arguments -S "${here}/project" -B "${WORK}/build" -G "${GENERATOR}" -DCMAKE_BUILD_TYPE=MinSizeRel
    "-DNXD_SOURCE=${SOURCE}" "-DNXD_MQTT_CARGO_TARGET_DIR=${CARGO_TARGET}")
  if(PLATFORM STREQUAL "arm")
    list(APPEND arguments "-DCMAKE_TOOLCHAIN_FILE=${here}/project/arm.cmake")
  endif()
  run(status ${CMAKE_COMMAND} ${arguments} ${ARGN})
  set(${result} "${status}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Writes a file with the macros of a configuration and the names the original defines in it, for `cmake -C`: lists do
# not survive as arguments.
function(write_lists file macros)
  set(exports)
  file(STRINGS "${here}/../firmware-archive/original.txt" lines REGEX "^[^#]")
  foreach(line IN LISTS lines)
    string(REGEX MATCH "^([^ ]+) +(.*)$" matched "${line}")
    if(CMAKE_MATCH_1 STREQUAL "all" OR CMAKE_MATCH_1 IN_LIST macros)
      list(APPEND exports ${CMAKE_MATCH_2})
    endif()
  endforeach()
  file(WRITE "${file}" "set(MACROS \"${macros}\" CACHE STRING \"\")\nset(EXPORTS \"${exports}\" CACHE STRING \"\")\n")
endfunction()

# The applications of these names have our client and nothing of the original.
function(expect_ours)
  foreach(name IN LISTS ARGN)
    file(READ "${WORK}/build/app_${name}.map" map)
    if(NOT map MATCHES "libnxd_mqtt\\.a\\(nxd_mqtt\\.o\\)")
      message(FATAL_ERROR "app_${name}: our archive was not linked")
    endif()
    if(map MATCHES "standin_original_client|lib[a-z]+\\.a\\(nxd_mqtt_client\\.c")
      message(FATAL_ERROR "app_${name}: the original client was pulled from NetX Duo's archive")
    endif()
  endforeach()
endfunction()

function(build result)
  run(status ${CMAKE_COMMAND} --build "${WORK}/build" --target ${ARGN})
  set(${result} "${status}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(run result)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE status)
  set(${result} "${status}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Messages are wrapped at any blank; they are compared without line ends.
function(expect_message text)
  string(REGEX REPLACE "[ \n\t|]+" " " said "${output}")
  string(FIND "${said}" "${text}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "the message should contain\n  ${text}\nbut is\n${output}")
  endif()
endfunction()

function(expect_success status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "failed:\n${output}")
  endif()
endfunction()

function(expect_failure status text)
  if(status EQUAL 0)
    message(FATAL_ERROR "it should have failed with: ${text}\n${output}")
  endif()
  expect_message("${text}")
endfunction()

# Configuring with these settings must fail.
function(refuse text)
  file(REMOVE_RECURSE "${WORK}/build")
  configure(status ${ARGN})
  expect_failure("${status}" "${text}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Configuring must do; building must fail.
function(refuse_build text)
  file(REMOVE_RECURSE "${WORK}/build")
  configure(status ${ARGN})
  expect_success("${status}")
  build(status nxd_mqtt_cargo)
  expect_failure("${status}" "${text}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

include("${here}/cases/${CASE}.cmake")
