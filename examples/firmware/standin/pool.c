/* Stand-in for NetX Duo: packet pools. */
#include "kernel.h"
#include "nx_api.h"

#define POOL_ID 0x5041434BUL

/* What nx_packet_tcp_queue_next of a packet tells while it is no link. */
#define FREE ((NX_PACKET *)0xFFFFFFFFUL)
#define ALLOCATED ((NX_PACKET *)0xAAAAAAAAUL)

static ULONG rounded_up(ULONG size)
{
    return (size + 3) & ~3UL;
}

UINT _nx_packet_pool_create(NX_PACKET_POOL *pool_ptr, CHAR *name, ULONG payload_size, VOID *memory_ptr,
                            ULONG memory_size)
{
    ULONG header = rounded_up(sizeof(NX_PACKET));
    ULONG whole = header + rounded_up(payload_size);
    UCHAR *at = (UCHAR *)rounded_up((ULONG)memory_ptr);
    UCHAR *end = (UCHAR *)memory_ptr + memory_size;

    memset(pool_ptr, 0, sizeof(*pool_ptr));
    for (; at + whole <= end; at += whole)
    {
        NX_PACKET *packet_ptr = (NX_PACKET *)at;

        memset(packet_ptr, 0, sizeof(*packet_ptr));
        packet_ptr->nx_packet_pool_owner = pool_ptr;
        packet_ptr->nx_packet_data_start = at + header;
        packet_ptr->nx_packet_data_end = at + header + payload_size;
        packet_ptr->nx_packet_union_next.nx_packet_tcp_queue_next = FREE;
        packet_ptr->nx_packet_queue_next = pool_ptr->nx_packet_pool_available_list;
        pool_ptr->nx_packet_pool_available_list = packet_ptr;
        pool_ptr->nx_packet_pool_total++;
    }
    if (pool_ptr->nx_packet_pool_total == 0)
        return NX_SIZE_ERROR;
    pool_ptr->nx_packet_pool_available = pool_ptr->nx_packet_pool_total;
    pool_ptr->nx_packet_pool_name = name;
    pool_ptr->nx_packet_pool_start = memory_ptr;
    pool_ptr->nx_packet_pool_size = memory_size;
    pool_ptr->nx_packet_pool_payload_size = payload_size;
    pool_ptr->nx_packet_pool_id = POOL_ID;
    return NX_SUCCESS;
}

UINT _nxe_packet_pool_create(NX_PACKET_POOL *pool_ptr, CHAR *name, ULONG payload_size, VOID *memory_ptr,
                             ULONG memory_size, UINT pool_control_block_size)
{
    if (!pool_ptr || !memory_ptr || pool_control_block_size != sizeof(NX_PACKET_POOL)
        || pool_ptr->nx_packet_pool_id == POOL_ID)
        return NX_PTR_ERROR;
    if (payload_size == 0 || payload_size > memory_size)
        return NX_SIZE_ERROR;
    return _nx_packet_pool_create(pool_ptr, name, payload_size, memory_ptr, memory_size);
}

static NX_PACKET *take(NX_PACKET_POOL *pool_ptr, ULONG packet_type)
{
    NX_PACKET *packet_ptr = pool_ptr->nx_packet_pool_available_list;

    pool_ptr->nx_packet_pool_available--;
    pool_ptr->nx_packet_pool_available_list = packet_ptr->nx_packet_queue_next;
    packet_ptr->nx_packet_queue_next = NX_NULL;
    packet_ptr->nx_packet_next = NX_NULL;
    packet_ptr->nx_packet_last = NX_NULL;
    packet_ptr->nx_packet_length = 0;
    packet_ptr->nx_packet_prepend_ptr = packet_ptr->nx_packet_data_start + packet_type;
    packet_ptr->nx_packet_append_ptr = packet_ptr->nx_packet_prepend_ptr;
    packet_ptr->nx_packet_address.nx_packet_interface_ptr = NX_NULL;
    packet_ptr->nx_packet_ip_version = NX_IP_VERSION_V4;
    packet_ptr->nx_packet_union_next.nx_packet_tcp_queue_next = ALLOCATED;
    return packet_ptr;
}

UINT _nx_packet_allocate(NX_PACKET_POOL *pool_ptr, NX_PACKET **packet_ptr, ULONG packet_type, ULONG wait_option)
{
    *packet_ptr = NX_NULL;
    if (packet_type > pool_ptr->nx_packet_pool_payload_size)
        return NX_INVALID_PARAMETERS;
    while (pool_ptr->nx_packet_pool_available == 0)
    {
        UINT status;

        pool_ptr->nx_packet_pool_empty_requests++;
        if (!wait_option || !kernel_in_thread())
            return NX_NO_PACKET;
        pool_ptr->nx_packet_pool_suspended_count++;
        status = kernel_wait(TX_TCP_IP, pool_ptr, wait_option, NX_NO_PACKET);
        pool_ptr->nx_packet_pool_suspended_count--;
        if (status != NX_SUCCESS)
            return status;
    }
    *packet_ptr = take(pool_ptr, packet_type);
    return NX_SUCCESS;
}

UINT _nxe_packet_allocate(NX_PACKET_POOL *pool_ptr, NX_PACKET **packet_ptr, ULONG packet_type, ULONG wait_option)
{
    if (!pool_ptr || pool_ptr->nx_packet_pool_id != POOL_ID || !packet_ptr)
        return NX_PTR_ERROR;
    if (wait_option && !kernel_in_thread())
        return NX_CALLER_ERROR;
    return _nx_packet_allocate(pool_ptr, packet_ptr, packet_type, wait_option);
}

UINT _nx_packet_release(NX_PACKET *packet_ptr)
{
    NX_PACKET *next;

    for (; packet_ptr; packet_ptr = next)
    {
        NX_PACKET_POOL *pool_ptr = packet_ptr->nx_packet_pool_owner;

        next = packet_ptr->nx_packet_next;
        if (packet_ptr->nx_packet_union_next.nx_packet_tcp_queue_next == FREE)
        {
            pool_ptr->nx_packet_pool_invalid_releases++;
            return NX_PTR_ERROR;
        }
        packet_ptr->nx_packet_union_next.nx_packet_tcp_queue_next = FREE;
        packet_ptr->nx_packet_queue_next = pool_ptr->nx_packet_pool_available_list;
        pool_ptr->nx_packet_pool_available_list = packet_ptr;
        pool_ptr->nx_packet_pool_available++;
        if (pool_ptr->nx_packet_pool_suspended_count)
        {
            TX_THREAD *thread_ptr = kernel_waiting(pool_ptr, TX_NULL);

            if (thread_ptr)
                kernel_wake(thread_ptr, NX_SUCCESS);
            kernel_yield();
        }
    }
    return NX_SUCCESS;
}

UINT _nxe_packet_release(NX_PACKET **packet_ptr_ptr)
{
    UINT status;

    if (!packet_ptr_ptr || !*packet_ptr_ptr)
        return NX_PTR_ERROR;
    status = _nx_packet_release(*packet_ptr_ptr);
    if (status == NX_SUCCESS)
        *packet_ptr_ptr = NX_NULL;
    return status;
}
