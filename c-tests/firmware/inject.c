/* Between the client and the stand-in: makes services fail on demand, and spoils released packets so that nobody can go
 * on reading them. The linker sends calls of a service here (--wrap). */
#include "check.h"

struct inject inject;

UINT __real__nx_packet_allocate(NX_PACKET_POOL *pool_ptr, NX_PACKET **packet_ptr, ULONG packet_type, ULONG wait_option);
UINT __wrap__nx_packet_allocate(NX_PACKET_POOL *pool_ptr, NX_PACKET **packet_ptr, ULONG packet_type, ULONG wait_option);
UINT __real__nx_packet_release(NX_PACKET *packet_ptr);
UINT __wrap__nx_packet_release(NX_PACKET *packet_ptr);

/* Notes a call that may wait, if the calling thread keeps others out meanwhile. */
static void may_wait(ULONG wait_option)
{
    if (wait_option != NX_NO_WAIT && client.nxd_mqtt_protection.tx_mutex_ownership_count
        && client.nxd_mqtt_protection.tx_mutex_owner == tx_thread_identify())
        inject.waits_with_mutex++;
}

UINT __wrap__nx_packet_allocate(NX_PACKET_POOL *pool_ptr, NX_PACKET **packet_ptr, ULONG packet_type, ULONG wait_option)
{
    may_wait(wait_option);
    if (pool_ptr == &pool)
    {
        inject.allocations++;
        if (inject.allocation && --inject.allocation == 0)
        {
            *packet_ptr = NX_NULL;
            return NX_NO_PACKET;
        }
    }
    return __real__nx_packet_allocate(pool_ptr, packet_ptr, packet_type, wait_option);
}

UINT __wrap__nx_packet_release(NX_PACKET *packet_ptr)
{
    NX_PACKET *segment;

    for (segment = packet_ptr; segment; segment = segment->nx_packet_next)
        memset(segment->nx_packet_data_start, 0xDD,
               (size_t)(segment->nx_packet_data_end - segment->nx_packet_data_start));
    return __real__nx_packet_release(packet_ptr);
}

static UINT creation_fails(void)
{
    inject.creations++;
    return inject.creation && --inject.creation == 0;
}

/* Defines __wrap_NAME, which fails on demand with `status`. */
#define CREATION(name, parameters, arguments, status)             \
    UINT __real_##name parameters;                                \
    UINT __wrap_##name parameters;                                \
    UINT __wrap_##name parameters                                 \
    {                                                             \
        return creation_fails() ? status : __real_##name arguments; \
    }

CREATION(_txe_mutex_create, (TX_MUTEX * mutex_ptr, CHAR *name_ptr, UINT inherit, UINT size),
         (mutex_ptr, name_ptr, inherit, size), TX_MUTEX_ERROR)
CREATION(_txe_event_flags_create, (TX_EVENT_FLAGS_GROUP * group_ptr, CHAR *name_ptr, UINT size),
         (group_ptr, name_ptr, size), TX_GROUP_ERROR)
CREATION(_txe_thread_create,
         (TX_THREAD * thread_ptr, CHAR *name_ptr, VOID (*entry_function)(ULONG), ULONG entry_input, VOID *stack_start,
          ULONG stack_size, UINT priority, UINT preempt_threshold, ULONG time_slice, UINT auto_start, UINT size),
         (thread_ptr, name_ptr, entry_function, entry_input, stack_start, stack_size, priority, preempt_threshold,
          time_slice, auto_start, size),
         TX_THREAD_ERROR)
CREATION(_nx_tcp_socket_create,
         (NX_IP * ip_ptr, NX_TCP_SOCKET *socket_ptr, CHAR *name, ULONG type_of_service, ULONG fragment,
          UINT time_to_live, ULONG window_size, VOID (*urgent_data_callback)(NX_TCP_SOCKET *),
          VOID (*disconnect_callback)(NX_TCP_SOCKET *)),
         (ip_ptr, socket_ptr, name, type_of_service, fragment, time_to_live, window_size, urgent_data_callback,
          disconnect_callback),
         NX_PTR_ERROR)

/* Defines __wrap_NAME, which takes note of its wait option. */
#define WAITING(name, parameters, arguments)  \
    UINT __real_##name parameters;            \
    UINT __wrap_##name parameters;            \
    UINT __wrap_##name parameters             \
    {                                         \
        may_wait(wait_option);                \
        return __real_##name arguments;       \
    }

WAITING(_nx_tcp_socket_send, (NX_TCP_SOCKET * socket_ptr, NX_PACKET *packet_ptr, ULONG wait_option),
        (socket_ptr, packet_ptr, wait_option))
WAITING(_nx_tcp_socket_receive, (NX_TCP_SOCKET * socket_ptr, NX_PACKET **packet_ptr, ULONG wait_option),
        (socket_ptr, packet_ptr, wait_option))
WAITING(_nx_tcp_socket_disconnect, (NX_TCP_SOCKET * socket_ptr, ULONG wait_option), (socket_ptr, wait_option))
WAITING(_nxd_tcp_client_socket_connect,
        (NX_TCP_SOCKET * socket_ptr, NXD_ADDRESS *server_ip, UINT server_port, ULONG wait_option),
        (socket_ptr, server_ip, server_port, wait_option))
