# Targets that do not tell where their headers are.
set(THREADX threadx)
set(NETXDUO netxduo)
add_library(threadx STATIC threadx.c)
add_library(netxduo STATIC threadx.c)
