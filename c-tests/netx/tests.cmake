# Programs of the NetX services; each needs nothing but the library.
set(NETX_TESTS pool packet ip local host redirect listen)
