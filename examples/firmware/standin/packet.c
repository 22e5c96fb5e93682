/* Stand-in for NetX Duo: the data of packets. */
/* For the names of the services behind the checks. */
#ifndef NX_DISABLE_ERROR_CHECKING
#define NX_DISABLE_ERROR_CHECKING
#endif
#include "nx_api.h"

/* The last segment of a packet. */
static NX_PACKET *last_of(NX_PACKET *packet_ptr)
{
    return packet_ptr->nx_packet_last ? packet_ptr->nx_packet_last : packet_ptr;
}

static VOID release_after(NX_PACKET *packet_ptr, NX_PACKET *last)
{
    if (last->nx_packet_next)
        _nx_packet_release(last->nx_packet_next);
    last->nx_packet_next = NX_NULL;
    packet_ptr->nx_packet_last = last == packet_ptr ? NX_NULL : last;
}

UINT _nx_packet_data_append(NX_PACKET *packet_ptr, VOID *data_start, ULONG data_size, NX_PACKET_POOL *pool_ptr,
                            ULONG wait_option)
{
    const UCHAR *from = data_start;
    NX_PACKET *first_last = last_of(packet_ptr);
    NX_PACKET *last = first_last;
    UCHAR *old_end = last->nx_packet_append_ptr;
    ULONG left = data_size;

    for (;;)
    {
        ULONG room = (ULONG)(last->nx_packet_data_end - last->nx_packet_append_ptr);
        ULONG count = left < room ? left : room;
        UINT status;

        memcpy(last->nx_packet_append_ptr, from, count);
        last->nx_packet_append_ptr += count;
        from += count;
        left -= count;
        if (left == 0)
            break;
        status = _nx_packet_allocate(pool_ptr, &last->nx_packet_next, 0, wait_option);
        if (status != NX_SUCCESS)
        {
            release_after(packet_ptr, first_last);
            first_last->nx_packet_append_ptr = old_end;
            return status;
        }
        last = last->nx_packet_next;
        packet_ptr->nx_packet_last = last;
    }
    packet_ptr->nx_packet_length += data_size;
    return NX_SUCCESS;
}

UINT _nx_packet_data_extract_offset(NX_PACKET *packet_ptr, ULONG offset, VOID *buffer_start, ULONG buffer_length,
                                    ULONG *bytes_copied)
{
    UCHAR *to = buffer_start;
    ULONG copied = 0;

    *bytes_copied = 0;
    if (offset == 0 && packet_ptr->nx_packet_length == 0)
        return NX_SUCCESS;
    if (offset >= packet_ptr->nx_packet_length)
        return NX_PACKET_OFFSET_ERROR;
    for (; packet_ptr && copied < buffer_length; packet_ptr = packet_ptr->nx_packet_next)
    {
        ULONG length = (ULONG)(packet_ptr->nx_packet_append_ptr - packet_ptr->nx_packet_prepend_ptr);
        ULONG count;

        if (offset >= length)
        {
            offset -= length;
            continue;
        }
        count = length - offset;
        if (count > buffer_length - copied)
            count = buffer_length - copied;
        memcpy(to + copied, packet_ptr->nx_packet_prepend_ptr + offset, count);
        copied += count;
        offset = 0;
    }
    *bytes_copied = copied;
    return NX_SUCCESS;
}

/* A copy has the room in front that its source has. */
UINT _nx_packet_copy(NX_PACKET *packet_ptr, NX_PACKET **new_packet_ptr, NX_PACKET_POOL *pool_ptr, ULONG wait_option)
{
    ULONG front = (ULONG)(packet_ptr->nx_packet_prepend_ptr - packet_ptr->nx_packet_data_start);
    NX_PACKET *copy;
    UINT status;

    *new_packet_ptr = NX_NULL;
    if (packet_ptr->nx_packet_length == 0)
        return NX_INVALID_PACKET;
    status = _nx_packet_allocate(pool_ptr, &copy, front, wait_option);
    if (status != NX_SUCCESS)
        return status;
    for (; packet_ptr; packet_ptr = packet_ptr->nx_packet_next)
    {
        ULONG length = (ULONG)(packet_ptr->nx_packet_append_ptr - packet_ptr->nx_packet_prepend_ptr);

        status = _nx_packet_data_append(copy, packet_ptr->nx_packet_prepend_ptr, length, pool_ptr, wait_option);
        if (status != NX_SUCCESS)
        {
            _nx_packet_release(copy);
            return status;
        }
    }
    *new_packet_ptr = copy;
    return NX_SUCCESS;
}
