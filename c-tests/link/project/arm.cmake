# Cortex-M4 with hard float, unless PROCESSOR has other options.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(PROCESSOR "-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16" CACHE STRING "")
set(CMAKE_C_FLAGS_INIT "${PROCESSOR}")
set(CMAKE_ASM_FLAGS_INIT "${PROCESSOR}")
