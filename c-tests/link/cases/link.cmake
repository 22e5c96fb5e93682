# Every name the original offers comes from our archive, in every order of the targets.
set(macros_default "NXD_MQTT_ORIGINAL_LAYOUT")
set(macros_secure "NXD_MQTT_ORIGINAL_LAYOUT;NX_SECURE_ENABLE")
set(macros_websocket_secure "NXD_MQTT_ORIGINAL_LAYOUT;NX_SECURE_ENABLE;NXD_MQTT_OVER_WEBSOCKET")
set(macros_cloud "NXD_MQTT_ORIGINAL_LAYOUT;NXD_MQTT_CLOUD_ENABLE")
set(macros_queue_depth "NXD_MQTT_ORIGINAL_LAYOUT;NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH=20")
write_lists("${WORK}/lists.cmake" "${macros_${CONFIGURATION}}")
configure(status -C "${WORK}/lists.cmake")
expect_success("${status}")
build(status all)
expect_success("${status}")
expect_ours(first last only middleware inside)

# The same link does notice a name that we lack: the original is pulled, and what both define collides.
build(status app_incomplete)
expect_failure("${status}" "multiple definition of")
