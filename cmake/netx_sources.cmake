# Installs what BACKEND=netx builds the client from: the Rust sources, and the CMake files that call cargo.
set(install_source_dir "${CMAKE_INSTALL_DATADIR}/nxd_mqtt")
install(FILES Cargo.toml Cargo.lock LICENSE build.rs DESTINATION "${install_source_dir}")
install(DIRECTORY src DESTINATION "${install_source_dir}" PATTERN host EXCLUDE)
install(PROGRAMS firmware/archive firmware/rustc DESTINATION "${install_source_dir}/firmware")
install(DIRECTORY bindings DESTINATION "${install_source_dir}")
install(DIRECTORY crates DESTINATION "${install_source_dir}" PATTERN target EXCLUDE)
install(FILES include/nxd_mqtt_client.h include/nxd_mqtt_ext.h DESTINATION "${install_source_dir}/include")
install(FILES cmake/netx.cmake cmake/netx_target.cmake cmake/netx_build.cmake cmake/netx_layout.c
  DESTINATION "${install_source_dir}/cmake")
