/* Services that an application calls and the MQTT client does not, on top of the stand-in. */
#include "nx_api.h"

VOID _nx_ram_network_driver(NX_IP_DRIVER *request);

/* The stand-in has no interfaces and calls no driver. */
VOID _nx_ram_network_driver(NX_IP_DRIVER *request)
{
    NX_PARAMETER_NOT_USED(request);
}

/* Nor has it ARP or ICMP. */
UINT _nxe_arp_enable(NX_IP *ip_ptr, VOID *arp_cache_memory, ULONG arp_cache_size)
{
    NX_PARAMETER_NOT_USED(arp_cache_size);
    return ip_ptr != NX_NULL && arp_cache_memory != NX_NULL ? NX_SUCCESS : NX_PTR_ERROR;
}

UINT _nxe_icmp_enable(NX_IP *ip_ptr)
{
    return ip_ptr != NX_NULL ? NX_SUCCESS : NX_PTR_ERROR;
}

UINT _nxe_packet_pool_info_get(NX_PACKET_POOL *pool_ptr, ULONG *total_packets, ULONG *free_packets,
                               ULONG *empty_pool_requests, ULONG *empty_pool_suspensions,
                               ULONG *invalid_packet_releases)
{
    if (pool_ptr == NX_NULL)
    {
        return NX_PTR_ERROR;
    }
    if (total_packets != NX_NULL)
    {
        *total_packets = pool_ptr->nx_packet_pool_total;
    }
    if (free_packets != NX_NULL)
    {
        *free_packets = pool_ptr->nx_packet_pool_available;
    }
    if (empty_pool_requests != NX_NULL)
    {
        *empty_pool_requests = pool_ptr->nx_packet_pool_empty_requests;
    }
    if (empty_pool_suspensions != NX_NULL)
    {
        *empty_pool_suspensions = pool_ptr->nx_packet_pool_empty_suspensions;
    }
    if (invalid_packet_releases != NX_NULL)
    {
        *invalid_packet_releases = pool_ptr->nx_packet_pool_invalid_releases;
    }
    return NX_SUCCESS;
}
