# An application whose configuration is not the library's does not compile, and is told why: with the flags that
# pkg-config gives, installed and from the build tree, in C and C++.
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
execute_process(COMMAND ${CMAKE_COMMAND} --install "${BUILD}" --prefix "${WORK}/prefix" OUTPUT_QUIET RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "cannot install")
endif()

function(compile compiler standard expected)
  execute_process(COMMAND ${compiler} -std=${standard} -Wall -Wextra -Wpedantic -Werror ${flags} ${ARGN} -fsyntax-only
    "${CMAKE_CURRENT_LIST_DIR}/mixed.c" RESULT_VARIABLE status ERROR_VARIABLE said)
  if(expected STREQUAL "")
    if(NOT status EQUAL 0)
      message(FATAL_ERROR "${standard} does not compile with the library's macros: ${said}")
    endif()
  elseif(status EQUAL 0 OR NOT said MATCHES "${expected}")
    message(FATAL_ERROR "${standard} ${ARGN}: should fail with \"${expected}\", but ended with ${status}: ${said}")
  endif()
endfunction()

foreach(directory IN ITEMS "${WORK}/prefix/${LIBDIR}/pkgconfig" "${BUILD}")
  execute_process(COMMAND ${CMAKE_COMMAND} -E env "PKG_CONFIG_PATH=${directory}" pkg-config --cflags nxd_mqtt
    OUTPUT_VARIABLE flags RESULT_VARIABLE status)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  foreach(standard IN ITEMS c99 c11 c++03 c++11)
    set(compiler "${CC}")
    if(standard MATCHES "\\+")
      set(compiler "${CXX};-x;c++")
    endif()
    compile("${compiler}" ${standard} "")
    compile("${compiler}" ${standard} "the application defines NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH, the library was built without it"
      -DNXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH=4)
    compile("${compiler}" ${standard} "does not define FEATURE_NX_IPV6 .which NX_DISABLE_IPV6 takes away., the library was built with it"
      -DNX_DISABLE_IPV6)
    compile("${compiler}" ${standard} "the application defines NX_SECURE_ENABLE, the library was built without it"
      -DNX_SECURE_ENABLE "-I${SOURCE}/c-tests/firmware-archive/include")
    # What no macro tells: a structure of another size. C before 2011 has no message, only a name.
    compile("${compiler}" ${standard} "disagree.about.TX_THREAD"
      "-DTX_THREAD_USER_EXTENSION=int user_word[2]\\;")
  endforeach()
endforeach()
