# The Rust target that follows from the compiler's options.
run(status ${CMAKE_COMMAND} -S "${here}/targets" -B "${WORK}/build" -G "${GENERATOR}" "-DNXD_SOURCE=${SOURCE}"
  "-DCMAKE_TOOLCHAIN_FILE=${here}/project/arm.cmake" -DPROCESSOR=)
expect_success("${status}")
expect_message("all targets are right")
