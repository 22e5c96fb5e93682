# A project without ThreadX and NetX Duo.
set(THREADX threadx)
set(NETXDUO netxduo)
