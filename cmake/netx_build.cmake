# Builds the client for a firmware project: cmake -DSETTINGS=<file> -P netx_build.cmake, with the file that
# netx.cmake has generated. Leaves libnxd_mqtt.a and nxd_mqtt_layout.h in the directory `output` names.
cmake_minimum_required(VERSION 3.20)
include("${SETTINGS}")

set(include_dirs ${netxduo_INCLUDE_DIRECTORIES} ${threadx_INCLUDE_DIRECTORIES})
set(other_arguments "")

# Takes a macro, NAME or NAME=VALUE; two of one name must agree.
function(take_definition definition from)
  string(REGEX MATCH "^([^=]+)=?(.*)$" matched "${definition}")
  set(name "${CMAKE_MATCH_1}")
  set(value "${CMAKE_MATCH_2}")
  if(NOT definition MATCHES "=")
    set(value 1)
  endif()
  if(DEFINED "value_of_${name}" AND NOT value_of_${name} STREQUAL value)
    message(FATAL_ERROR
      "nxd_mqtt: ${name} is \"${value_of_${name}}\" for ${from_of_${name}} but \"${value}\" for ${from}. ThreadX, NetX Duo and "
      "the application must be built with the same value: define it once, on ${threadx} with PUBLIC.")
  endif()
  set("value_of_${name}" "${value}" PARENT_SCOPE)
  set("from_of_${name}" "${from}" PARENT_SCOPE)
  set(lines "${lines}#define ${name} ${value}\n" PARENT_SCOPE)
endfunction()

# Of the compiler's options those that change what a header means.
set(expect "")
set(option_definitions "")
separate_arguments(flags NATIVE_COMMAND "${c_flags}")
foreach(option IN LISTS flags netxduo_COMPILE_OPTIONS threadx_COMPILE_OPTIONS)
  string(REGEX REPLACE "^SHELL:" "" option "${option}")
  separate_arguments(words NATIVE_COMMAND "${option}")
  foreach(word IN LISTS words)
    if(expect STREQUAL "-D")
      list(APPEND option_definitions "${word}")
    elseif(expect MATCHES "^(-I|-isystem)$")
      list(APPEND include_dirs "${word}")
    elseif(expect)
      string(APPEND other_arguments " ${expect} \"${word}\"")
    endif()
    if(expect)
      set(expect "")
    elseif(word MATCHES "^(-D|-I|-isystem|-include|-imacros)$")
      set(expect "${word}")
    elseif(word MATCHES "^-D(.+)$")
      list(APPEND option_definitions "${CMAKE_MATCH_1}")
    elseif(word MATCHES "^(-I|-isystem)(.+)$")
      list(APPEND include_dirs "${CMAKE_MATCH_2}")
    elseif(word MATCHES "^-f(no-)?short-enums$|^-fpack-struct" )
      string(APPEND other_arguments " ${word}")
    endif()
  endforeach()
endforeach()
list(REMOVE_DUPLICATES include_dirs)
list(FILTER include_dirs EXCLUDE REGEX "^$")

# ThreadX's Linux port has several in one string.
set(lines "")
foreach(which IN ITEMS threadx netxduo)
  string(REPLACE " -D" ";" definitions "${${which}_COMPILE_DEFINITIONS}")
  list(REMOVE_DUPLICATES definitions)
  foreach(definition IN LISTS definitions)
    string(REGEX REPLACE "^-D" "" definition "${definition}")
    if(definition)
      take_definition("${definition}" "${${which}}")
    endif()
  endforeach()
endforeach()
list(REMOVE_DUPLICATES option_definitions)
foreach(definition IN LISTS option_definitions)
  take_definition("${definition}" "the compiler options")
endforeach()

# need_header(FILE TARGET ADVICE): the file is in one of the directories.
function(need_header file advice)
  foreach(directory IN LISTS include_dirs)
    if(EXISTS "${directory}/${file}")
      return()
    endif()
  endforeach()
  list(JOIN include_dirs " " text)
  if(NOT text)
    set(text "(none)")
  endif()
  message(FATAL_ERROR "nxd_mqtt: ${file} is in none of the include directories of ${netxduo} and ${threadx}: ${text}. ${advice}")
endfunction()

foreach(file IN ITEMS tx_api.h tx_port.h)
  need_header(${file} "Give it to the target: target_include_directories(${threadx} PUBLIC <directory of ${file}>).")
endforeach()
foreach(file IN ITEMS nx_api.h nx_port.h)
  need_header(${file} "Give it to the target: target_include_directories(${netxduo} PUBLIC <directory of ${file}>).")
endforeach()
if(header STREQUAL "extended")
  list(PREPEND include_dirs "${source}/include")
else()
  need_header(nxd_mqtt_client.h "NXD_MQTT_HEADER=original takes it from NetX Duo's addons/mqtt: \
target_include_directories(${netxduo} PUBLIC <that directory>), or take ours with -DNXD_MQTT_HEADER=extended.")
endif()

# A header for the macros, because a value may contain anything. Its name tells cargo when they change.
string(SHA1 hash "${lines}")
string(SUBSTRING "${hash}" 0 12 hash)
set(macro_header "${output}/nxd_mqtt_macros_${hash}.h")
file(WRITE "${macro_header}.new" "${lines}")
file(COPY_FILE "${macro_header}.new" "${macro_header}" ONLY_IF_DIFFERENT)
file(REMOVE "${macro_header}.new")

# The C library's headers; what belongs to the compiler, clang brings itself.
set(system_arguments "")
foreach(directory IN LISTS system_dirs)
  if(NOT directory MATCHES "/gcc[^/]*/.*/include(-fixed)?$")
    string(APPEND system_arguments " -isystem \"${directory}\"")
  endif()
endforeach()
# Whether an enumeration is as small as it can be differs between compilers; the firmware's decides.
if(compiler_id MATCHES "^(GNU|Clang|ARMClang|TIClang)$" AND NOT other_arguments MATCHES "short-enums")
  separate_arguments(flags NATIVE_COMMAND "${c_flags}")
  execute_process(COMMAND "${compiler}" ${flags} -dM -E -x c "${macro_header}" OUTPUT_VARIABLE predefined ERROR_QUIET)
  if(predefined MATCHES "#define __ARM_SIZEOF_MINIMAL_ENUM 1\n")
    string(APPEND other_arguments " -fshort-enums")
  elseif(predefined MATCHES "#define __ARM_SIZEOF_MINIMAL_ENUM 4\n")
    string(APPEND other_arguments " -fno-short-enums")
  endif()
endif()

set(environment "")
if(compiler_id MATCHES "^(GNU|Clang|ARMClang|TIClang)$")
  set(environment "NXD_MQTT_CC=${compiler}")
endif()
# A shell script that leaves frame pointers out.
if(CMAKE_HOST_UNIX)
  list(APPEND environment "RUSTC_WORKSPACE_WRAPPER=${source}/firmware/rustc")
endif()
list(JOIN include_dirs ":" include_path)
execute_process(
  COMMAND "${CMAKE_COMMAND}" -E env --unset=NXD_MQTT_DEFINES --unset=CARGO_BUILD_TARGET
    "NXD_MQTT_INCLUDE=${include_path}" ${environment}
    "BINDGEN_EXTRA_CLANG_ARGS=-include \"${macro_header}\"${other_arguments}${system_arguments} ${clang_args}"
    "CARGO_TARGET_DIR=${cargo_target_dir}"
    "${cargo}" rustc --locked --lib --crate-type staticlib --no-default-features --profile firmware
    --target ${rust_target} ${cargo_flags}
  WORKING_DIRECTORY "${source}" RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "nxd_mqtt: the MQTT client could not be built; the reason is above. Where it names NXD_MQTT_INCLUDE or "
    "NXD_MQTT_DEFINES: they were taken from the targets ${netxduo} and ${threadx}, give it to these.")
endif()
set(built "${cargo_target_dir}/${rust_target}/firmware")
file(COPY_FILE "${built}/nxd_mqtt_layout.h" "${output}/nxd_mqtt_layout.h" ONLY_IF_DIFFERENT)

# cargo's archive also holds Rust's compiler_builtins: memcpy and the like, which the firmware's C library has, and often
# a faster one. Our one object is taken out.
file(SHA1 "${built}/libnxd_mqtt.a" hash)
if(EXISTS "${output}/libnxd_mqtt.a" AND EXISTS "${output}/made_from")
  file(READ "${output}/made_from" made_from)
  if(made_from STREQUAL hash)
    return()
  endif()
endif()
set(work "${output}/archive")
file(REMOVE_RECURSE "${work}")
file(MAKE_DIRECTORY "${work}")

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${work}" OUTPUT_VARIABLE text ERROR_VARIABLE text RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "nxd_mqtt: failed: ${command}\n${text}")
  endif()
  set(text "${text}" PARENT_SCOPE)
endfunction()

run("${ar}" t "${built}/libnxd_mqtt.a")
string(REGEX MATCHALL "nxd_mqtt-[^\n\r]*\\.rcgu\\.o" objects "${text}")
list(LENGTH objects count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "nxd_mqtt: ${built}/libnxd_mqtt.a should hold one object of this library but has ${count}: ${objects}. "
    "Is link-time optimisation switched off (CARGO_PROFILE_FIRMWARE_LTO, RUSTFLAGS)?")
endif()
run("${ar}" x "${built}/libnxd_mqtt.a" ${objects})
file(RENAME "${work}/${objects}" "${work}/nxd_mqtt.o")
# Unwinding tables say that nothing here unwinds; C compiled for firmware has none either. A .note.GNU-stack in one
# object makes GNU ld warn of every other that has none.
if(objcopy AND rust_target MATCHES "-none-")
  run("${objcopy}" --wildcard --remove-section ".ARM.exidx*" --remove-section ".rel.ARM.exidx*"
    --remove-section .eh_frame --remove-section .rela.eh_frame --remove-section .note.GNU-stack nxd_mqtt.o)
endif()
run("${ar}" qcs libnxd_mqtt.a nxd_mqtt.o)
file(RENAME "${work}/libnxd_mqtt.a" "${output}/libnxd_mqtt.a")
file(WRITE "${output}/made_from" "${hash}")
