# Other names behind the azrtos:: aliases; directories and macros on targets that they link, on the directory, as
# compiler options, in generator expressions and in user headers.
set(THREADX azrtos::threadx)
set(NETXDUO azrtos::netxduo)
add_compile_definitions("STANDIN_TEXT=\"two words\"")
add_library(port INTERFACE)
target_include_directories(port INTERFACE "$<BUILD_INTERFACE:${NXD_SOURCE}/include/host>")
target_compile_options(port INTERFACE "SHELL:-D TX_USER_WORDS=3")
add_library(my_rtos STATIC threadx.c)
add_library(azrtos::threadx ALIAS my_rtos)
target_link_libraries(my_rtos PUBLIC port)
target_include_directories(my_rtos PUBLIC user)
target_compile_definitions(my_rtos PUBLIC "-DTX_INCLUDE_USER_DEFINE_FILE -DTX_USER_ANYTHING")
add_library(my_stack STATIC "${GENERATED}/nxd_mqtt_client.c" inside.c)
add_library(azrtos::netxduo ALIAS my_stack)
target_link_libraries(my_stack PUBLIC my_rtos)
target_include_directories(my_stack PUBLIC "${NXD_SOURCE}/c-tests/firmware-archive/include"
  $<$<COMPILE_LANGUAGE:C>:${NXD_SOURCE}/include>)
target_compile_definitions(my_stack PUBLIC $<$<BOOL:1>:NX_SECURE_ENABLE> $<$<COMPILE_LANGUAGE:C>:NX_DISABLE_IPV6>
  NX_INCLUDE_USER_DEFINE_FILE)
