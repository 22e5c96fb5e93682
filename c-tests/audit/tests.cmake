# Which services the client calls on which thread, and with its mutex held: the client alone, as firmware has it, with
# its calls redirected through watch.c, on the ThreadX and NetX Duo of the host library.
if(NXD_MQTT_TEST_CLIENT)
  set(audited ${NXD_MQTT_TEST_CLIENT})
  set(audited_depends ${NXD_MQTT_TEST_CLIENT})
else()
  # The directory that abi/check uses, and nothing else in the environment: cargo builds once.
  set(audited_dir "${PROJECT_BINARY_DIR}/client-alone")
  set(audited "${audited_dir}/release/libnxd_mqtt.a")
  set(audited_environment "CARGO_TARGET_DIR=${audited_dir}")
  if(NXD_MQTT_DEFINES)
    list(APPEND audited_environment "NXD_MQTT_DEFINES=${cargo_defines}")
  endif()
  add_custom_target(client_alone
    COMMAND ${CMAKE_COMMAND} -E env ${audited_environment}
            ${CARGO} rustc --quiet --locked --release --lib --no-default-features --crate-type staticlib
    BYPRODUCTS "${audited}"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    COMMENT "Building the client alone with cargo"
    USES_TERMINAL VERBATIM)
  # One cargo at a time: they would wait for each other's package cache.
  add_dependencies(client_alone nxd_mqtt_cargo)
  set(audited_depends client_alone "${audited}")
endif()

set(redirected "${CMAKE_CURRENT_BINARY_DIR}/audit/client.a")
file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/audit")
add_custom_command(OUTPUT "${redirected}"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/audit/redirect "${audited}" "${redirected}"
  DEPENDS ${audited_depends} audit/redirect
  VERBATIM)
add_custom_target(audit_client DEPENDS "${redirected}")

foreach(name IN ITEMS calls races)
  add_program(audit_${name} audit/${name}.c audit "${redirected}" nxd_mqtt::static -Wl,--allow-multiple-definition)
  target_sources(audit_${name} PRIVATE audit/watch.c)
  add_dependencies(audit_${name} audit_client)
  set_property(TARGET audit_${name} APPEND PROPERTY LINK_DEPENDS "${redirected}")
endforeach()

if(NOT NXD_MQTT_TEST_CLIENT)
  register(audit.calls audit ${CMAKE_CURRENT_SOURCE_DIR}/audit/check $<TARGET_FILE:audit_calls>)
  register(audit.races audit $<TARGET_FILE:audit_races>)
endif()
