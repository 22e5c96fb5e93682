/* IP instances: addresses, states, interfaces, and the codes for wrong arguments. */
#include "check.h"

static UINT changes, links;

static VOID on_change(NX_IP *ip, VOID *information)
{
    CHECK(ip == &ip_0 && information == &changes);
    changes++;
}

static VOID on_link(NX_IP *ip, UINT index, UINT up)
{
    CHECK(ip == &ip_0);
    EQUAL(index, 0);
    links += up ? 1 : 100;
}

static void addresses(void)
{
    ULONG address, mask;

    OK(nx_ip_address_get(&ip_0, &address, &mask));
    EQUAL(address, ADDRESS_0);
    EQUAL(mask, 0xFFFFFF00UL);
    OK(nx_ip_address_change_notify(&ip_0, on_change, &changes));
    OK(nx_ip_address_set(&ip_0, IP_ADDRESS(10, 88, 0, 1), 0xFFFF0000UL));
    EQUAL(changes, 1);
    OK(nx_ip_address_set(&ip_0, IP_ADDRESS(10, 88, 0, 1), 0xFFFF0000UL));
    EQUAL(changes, 1);
    EQUAL(ip_0.nx_ip_address, IP_ADDRESS(10, 88, 0, 1));
    EQUAL(ip_0.nx_ip_network, IP_ADDRESS(10, 88, 0, 0));
    EQUAL(nx_ip_address_set(&ip_0, IP_ADDRESS(230, 0, 0, 1), 0), NX_IP_ADDRESS_ERROR);
    EQUAL(nx_ip_address_get(&ip_0, NX_NULL, &mask), NX_PTR_ERROR);
    EQUAL(nx_ip_address_get(NX_NULL, &address, &mask), NX_PTR_ERROR);

    EQUAL(nx_ip_gateway_address_get(&ip_0, &address), NX_NOT_FOUND);
    EQUAL(nx_ip_gateway_address_set(&ip_0, IP_ADDRESS(10, 99, 0, 1)), NX_IP_ADDRESS_ERROR);
    EQUAL(nx_ip_gateway_address_set(&ip_0, 0), NX_IP_ADDRESS_ERROR);
    OK(nx_ip_gateway_address_set(&ip_0, IP_ADDRESS(10, 88, 7, 1)));
    OK(nx_ip_gateway_address_get(&ip_0, &address));
    EQUAL(address, IP_ADDRESS(10, 88, 7, 1));
    CHECK(ip_0.nx_ip_gateway_interface == &ip_0.nx_ip_interface[0]);
    OK(nx_ip_gateway_address_clear(&ip_0));
    EQUAL(nx_ip_gateway_address_get(&ip_0, &address), NX_NOT_FOUND);
}

static void states(void)
{
    ULONG status, before;

    OK(nx_ip_status_check(&ip_0, NX_IP_ADDRESS_RESOLVED | NX_IP_ARP_ENABLED | NX_IP_TCP_ENABLED, &status, NX_NO_WAIT));
    EQUAL(nx_ip_status_check(&ip_0, NX_IP_UDP_ENABLED | NX_IP_TCP_ENABLED, &status, NX_NO_WAIT), NX_NOT_SUCCESSFUL);
    EQUAL(status, NX_IP_TCP_ENABLED);
    before = tx_time_get();
    EQUAL(nx_ip_status_check(&ip_0, NX_IP_UDP_ENABLED, &status, 2), NX_NOT_SUCCESSFUL);
    CHECK(tx_time_get() - before >= 2);
    OK(nx_udp_enable(&ip_0));
    OK(nx_ip_status_check(&ip_0, NX_IP_UDP_ENABLED, &status, NX_NO_WAIT));
    EQUAL(nx_ip_status_check(&ip_0, 0x8000, &status, NX_NO_WAIT), NX_OPTION_ERROR);
    EQUAL(nx_ip_interface_status_check(&ip_0, 1, NX_IP_LINK_ENABLED, &status, NX_NO_WAIT), NX_INVALID_INTERFACE);
    EQUAL(nx_tcp_enable(&ip_0), NX_ALREADY_ENABLED);
    EQUAL(nx_udp_enable(&ip_0), NX_ALREADY_ENABLED);
    EQUAL(nx_arp_enable(&ip_0, arp_0, sizeof(arp_0)), NX_ALREADY_ENABLED);
    OK(nx_icmp_enable(&ip_0));
    EQUAL(nx_icmp_enable(&ip_0), NX_ALREADY_ENABLED);
    OK(nxd_icmp_enable(&ip_0));
    OK(nx_ip_fragment_enable(&ip_0));
    OK(nx_ip_fragment_disable(&ip_0));
}

static void interfaces(void)
{
    ULONG value = 77, mask, mtu, msw, lsw;
    CHAR *which;

    OK(nx_ip_interface_info_get(&ip_0, 0, &which, NX_NULL, NX_NULL, &mtu, &msw, &lsw));
    CHECK(strcmp(which, "PRI") == 0);
    EQUAL(mtu, 1500);
    OK(nx_ip_interface_attach(&ip_0, name, IP_ADDRESS(10, 90, 0, 1), 0xFFFFFF00UL, _nx_ram_network_driver));
    EQUAL(nx_ip_interface_attach(&ip_0, name, IP_ADDRESS(10, 90, 0, 1), 0xFFFFFF00UL, _nx_ram_network_driver),
          NX_DUPLICATED_ENTRY);
    OK(nx_ip_interface_address_get(&ip_0, 1, &value, &mask));
    EQUAL(value, IP_ADDRESS(10, 90, 0, 1));
    EQUAL(nx_ip_interface_address_get(&ip_0, 3, &value, &mask), NX_INVALID_INTERFACE);
    EQUAL(nx_ip_interface_address_get(&ip_0, 9, &value, &mask), NX_INVALID_INTERFACE);
    OK(nx_ip_interface_physical_address_set(&ip_0, 0, 0x0011, 0x22334456, NX_TRUE));
    OK(nx_ip_interface_physical_address_get(&ip_0, 0, &msw, &lsw));
    EQUAL(msw, 0x0011);
    EQUAL(lsw, 0x22334456);
    OK(nx_ip_link_status_change_notify_set(&ip_0, on_link));
    OK(nx_ip_driver_direct_command(&ip_0, NX_LINK_GET_STATUS, &value));
    EQUAL(value, NX_TRUE);
    OK(nx_ip_driver_direct_command(&ip_0, NX_LINK_DISABLE, &value));
    EQUAL(links, 100);
    EQUAL(nx_ip_status_check(&ip_0, NX_IP_LINK_ENABLED, &value, NX_NO_WAIT), NX_NOT_SUCCESSFUL);
    OK(nx_ip_driver_direct_command(&ip_0, NX_LINK_ENABLE, &value));
    EQUAL(links, 101);
    OK(nx_ip_driver_direct_command(&ip_0, NX_LINK_USER_COMMAND, &value));
}

static void creation(void)
{
    static NX_IP other;
    static ULONG stack[STACK_SIZE / sizeof(ULONG)];

    EQUAL(nx_ip_create(NX_NULL, name, 0, 0, &pool_0, _nx_ram_network_driver, stack, sizeof(stack), 1), NX_PTR_ERROR);
    EQUAL(nx_ip_create(&other, name, 0, 0, NX_NULL, _nx_ram_network_driver, stack, sizeof(stack), 1), NX_PTR_ERROR);
    EQUAL(nx_ip_create(&other, name, 0, 0, &pool_0, NX_NULL, stack, sizeof(stack), 1), NX_PTR_ERROR);
    EQUAL(nx_ip_create(&other, name, 0, 0, &pool_0, _nx_ram_network_driver, stack, 10, 1), NX_SIZE_ERROR);
    EQUAL(nx_ip_create(&other, name, 0, 0, &pool_0, _nx_ram_network_driver, stack, sizeof(stack), 99),
          NX_OPTION_ERROR);
    EQUAL(nx_ip_create(&other, name, IP_ADDRESS(240, 0, 0, 1), 0, &pool_0, _nx_ram_network_driver, stack,
                       sizeof(stack), 1), NX_IP_ADDRESS_ERROR);
    EQUAL(nx_ip_create(&ip_0, name, 0, 0, &pool_0, _nx_ram_network_driver, stack, sizeof(stack), 1), NX_PTR_ERROR);
    EQUAL(_nxe_ip_create(&other, name, 0, 0, &pool_0, _nx_ram_network_driver, stack, sizeof(stack), 1,
                         sizeof(NX_IP) - 1), NX_PTR_ERROR);
    OK(nx_ip_create(&other, name, 0, 0, &pool_0, _nx_ram_network_driver, stack, sizeof(stack), 1));
    EQUAL(_nx_ip_created_count, 3);
    OK(nx_ip_delete(&other));
    EQUAL(nx_ip_delete(&other), NX_PTR_ERROR);
    EQUAL(_nx_ip_created_count, 2);
}

static void version_6(void)
{
    NXD_ADDRESS address, read_back;
    ULONG prefix;
    UINT index;

    memset(&address, 0, sizeof(address));
    address.nxd_ip_version = NX_IP_VERSION_V6;
    OK(nxd_ipv6_enable(&ip_1));
    EQUAL(nxd_ipv6_enable(&ip_1), NX_ALREADY_ENABLED);
    EQUAL(nxd_ipv6_address_set(&ip_1, 0, &address, 64, NX_NULL), NX_IP_ADDRESS_ERROR);
    address.nxd_ip_address.v6[0] = 0xFD112233;
    OK(nxd_ipv6_address_set(&ip_1, 0, &address, 64, &index));
    OK(nx_ip_interface_physical_address_set(&ip_1, 0, 0x0011, 0x22334456, NX_FALSE));
    OK(nxd_ipv6_address_set(&ip_1, 0, NX_NULL, 10, &index));
    EQUAL(index, 1);
    OK(nxd_ipv6_address_get(&ip_1, 1, &read_back, &prefix, &index));
    EQUAL(prefix, 10);
    EQUAL(read_back.nxd_ip_address.v6[0], 0xFE800000UL);
    EQUAL(read_back.nxd_ip_address.v6[2], 0x021122FFUL);
    EQUAL(read_back.nxd_ip_address.v6[3], 0xFE334456UL);
    EQUAL(nxd_ipv6_address_get(&ip_1, 5, &read_back, &prefix, &index), NX_NO_INTERFACE_ADDRESS);
    OK(nxd_ipv6_address_delete(&ip_1, 0));
    EQUAL(nxd_ipv6_address_delete(&ip_1, 0), NX_NO_INTERFACE_ADDRESS);
    CHECK(ip_1.nx_ip_interface[0].nxd_interface_ipv6_address_list_head == &ip_1.nx_ipv6_address[1]);
    OK(nxd_ipv6_disable(&ip_1));
}

static void test(void)
{
    addresses();
    states();
    interfaces();
    creation();
    version_6();
}
