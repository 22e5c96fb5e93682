# install(), the CMake package and the pkg-config file, for the install prefix and for this build tree.
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/nxd_mqtt")
set(install_include_dir "${CMAKE_INSTALL_INCLUDEDIR}/nxd_mqtt")

# One flat directory: the headers for Linux lie beside the client's own.
foreach(dir IN LISTS NXD_MQTT_INCLUDE_DIRS)
  file(GLOB headers CONFIGURE_DEPENDS "${dir}/*.h")
  install(FILES ${headers} DESTINATION "${install_include_dir}")
endforeach()
install(FILES "${NXD_MQTT_LAYOUT_DIR}/nxd_mqtt_layout.h" DESTINATION "${install_include_dir}")
install(FILES "${NXD_MQTT_ARCHIVE}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(FILES $<TARGET_FILE:nxd_mqtt_drivers> DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(PROGRAMS "${NXD_MQTT_SHARED}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")

set(shared_is_default ${BUILD_SHARED_LIBS})
write_basic_package_version_file("${PROJECT_BINARY_DIR}/nxd_mqttConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)

# For BACKEND=netx, the client is built in the project that uses it: the package brings the sources.
include("${CMAKE_CURRENT_LIST_DIR}/netx_sources.cmake")

# Build tree: `find_package(nxd_mqtt)` with nxd_mqtt_DIR or CMAKE_PREFIX_PATH naming this directory.
set(config_include_dirs "${NXD_MQTT_INCLUDE_DIRS};${NXD_MQTT_LAYOUT_DIR}")
set(config_source_dir "${PROJECT_SOURCE_DIR}")
set(config_library_dir "${NXD_MQTT_LIBRARY_DIR}")
set(config_drivers_dir "${PROJECT_BINARY_DIR}/drivers")
configure_package_config_file(cmake/nxd_mqttConfig.cmake.in
  "${PROJECT_BINARY_DIR}/nxd_mqttConfig.cmake"
  INSTALL_DESTINATION "${PROJECT_BINARY_DIR}"
  INSTALL_PREFIX "${PROJECT_BINARY_DIR}"
  NO_CHECK_REQUIRED_COMPONENTS_MACRO)

# Install tree: relative to the place of the file, so that the prefix may be moved.
set(config_source_dir "\${PACKAGE_PREFIX_DIR}/${install_source_dir}")
set(config_include_dirs "\${PACKAGE_PREFIX_DIR}/${install_include_dir}")
set(config_library_dir "\${PACKAGE_PREFIX_DIR}/${CMAKE_INSTALL_LIBDIR}")
set(config_drivers_dir "${config_library_dir}")
configure_package_config_file(cmake/nxd_mqttConfig.cmake.in
  "${PROJECT_BINARY_DIR}/install/nxd_mqttConfig.cmake"
  INSTALL_DESTINATION "${package_dir}"
  NO_CHECK_REQUIRED_COMPONENTS_MACRO)

install(FILES
  "${PROJECT_BINARY_DIR}/install/nxd_mqttConfig.cmake"
  "${PROJECT_BINARY_DIR}/nxd_mqttConfigVersion.cmake"
  DESTINATION "${package_dir}")

# A program gets the archive, or the shared library and the way to find it at run time.
if(BUILD_SHARED_LIBS)
  set(pc_libs "-L\${libdir} -Wl,-rpath,\${libdir} -lnxd_mqtt -L@pc_driversdir@ -lnxd_mqtt_drivers")
else()
  set(pc_libs "-L\${libdir} -l:libnxd_mqtt.a -pthread -ldl -lm")
endif()

set(pc_defines "")
foreach(define IN LISTS NXD_MQTT_DEFINES)
  string(APPEND pc_defines " -D${define}")
endforeach()

file(RELATIVE_PATH pc_prefix "/p/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/p")
string(REGEX REPLACE "/$" "" pc_prefix "${pc_prefix}")
set(pc_prefix "\${pcfiledir}/${pc_prefix}")
set(pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
set(pc_driversdir "\${libdir}")
string(CONFIGURE "${pc_libs}" pc_libs_here @ONLY)
set(pc_include_flags "-I\${prefix}/${install_include_dir}")
configure_file(cmake/nxd_mqtt.pc.in "${PROJECT_BINARY_DIR}/install/nxd_mqtt.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/install/nxd_mqtt.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

# Build tree: PKG_CONFIG_PATH=<this directory>.
set(pc_prefix "${PROJECT_SOURCE_DIR}")
set(pc_libdir "${NXD_MQTT_LIBRARY_DIR}")
set(pc_driversdir "${PROJECT_BINARY_DIR}/drivers")
string(CONFIGURE "${pc_libs}" pc_libs_here @ONLY)
set(pc_include_flags "-I\${prefix}/include -I\${prefix}/include/host -I${NXD_MQTT_LAYOUT_DIR}")
configure_file(cmake/nxd_mqtt.pc.in "${PROJECT_BINARY_DIR}/nxd_mqtt.pc" @ONLY)
