/* Stand-in for NetX Duo: one IP instance. It has no thread, no interfaces and no driver. */
#include "nx_api.h"

#define IP_ID 0x49502020UL

VOID _nx_system_initialize(VOID)
{
}

UINT _nx_ip_create(NX_IP *ip_ptr, CHAR *name, ULONG ip_address, ULONG network_mask, NX_PACKET_POOL *default_pool,
                   VOID (*ip_link_driver)(struct NX_IP_DRIVER_STRUCT *), VOID *memory_ptr, ULONG memory_size,
                   UINT priority)
{
    (void)network_mask;
    (void)ip_link_driver;
    (void)memory_ptr;
    (void)memory_size;
    (void)priority;
    memset(ip_ptr, 0, sizeof(*ip_ptr));
    ip_ptr->nx_ip_name = name;
    ip_ptr->nx_ip_interface[0].nx_interface_ip_address = ip_address;
    ip_ptr->nx_ip_default_packet_pool = default_pool;
    ip_ptr->nx_ip_id = IP_ID;
    return NX_SUCCESS;
}

UINT _nxe_ip_create(NX_IP *ip_ptr, CHAR *name, ULONG ip_address, ULONG network_mask, NX_PACKET_POOL *default_pool,
                    VOID (*ip_link_driver)(struct NX_IP_DRIVER_STRUCT *), VOID *memory_ptr, ULONG memory_size,
                    UINT priority, UINT ip_control_block_size)
{
    if (!ip_ptr || ip_control_block_size != sizeof(NX_IP) || ip_ptr->nx_ip_id == IP_ID || !memory_ptr)
        return NX_PTR_ERROR;
    return _nx_ip_create(ip_ptr, name, ip_address, network_mask, default_pool, ip_link_driver, memory_ptr,
                         memory_size, priority);
}

UINT _nx_tcp_enable(NX_IP *ip_ptr)
{
    (void)ip_ptr;
    return NX_SUCCESS;
}

UINT _nxe_tcp_enable(NX_IP *ip_ptr)
{
    return ip_ptr && ip_ptr->nx_ip_id == IP_ID ? _nx_tcp_enable(ip_ptr) : NX_PTR_ERROR;
}
