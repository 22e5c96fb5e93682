# Builds examples/ the way WAY says, in the directory WORK.
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " text)
    message(FATAL_ERROR "failed with ${status}: ${text}")
  endif()
endfunction()

set(prefix "${BUILD}")
if(NOT WAY STREQUAL "build_tree")
  # Installed, then moved: nothing may depend on the place.
  run(${CMAKE_COMMAND} --install "${BUILD}" --prefix "${WORK}/first")
  file(RENAME "${WORK}/first" "${WORK}/prefix")
  set(prefix "${WORK}/prefix")
endif()

if(WAY MATCHES "_tree$")
  foreach(shared IN ITEMS OFF ON)
    run(${CMAKE_COMMAND} -S "${SOURCE}/examples" -B "${WORK}/build-${shared}" -G "${GENERATOR}"
      "-Dnxd_mqtt_DIR=" "-DCMAKE_PREFIX_PATH=${prefix}" -DBUILD_SHARED_LIBS=${shared})
    run(${CMAKE_COMMAND} --build "${WORK}/build-${shared}")
    set(programs ${programs} "${WORK}/build-${shared}/demo_mqtt_client")
  endforeach()
elseif(WAY STREQUAL "pkg_config")
  run(make -C "${SOURCE}/examples" "OUTPUT=${WORK}" "PKG_CONFIG_PATH=${prefix}/${LIBDIR}/pkgconfig")
  set(programs "${WORK}/demo_mqtt_client")
  # The build tree has a file of its own.
  file(MAKE_DIRECTORY "${WORK}/tree")
  run(make -C "${SOURCE}/examples" "OUTPUT=${WORK}/tree" "PKG_CONFIG_PATH=${BUILD}")
elseif(WAY STREQUAL "plain")
  if(NOT EXISTS "${prefix}/lib")
    file(CREATE_LINK "${LIBDIR}" "${prefix}/lib" SYMBOLIC)
  endif()
  run(make -C "${SOURCE}/examples" "OUTPUT=${WORK}" "NXD_MQTT_PREFIX=${prefix}")
  set(programs "${WORK}/demo_mqtt_client")
endif()

# Nobody listens where they are sent: they start, say so and end.
foreach(program IN LISTS programs)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env NXD_HOST_REDIRECT=127.0.0.1:1883=127.0.0.1:1 "${program}"
    RESULT_VARIABLE status OUTPUT_VARIABLE output TIMEOUT 60)
  if(NOT status EQUAL 1 OR NOT output MATCHES "connect failed: 0x10005")
    message(FATAL_ERROR "${program} ended with ${status}: ${output}")
  endif()
endforeach()
