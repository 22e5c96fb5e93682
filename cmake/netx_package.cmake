# BACKEND=netx as the top project: installs the sources and a package that builds them for the project that uses it.
include("${CMAKE_CURRENT_LIST_DIR}/netx_sources.cmake")
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/nxd_mqtt")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/nxd_mqttConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
foreach(place IN ITEMS build install)
  if(place STREQUAL "build")
    set(config_source_dir "${PROJECT_SOURCE_DIR}")
    set(destination "${PROJECT_BINARY_DIR}")
    set(file "${PROJECT_BINARY_DIR}/nxd_mqttConfig.cmake")
  else()
    set(config_source_dir "\${PACKAGE_PREFIX_DIR}/${install_source_dir}")
    set(destination "${package_dir}")
    set(file "${PROJECT_BINARY_DIR}/install/nxd_mqttConfig.cmake")
  endif()
  configure_package_config_file(cmake/nxd_mqttConfig.cmake.in "${file}" INSTALL_DESTINATION "${destination}"
    NO_CHECK_REQUIRED_COMPONENTS_MACRO)
endforeach()
install(FILES "${PROJECT_BINARY_DIR}/install/nxd_mqttConfig.cmake" "${PROJECT_BINARY_DIR}/nxd_mqttConfigVersion.cmake"
  DESTINATION "${package_dir}")
message(STATUS "nxd_mqtt: BACKEND=netx builds the client in the project that has ThreadX and NetX Duo; here there is "
  "only a package to install (cmake --install)")
