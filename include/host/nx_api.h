/*
 * NetX Duo for Linux hosts: the application interface.
 *
 * Names, values, signatures and struct members are NetX Duo's, so C written for
 * a board compiles unchanged. Only what the library implements is declared here:
 * a service it lacks is a compile error.
 *
 * The library is built once, with the default configuration, and linked into
 * applications with configurations of their own. So no struct layout in this
 * header depends on a configuration macro: members that NetX Duo makes optional
 * are always present (IPv6, low watermark, extended notification, queue depth
 * notification). What a macro does change:
 *   NX_DISABLE_ERROR_CHECKING   services map to _nx_* instead of _nxe_*
 *   NX_DISABLE_IPV6             FEATURE_NX_IPV6 and packet header room
 *   NX_PHYSICAL_HEADER          packet header room (NX_TCP_PACKET and friends)
 *   NX_INCLUDE_USER_DEFINE_FILE nx_user.h is included
 *
 * Pointers given to a service are null or valid for the call. A packet belongs
 * to the caller until a send succeeds; after a failed send it still does.
 * Services that can wait must be called from a ThreadX thread when
 * wait_option is not NX_NO_WAIT. Notify callbacks run on the thread of the IP
 * instance, with no lock held: they may call any service, but never wait.
 */
#ifndef NX_API_H
#define NX_API_H

#include "tx_api.h"
#include "nx_port.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef NX_PARAMETER_NOT_USED
#define NX_PARAMETER_NOT_USED(p) ((void)(p))
#endif

#ifndef ALIGN_TYPE_DEFINED
#ifndef ALIGN_TYPE
#define ALIGN_TYPE ULONG
#endif
#endif

#ifndef NX_UCHAR_POINTER_ADD
#define NX_UCHAR_POINTER_ADD(a, b) (((UCHAR *)(a)) + ((UINT)(b)))
#endif

#define NX_THREAD_EXTENSION_PTR_SET(a, b)
#define NX_THREAD_EXTENSION_PTR_GET(a, b, c) { (a) = (b *)(c); }
#define NX_TIMER_EXTENSION_PTR_SET(a, b)
#define NX_TIMER_EXTENSION_PTR_GET(a, b, c)  { (a) = (b *)(c); }

#ifndef NX_DISABLE_ASSERT
#ifndef NX_ASSERT_FAIL
#define NX_ASSERT_FAIL for (;;) { tx_thread_sleep(NX_WAIT_FOREVER); }
#endif
#define NX_ASSERT(s)   if (!(s)) { NX_ASSERT_FAIL }
#else
#define NX_ASSERT(s)
#endif

#ifndef NX_RAND
#define NX_RAND  rand
#endif
#ifndef NX_SRAND
#define NX_SRAND srand
#endif

#ifndef NX_MAX_STRING_LENGTH
#define NX_MAX_STRING_LENGTH 1024
#endif

/* Version that this interface follows. */
#define EL_PRODUCT_NETXDUO
#define __PRODUCT_NETXDUO__
#define NETXDUO_MAJOR_VERSION         6
#define NETXDUO_MINOR_VERSION         4
#define NETXDUO_PATCH_VERSION         2
#define __NETXDUO_MAJOR_VERSION__     NETXDUO_MAJOR_VERSION
#define __NETXDUO_MINOR_VERSION__     NETXDUO_MINOR_VERSION

/* General values. */
#define NX_NO_WAIT                    0
#define NX_WAIT_FOREVER               0xFFFFFFFFUL
#define NX_TRUE                       1
#define NX_FALSE                      0
#define NX_NULL                       0
#define NX_FOREVER                    1
#ifndef NX_MAX_PORT
#define NX_MAX_PORT                   0xFFFF
#endif
#define NX_LOWER_16_MASK              0x0000FFFFUL
#define NX_CARRY_BIT                  0x00010000UL
#define NX_SHIFT_BY_16                16
#define NX_TCP_CLIENT                 1
#define NX_TCP_SERVER                 2
#define NX_ANY_PORT                   0
#ifndef NX_SEARCH_PORT_START
#define NX_SEARCH_PORT_START          0xC000
#endif

#ifdef NX_DISABLE_IPV6
#undef FEATURE_NX_IPV6
#else
#ifndef FEATURE_NX_IPV6
#define FEATURE_NX_IPV6
#endif
#endif

/* Header room in a packet, by the kind of traffic it will carry. */
#ifndef NX_PHYSICAL_HEADER
#define NX_PHYSICAL_HEADER            16
#endif
#ifndef NX_PHYSICAL_TRAILER
#define NX_PHYSICAL_TRAILER           4
#endif
#define NX_IPSEC_MAX_HEADER_SIZE      0
#define NX_IPv4_PACKET                (NX_PHYSICAL_HEADER + 20)
#define NX_IPv4_TCP_PACKET            (NX_IPv4_PACKET + 20)
#define NX_IPv4_UDP_PACKET            (NX_IPv4_PACKET + 8)
#define NX_IPv4_ICMP_PACKET           (NX_IPv4_PACKET)
#define NX_IPv4_IGMP_PACKET           (NX_IPv4_PACKET)
#define NX_IPv6_PACKET                (NX_PHYSICAL_HEADER + 40)
#define NX_IPv6_UDP_PACKET            (NX_IPv6_PACKET + 8)
#define NX_IPv6_TCP_PACKET            (NX_IPv6_PACKET + 20)
#define NX_IPv6_ICMP_PACKET           (NX_IPv6_PACKET)
#define NX_RECEIVE_PACKET             0
#ifdef FEATURE_NX_IPV6
#define NX_IP_PACKET                  NX_IPv6_PACKET
#define NX_TCP_PACKET                 (NX_IPv6_TCP_PACKET + NX_IPSEC_MAX_HEADER_SIZE)
#define NX_UDP_PACKET                 (NX_IPv6_UDP_PACKET + NX_IPSEC_MAX_HEADER_SIZE)
#define NX_ICMP_PACKET                (NX_IPv6_ICMP_PACKET + NX_IPSEC_MAX_HEADER_SIZE)
#else
#define NX_IP_PACKET                  NX_IPv4_PACKET
#define NX_TCP_PACKET                 (NX_IPv4_TCP_PACKET + NX_IPSEC_MAX_HEADER_SIZE)
#define NX_UDP_PACKET                 (NX_IPv4_UDP_PACKET + NX_IPSEC_MAX_HEADER_SIZE)
#define NX_ICMP_PACKET                (NX_IPv4_ICMP_PACKET + NX_IPSEC_MAX_HEADER_SIZE)
#endif
#define NX_IGMP_PACKET                NX_IPv4_IGMP_PACKET

#ifdef NX_ENABLE_EXTENDED_NOTIFY_SUPPORT
#undef NX_DISABLE_EXTENDED_NOTIFY_SUPPORT
#else
#ifndef NX_DISABLE_EXTENDED_NOTIFY_SUPPORT
#define NX_DISABLE_EXTENDED_NOTIFY_SUPPORT
#endif
#endif

/* Options of a socket: fragmentation, type of service, time to live. */
#define NX_FRAGMENT_OKAY              0x00000000UL
#define NX_DONT_FRAGMENT              0x00004000UL
#define NX_IP_NORMAL                  0x00000000UL
#define NX_IP_MIN_DELAY               0x00100000UL
#define NX_IP_MAX_DATA                0x00080000UL
#define NX_IP_MAX_RELIABLE            0x00040000UL
#define NX_IP_MIN_COST                0x00020000UL
#define NX_IP_TOS_MASK                0x00FF0000UL
#define NX_IP_TIME_TO_LIVE            0x00000080UL
#define NX_IP_TIME_TO_LIVE_MASK       0xFF000000UL
#define NX_IP_TIME_TO_LIVE_SHIFT      24

/* Protocol numbers. */
#define NX_PROTOCOL_ICMP              1
#define NX_PROTOCOL_IGMP              2
#define NX_PROTOCOL_TCP               6
#define NX_PROTOCOL_UDP               17
#define NX_PROTOCOL_ICMPV6            58
#define NX_IP_ICMP                    0x00010000UL
#define NX_IP_IGMP                    0x00020000UL
#define NX_IP_TCP                     0x00060000UL
#define NX_IP_UDP                     0x00110000UL

/* Classes of IPv4 addresses. */
#define NX_IP_CLASS_A_MASK            0x80000000UL
#define NX_IP_CLASS_A_TYPE            0x00000000UL
#define NX_IP_CLASS_B_MASK            0xC0000000UL
#define NX_IP_CLASS_B_TYPE            0x80000000UL
#define NX_IP_CLASS_C_MASK            0xE0000000UL
#define NX_IP_CLASS_C_TYPE            0xC0000000UL
#define NX_IP_CLASS_D_MASK            0xF0000000UL
#define NX_IP_CLASS_D_TYPE            0xE0000000UL
#define NX_IP_LIMITED_BROADCAST       0xFFFFFFFFUL
#define NX_IP_LOOPBACK_FIRST          0x7F000000UL
#define NX_IP_LOOPBACK_LAST           0x7FFFFFFFUL

/* States and origins of an IPv6 address. */
#define NX_IPV6_ADDR_STATE_UNKNOWN    0x00
#define NX_IPV6_ADDR_STATE_TENTATIVE  0x01
#define NX_IPV6_ADDR_STATE_PREFERRED  0x02
#define NX_IPV6_ADDR_STATE_DEPRECATED 0x03
#define NX_IPV6_ADDR_STATE_VALID      0x04
#define NX_IPV6_ADDRESS_NOT_CONFIGURED 0
#define NX_IPV6_ADDRESS_MANUAL_CONFIG 1

/*
 * Sizes of tables inside the control blocks: fixed, whatever the application
 * configures. An application may set NX_MAX_PHYSICAL_INTERFACES to at most the
 * number the library holds.
 */
#define NX_HOST_PHYSICAL_INTERFACES   4
#ifndef NX_MAX_PHYSICAL_INTERFACES
#define NX_MAX_PHYSICAL_INTERFACES    1
#endif
#if NX_MAX_PHYSICAL_INTERFACES > NX_HOST_PHYSICAL_INTERFACES
#error "the host library holds at most NX_HOST_PHYSICAL_INTERFACES interfaces"
#endif
#define NX_LOOPBACK_INTERFACE         NX_HOST_PHYSICAL_INTERFACES
#define NX_MAX_IP_INTERFACES          (NX_HOST_PHYSICAL_INTERFACES + 1)
#undef NX_MAX_IPV6_ADDRESSES
#define NX_MAX_IPV6_ADDRESSES         12
#define NX_LOOPBACK_IPV6_SOURCE_INDEX NX_MAX_IPV6_ADDRESSES
#define NX_LOOPBACK_IPV6_ENABLED      1
#undef NX_MAX_LISTEN_REQUESTS
#define NX_MAX_LISTEN_REQUESTS        10
#define NX_TCP_PORT_TABLE_SIZE        32
#define NX_TCP_PORT_TABLE_MASK        (NX_TCP_PORT_TABLE_SIZE - 1)

/* What nx_ip_status_check can ask for. */
#define NX_IP_INITIALIZE_DONE         0x0001UL
#define NX_IP_ADDRESS_RESOLVED        0x0002UL
#define NX_IP_LINK_ENABLED            0x0004UL
#define NX_IP_ARP_ENABLED             0x0008UL
#define NX_IP_UDP_ENABLED             0x0010UL
#define NX_IP_TCP_ENABLED             0x0020UL
#define NX_IP_IGMP_ENABLED            0x0040UL
#define NX_IP_RARP_COMPLETE           0x0080UL
#define NX_IP_INTERFACE_LINK_ENABLED  0x0100UL

/* TCP states. */
#define NX_TCP_CLOSED                 1
#define NX_TCP_LISTEN_STATE           2
#define NX_TCP_SYN_SENT               3
#define NX_TCP_SYN_RECEIVED           4
#define NX_TCP_ESTABLISHED            5
#define NX_TCP_CLOSE_WAIT             6
#define NX_TCP_FIN_WAIT_1             7
#define NX_TCP_FIN_WAIT_2             8
#define NX_TCP_CLOSING                9
#define NX_TCP_TIMED_WAIT             10
#define NX_TCP_LAST_ACK               11

/* Completion codes. */
#define NX_SUCCESS                    0x00
#define NX_NO_PACKET                  0x01
#define NX_UNDERFLOW                  0x02
#define NX_OVERFLOW                   0x03
#define NX_NO_MAPPING                 0x04
#define NX_DELETED                    0x05
#define NX_POOL_ERROR                 0x06
#define NX_PTR_ERROR                  0x07
#define NX_WAIT_ERROR                 0x08
#define NX_SIZE_ERROR                 0x09
#define NX_OPTION_ERROR               0x0a
#define NX_DELETE_ERROR               0x10
#define NX_CALLER_ERROR               0x11
#define NX_INVALID_PACKET             0x12
#define NX_INVALID_SOCKET             0x13
#define NX_NOT_ENABLED                0x14
#define NX_ALREADY_ENABLED            0x15
#define NX_ENTRY_NOT_FOUND            0x16
#define NX_NO_MORE_ENTRIES            0x17
#define NX_ARP_TIMER_ERROR            0x18
#define NX_RESERVED_CODE0             0x19
#define NX_WAIT_ABORTED               0x1A
#define NX_IP_INTERNAL_ERROR          0x20
#define NX_IP_ADDRESS_ERROR           0x21
#define NX_ALREADY_BOUND              0x22
#define NX_PORT_UNAVAILABLE           0x23
#define NX_NOT_BOUND                  0x24
#define NX_RESERVED_CODE1             0x25
#define NX_SOCKET_UNBOUND             0x26
#define NX_NOT_CREATED                0x27
#define NX_SOCKETS_BOUND              0x28
#define NX_NO_RESPONSE                0x29
#define NX_POOL_DELETED               0x30
#define NX_ALREADY_RELEASED           0x31
#define NX_RESERVED_CODE2             0x32
#define NX_MAX_LISTEN                 0x33
#define NX_DUPLICATE_LISTEN           0x34
#define NX_NOT_CLOSED                 0x35
#define NX_NOT_LISTEN_STATE           0x36
#define NX_IN_PROGRESS                0x37
#define NX_NOT_CONNECTED              0x38
#define NX_WINDOW_OVERFLOW            0x39
#define NX_ALREADY_SUSPENDED          0x40
#define NX_DISCONNECT_FAILED          0x41
#define NX_STILL_BOUND                0x42
#define NX_NOT_SUCCESSFUL             0x43
#define NX_UNHANDLED_COMMAND          0x44
#define NX_NO_FREE_PORTS              0x45
#define NX_INVALID_PORT               0x46
#define NX_INVALID_RELISTEN           0x47
#define NX_CONNECTION_PENDING         0x48
#define NX_TX_QUEUE_DEPTH             0x49
#define NX_NOT_IMPLEMENTED            0x4A
#define NX_NOT_SUPPORTED              0x4B
#define NX_INVALID_INTERFACE          0x4C
#define NX_INVALID_PARAMETERS         0x4D
#define NX_NOT_FOUND                  0x4E
#define NX_CANNOT_START               0x4F
#define NX_NO_INTERFACE_ADDRESS       0x50
#define NX_INVALID_MTU_DATA           0x51
#define NX_DUPLICATED_ENTRY           0x52
#define NX_PACKET_OFFSET_ERROR        0x53
#define NX_OPTION_HEADER_ERROR        0x54
#define NX_CONTINUE                   0x55
#define NX_TCPIP_OFFLOAD_ERROR        0x56

/* Commands of a link driver. On a host no driver runs: see nx_ip_create. */
#define NX_LINK_PACKET_SEND           0
#define NX_LINK_INITIALIZE            1
#define NX_LINK_ENABLE                2
#define NX_LINK_DISABLE               3
#define NX_LINK_PACKET_BROADCAST      4
#define NX_LINK_ARP_SEND              5
#define NX_LINK_ARP_RESPONSE_SEND     6
#define NX_LINK_RARP_SEND             7
#define NX_LINK_MULTICAST_JOIN        8
#define NX_LINK_MULTICAST_LEAVE       9
#define NX_LINK_GET_STATUS            10
#define NX_LINK_GET_SPEED             11
#define NX_LINK_GET_DUPLEX_TYPE       12
#define NX_LINK_GET_ERROR_COUNT       13
#define NX_LINK_GET_RX_COUNT          14
#define NX_LINK_GET_TX_COUNT          15
#define NX_LINK_GET_ALLOC_ERRORS      16
#define NX_LINK_UNINITIALIZE          17
#define NX_LINK_DEFERRED_PROCESSING   18
#define NX_LINK_INTERFACE_ATTACH      19
#define NX_LINK_SET_PHYSICAL_ADDRESS  20
#define NX_INTERFACE_CAPABILITY_GET   21
#define NX_INTERFACE_CAPABILITY_SET   22
#define NX_LINK_INTERFACE_DETACH      23
#define NX_LINK_FACTORY_ADDRESS_GET   24
#define NX_LINK_RX_ENABLE             25
#define NX_LINK_RX_DISABLE            26
#define NX_LINK_GET_INTERFACE_TYPE    28
#define NX_LINK_USER_COMMAND          50

#define NX_IP_VERSION_V4              0x4
#define NX_IP_VERSION_V6              0x6

#define IP_ADDRESS(a, b, c, d) \
    ((((ULONG)(a)) << 24) | (((ULONG)(b)) << 16) | (((ULONG)(c)) << 8) | ((ULONG)(d)))

#define NX_INTERFACE_TYPE_UNKNOWN     0
#define NX_INTERFACE_TYPE_OTHER       1
#define NX_INTERFACE_TYPE_ETHERNET    2
#define NX_INTERFACE_TYPE_WIFI        3
#define NX_INTERFACE_TYPE_CELLULAR    4
#define NX_INTERFACE_TYPE_BLUETOOTH   5
#define NX_INTERFACE_TYPE_LORAWAN     6
#define NX_INTERFACE_TYPE_MAX         7

struct NX_IP_STRUCT;
struct NX_INTERFACE_STRUCT;
struct NX_IP_DRIVER_STRUCT;
struct NX_PACKET_POOL_STRUCT;
struct NXD_IPV6_ADDRESS_STRUCT;

/* An address: v4 in host byte order, or v6 as four words in host byte order. */
typedef struct NXD_ADDRESS_STRUCT
{
    ULONG nxd_ip_version;
    union
    {
        ULONG v4;
        ULONG v6[4];
    } nxd_ip_address;
} NXD_ADDRESS;

/*
 * A packet: a header inside its pool, then the payload area data_start..data_end.
 * Data lies at prepend_ptr..append_ptr; longer data continues in nx_packet_next.
 * The first packet of a chain holds the length of all and the link to the last.
 */
typedef struct NX_PACKET_STRUCT
{
    struct NX_PACKET_POOL_STRUCT *nx_packet_pool_owner;
    struct NX_PACKET_STRUCT      *nx_packet_next;
    UCHAR                        *nx_packet_prepend_ptr;
    UCHAR                        *nx_packet_append_ptr;
    UCHAR                        *nx_packet_data_start;
    UCHAR                        *nx_packet_data_end;
    struct NX_PACKET_STRUCT      *nx_packet_last;
    struct NX_PACKET_STRUCT      *nx_packet_queue_next;
    union
    {
        struct NX_PACKET_STRUCT  *nx_packet_tcp_queue_next;
        struct NX_PACKET_STRUCT  *nx_packet_fragment_next;
    } nx_packet_union_next;
    ULONG                         nx_packet_length;
    ULONG                         nx_packet_reassembly_time;
    UCHAR                         nx_packet_option_state;
    UCHAR                         nx_packet_destination_header;
    USHORT                        nx_packet_option_offset;
    UCHAR                         nx_packet_ip_version;
    UCHAR                         nx_packet_identical_copy;
    UCHAR                         nx_packet_ip_header_length;
    UCHAR                         nx_packet_reserved;
    union
    {
        struct NX_INTERFACE_STRUCT     *nx_packet_interface_ptr;
        struct NXD_IPV6_ADDRESS_STRUCT *nx_packet_ipv6_address_ptr;
    } nx_packet_address;
#define nx_packet_ip_interface nx_packet_address.nx_packet_interface_ptr
    UCHAR                        *nx_packet_ip_header;
    ULONG                         nx_packet_interface_capability_flag;
} NX_PACKET;

/* A pool of packets in memory given by the application. */
typedef struct NX_PACKET_POOL_STRUCT
{
    ULONG                         nx_packet_pool_id;
    CHAR                         *nx_packet_pool_name;
    ULONG                         nx_packet_pool_available;
    ULONG                         nx_packet_pool_total;
    ULONG                         nx_packet_pool_empty_requests;
    ULONG                         nx_packet_pool_empty_suspensions;
    ULONG                         nx_packet_pool_invalid_releases;
    struct NX_PACKET_STRUCT      *nx_packet_pool_available_list;
    CHAR                         *nx_packet_pool_start;
    ULONG                         nx_packet_pool_size;
    ULONG                         nx_packet_pool_payload_size;
    TX_THREAD                    *nx_packet_pool_suspension_list;
    ULONG                         nx_packet_pool_suspended_count;
    struct NX_PACKET_POOL_STRUCT *nx_packet_pool_created_next;
    struct NX_PACKET_POOL_STRUCT *nx_packet_pool_created_previous;
    UINT                          nx_packet_pool_low_watermark;
    /* Host: not zero while a connection waits for a packet of this pool. */
    UINT                          nx_packet_pool_host_starved;
} NX_PACKET_POOL;

/* TCP socket. */
typedef struct NX_TCP_SOCKET_STRUCT
{
    ULONG                         nx_tcp_socket_id;
    CHAR                         *nx_tcp_socket_name;
    UINT                          nx_tcp_socket_client_type;
    UINT                          nx_tcp_socket_port;
    ULONG                         nx_tcp_socket_mss;
    NXD_ADDRESS                   nx_tcp_socket_connect_ip;
    UINT                          nx_tcp_socket_connect_port;
    ULONG                         nx_tcp_socket_connect_mss;
    ULONG                         nx_tcp_socket_peer_mss;
    struct NX_INTERFACE_STRUCT   *nx_tcp_socket_connect_interface;
    ULONG                         nx_tcp_socket_next_hop_address;
    ULONG                         nx_tcp_socket_connect_mss2;
    ULONG                         nx_tcp_socket_tx_slow_start_threshold;
    UINT                          nx_tcp_socket_state;
    ULONG                         nx_tcp_socket_tx_sequence;
    ULONG                         nx_tcp_socket_rx_sequence;
    ULONG                         nx_tcp_socket_rx_sequence_acked;
    ULONG                         nx_tcp_socket_delayed_ack_timeout;
    ULONG                         nx_tcp_socket_fin_sequence;
    USHORT                        nx_tcp_socket_fin_received;
    USHORT                        nx_tcp_socket_fin_acked;
    ULONG                         nx_tcp_socket_tx_window_advertised;
    ULONG                         nx_tcp_socket_tx_window_congestion;
    ULONG                         nx_tcp_socket_tx_outstanding_bytes;
    ULONG                         nx_tcp_socket_rx_window_default;
    ULONG                         nx_tcp_socket_rx_window_current;
    ULONG                         nx_tcp_socket_rx_window_last_sent;
    ULONG                         nx_tcp_socket_packets_sent;
    ULONG                         nx_tcp_socket_bytes_sent;
    ULONG                         nx_tcp_socket_packets_received;
    ULONG                         nx_tcp_socket_bytes_received;
    ULONG                         nx_tcp_socket_retransmit_packets;
    ULONG                         nx_tcp_socket_checksum_errors;
    struct NX_IP_STRUCT          *nx_tcp_socket_ip_ptr;
    ULONG                         nx_tcp_socket_type_of_service;
    UINT                          nx_tcp_socket_time_to_live;
    ULONG                         nx_tcp_socket_fragment_enable;
    ULONG                         nx_tcp_socket_receive_queue_count;
    NX_PACKET                    *nx_tcp_socket_receive_queue_head;
    NX_PACKET                    *nx_tcp_socket_receive_queue_tail;
    ULONG                         nx_tcp_socket_transmit_queue_maximum;
    ULONG                         nx_tcp_socket_transmit_sent_count;
    NX_PACKET                    *nx_tcp_socket_transmit_sent_head;
    NX_PACKET                    *nx_tcp_socket_transmit_sent_tail;
    ULONG                         nx_tcp_socket_receive_queue_maximum;
    ULONG                         nx_tcp_socket_timeout;
    ULONG                         nx_tcp_socket_timeout_rate;
    ULONG                         nx_tcp_socket_timeout_retries;
    ULONG                         nx_tcp_socket_timeout_max_retries;
    UCHAR                         nx_tcp_socket_timeout_shift;
    struct NX_TCP_SOCKET_STRUCT  *nx_tcp_socket_bound_next;
    struct NX_TCP_SOCKET_STRUCT  *nx_tcp_socket_bound_previous;
    TX_THREAD                    *nx_tcp_socket_bind_in_progress;
    TX_THREAD                    *nx_tcp_socket_receive_suspension_list;
    ULONG                         nx_tcp_socket_receive_suspended_count;
    TX_THREAD                    *nx_tcp_socket_transmit_suspension_list;
    ULONG                         nx_tcp_socket_transmit_suspended_count;
    TX_THREAD                    *nx_tcp_socket_connect_suspended_thread;
    TX_THREAD                    *nx_tcp_socket_disconnect_suspended_thread;
    TX_THREAD                    *nx_tcp_socket_bind_suspension_list;
    ULONG                         nx_tcp_socket_bind_suspended_count;
    struct NX_TCP_SOCKET_STRUCT  *nx_tcp_socket_created_next;
    struct NX_TCP_SOCKET_STRUCT  *nx_tcp_socket_created_previous;
    VOID (*nx_tcp_urgent_data_callback)(struct NX_TCP_SOCKET_STRUCT *socket_ptr);
    UINT (*nx_tcp_socket_syn_received_notify)(struct NX_TCP_SOCKET_STRUCT *socket_ptr, NX_PACKET *packet_ptr);
    VOID (*nx_tcp_establish_notify)(struct NX_TCP_SOCKET_STRUCT *socket_ptr);
    VOID (*nx_tcp_disconnect_complete_notify)(struct NX_TCP_SOCKET_STRUCT *socket_ptr);
    VOID (*nx_tcp_timed_wait_callback)(struct NX_TCP_SOCKET_STRUCT *socket_ptr);
    VOID (*nx_tcp_disconnect_callback)(struct NX_TCP_SOCKET_STRUCT *socket_ptr);
    VOID (*nx_tcp_receive_callback)(struct NX_TCP_SOCKET_STRUCT *socket_ptr);
    VOID (*nx_tcp_socket_window_update_notify)(struct NX_TCP_SOCKET_STRUCT *socket_ptr);
    VOID (*nx_tcp_socket_queue_depth_notify)(struct NX_TCP_SOCKET_STRUCT *socket_ptr);
    void                         *nx_tcp_socket_reserved_ptr;
    ULONG                         nx_tcp_socket_transmit_queue_maximum_default;
    struct NXD_IPV6_ADDRESS_STRUCT *nx_tcp_socket_ipv6_addr;

    /* Host: transport state, private to the library. */
    VOID                         *nx_tcp_socket_host_connection;
    struct NX_TCP_SOCKET_STRUCT  *nx_tcp_socket_host_peer;
    struct NX_IP_STRUCT          *nx_tcp_socket_host_target;
    struct NX_TCP_SOCKET_STRUCT  *nx_tcp_socket_host_work_next;
    struct NX_TCP_SOCKET_STRUCT  *nx_tcp_socket_host_syn_next;
    struct NX_TCP_SOCKET_STRUCT  *nx_tcp_socket_host_flush_next;
    NX_PACKET                    *nx_tcp_socket_host_wire_head;
    NX_PACKET                    *nx_tcp_socket_host_wire_tail;
    ULONG                         nx_tcp_socket_host_generation;
    UINT                          nx_tcp_socket_host_events;
    UINT                          nx_tcp_socket_host_flags;
} NX_TCP_SOCKET;

/* A port on which an IP instance listens. */
typedef struct NX_TCP_LISTEN_STRUCT
{
    UINT                          nx_tcp_listen_port;
    VOID (*nx_tcp_listen_callback)(NX_TCP_SOCKET *socket_ptr, UINT port);
    NX_TCP_SOCKET                *nx_tcp_listen_socket_ptr;
    ULONG                         nx_tcp_listen_queue_maximum;
    ULONG                         nx_tcp_listen_queue_current;
    NX_PACKET                    *nx_tcp_listen_queue_head;
    NX_PACKET                    *nx_tcp_listen_queue_tail;
    struct NX_TCP_LISTEN_STRUCT  *nx_tcp_listen_next;
    struct NX_TCP_LISTEN_STRUCT  *nx_tcp_listen_previous;

    /* Host: clients of this process that wait for a socket, and the host's listener. */
    NX_TCP_SOCKET                *nx_tcp_listen_host_head;
    VOID                         *nx_tcp_listen_host_listener;
} NX_TCP_LISTEN;

/* UDP socket: the name only, for pointers. */
typedef struct NX_UDP_SOCKET_STRUCT NX_UDP_SOCKET;

typedef struct NXD_IPV6_ADDRESS_STRUCT
{
    UCHAR                         nxd_ipv6_address_valid;
    UCHAR                         nxd_ipv6_address_type;
    UCHAR                         nxd_ipv6_address_state;
    UCHAR                         nxd_ipv6_address_prefix_length;
    struct NX_INTERFACE_STRUCT   *nxd_ipv6_address_attached;
    ULONG                         nxd_ipv6_address[4];
    struct NXD_IPV6_ADDRESS_STRUCT *nxd_ipv6_address_next;
    UCHAR                         nxd_ipv6_address_DupAddrDetectTransmit;
    UCHAR                         nxd_ipv6_address_ConfigurationMethod;
    UCHAR                         nxd_ipv6_address_index;
    UCHAR                         reserved;
} NXD_IPV6_ADDRESS;

typedef struct NX_INTERFACE_STRUCT
{
    CHAR                         *nx_interface_name;
    UCHAR                         nx_interface_valid;
    UCHAR                         nx_interface_address_mapping_needed;
    UCHAR                         nx_interface_link_up;
    UCHAR                         nx_interface_index;
    UCHAR                         nx_interface_link_status_change;
    UCHAR                         nx_interface_reserved[3];
    ULONG                         nx_interface_physical_address_msw;
    ULONG                         nx_interface_physical_address_lsw;
    ULONG                         nx_interface_ip_address;
    ULONG                         nx_interface_ip_network_mask;
    ULONG                         nx_interface_ip_network;
    struct NXD_IPV6_ADDRESS_STRUCT *nxd_interface_ipv6_address_list_head;
    ULONG                         nx_interface_ip_mtu_size;
    VOID                         *nx_interface_additional_link_info;
    VOID (*nx_interface_link_driver_entry)(struct NX_IP_DRIVER_STRUCT *);
    ULONG                         nx_interface_capability_flag;
} NX_INTERFACE;

/* An IP instance. Its first interface has short names in the original API. */
#define nx_ip_address                  nx_ip_interface[0].nx_interface_ip_address
#define nx_ip_driver_mtu               nx_ip_interface[0].nx_interface_ip_mtu_size
#define nx_ip_driver_mapping_needed    nx_ip_interface[0].nx_interface_address_mapping_needed
#define nx_ip_network_mask             nx_ip_interface[0].nx_interface_ip_network_mask
#define nx_ip_network                  nx_ip_interface[0].nx_interface_ip_network
#define nx_ip_arp_physical_address_msw nx_ip_interface[0].nx_interface_physical_address_msw
#define nx_ip_arp_physical_address_lsw nx_ip_interface[0].nx_interface_physical_address_lsw
#define nx_ip_driver_link_up           nx_ip_interface[0].nx_interface_link_up
#define nx_ip_link_driver_entry        nx_ip_interface[0].nx_interface_link_driver_entry
#define nx_ip_additional_link_info     nx_ip_interface[0].nx_interface_additional_link_info

typedef struct NX_IP_STRUCT
{
    ULONG                         nx_ip_id;
    CHAR                         *nx_ip_name;
    ULONG                         nx_ip_gateway_address;
    struct NX_INTERFACE_STRUCT   *nx_ip_gateway_interface;
    struct NXD_IPV6_ADDRESS_STRUCT nx_ipv6_address[NX_MAX_IPV6_ADDRESSES + NX_LOOPBACK_IPV6_ENABLED];
    ULONG                         nx_ip_total_packet_send_requests;
    ULONG                         nx_ip_total_packets_sent;
    ULONG                         nx_ip_total_bytes_sent;
    ULONG                         nx_ip_total_packets_received;
    ULONG                         nx_ip_total_packets_delivered;
    ULONG                         nx_ip_total_bytes_received;
    ULONG                         nx_ip_invalid_packets;
    ULONG                         nx_ip_receive_packets_dropped;
    ULONG                         nx_ip_receive_checksum_errors;
    ULONG                         nx_ip_send_packets_dropped;
    ULONG                         nx_ip_total_fragments_sent;
    ULONG                         nx_ip_total_fragments_received;
    ULONG                         nx_ip_tcp_packets_sent;
    ULONG                         nx_ip_tcp_bytes_sent;
    ULONG                         nx_ip_tcp_packets_received;
    ULONG                         nx_ip_tcp_bytes_received;
    ULONG                         nx_ip_tcp_invalid_packets;
    ULONG                         nx_ip_tcp_receive_packets_dropped;
    ULONG                         nx_ip_tcp_checksum_errors;
    ULONG                         nx_ip_tcp_connections;
    ULONG                         nx_ip_tcp_passive_connections;
    ULONG                         nx_ip_tcp_active_connections;
    ULONG                         nx_ip_tcp_disconnections;
    ULONG                         nx_ip_tcp_connections_dropped;
    ULONG                         nx_ip_tcp_retransmit_packets;
    ULONG                         nx_ip_tcp_resets_received;
    ULONG                         nx_ip_tcp_resets_sent;
    struct NX_PACKET_POOL_STRUCT *nx_ip_default_packet_pool;
    TX_MUTEX                      nx_ip_protection;
    UINT                          nx_ip_initialize_done;
    TX_THREAD                     nx_ip_thread;
    TX_EVENT_FLAGS_GROUP          nx_ip_events;
    VOID (*nx_ip_fragment_processing)(struct NX_IP_DRIVER_STRUCT *);
    VOID (*nx_ip_address_change_notify)(struct NX_IP_STRUCT *, VOID *);
    VOID                         *nx_ip_address_change_notify_additional_info;
    void (*nx_ip_icmp_packet_receive)(struct NX_IP_STRUCT *, struct NX_PACKET_STRUCT *);
    void (*nx_ip_icmpv6_packet_process)(struct NX_IP_STRUCT *, NX_PACKET *);
    struct NX_UDP_SOCKET_STRUCT  *nx_ip_udp_created_sockets_ptr;
    ULONG                         nx_ip_udp_created_sockets_count;
    void (*nx_ip_udp_packet_receive)(struct NX_IP_STRUCT *, struct NX_PACKET_STRUCT *);
    struct NX_TCP_SOCKET_STRUCT  *nx_ip_tcp_port_table[NX_TCP_PORT_TABLE_SIZE];
    struct NX_TCP_SOCKET_STRUCT  *nx_ip_tcp_created_sockets_ptr;
    ULONG                         nx_ip_tcp_created_sockets_count;
    void (*nx_ip_tcp_packet_receive)(struct NX_IP_STRUCT *, struct NX_PACKET_STRUCT *);
    NX_TCP_LISTEN                 nx_ip_tcp_server_listen_reqs[NX_MAX_LISTEN_REQUESTS];
    NX_TCP_LISTEN                *nx_ip_tcp_available_listen_requests;
    NX_TCP_LISTEN                *nx_ip_tcp_active_listen_requests;
    VOID                         *nx_ip_arp_cache_memory;
    ULONG                         nx_ip_arp_total_entries;
    struct NX_IP_STRUCT          *nx_ip_created_next;
    struct NX_IP_STRUCT          *nx_ip_created_previous;
    void                         *nx_ip_reserved_ptr;
    NX_INTERFACE                  nx_ip_interface[NX_MAX_IP_INTERFACES];
    void (*nx_ipv6_packet_receive)(struct NX_IP_STRUCT *, NX_PACKET *);
    VOID (*nx_ip_link_status_change_callback)(struct NX_IP_STRUCT *, UINT, UINT);

    /* Host: work for the thread of this instance, private to the library. */
    NX_TCP_SOCKET                *nx_ip_host_work_head;
    NX_TCP_SOCKET                *nx_ip_host_work_tail;
    NX_TCP_SOCKET                *nx_ip_host_syn_head;
    TX_THREAD                    *nx_ip_host_suspension_list;
    ULONG                         nx_ip_host_suspended_count;
    UINT                          nx_ip_host_events;
} NX_IP;

/* A request to a link driver, for drivers that are compiled in and never called. */
typedef struct NX_IP_DRIVER_STRUCT
{
    UINT                          nx_ip_driver_command;
    UINT                          nx_ip_driver_status;
    ULONG                         nx_ip_driver_physical_address_msw;
    ULONG                         nx_ip_driver_physical_address_lsw;
    NX_PACKET                    *nx_ip_driver_packet;
    ULONG                        *nx_ip_driver_return_ptr;
    struct NX_IP_STRUCT          *nx_ip_driver_ptr;
    NX_INTERFACE                 *nx_ip_driver_interface;
} NX_IP_DRIVER;

/* Smallest ARP cache that nx_arp_enable takes: one entry. */
typedef struct NX_ARP_STRUCT
{
    ULONG                         nx_arp_ip_address;
    ULONG                         nx_arp_physical_address_msw;
    ULONG                         nx_arp_physical_address_lsw;
} NX_ARP;

/* Services by their public names: with checks of the arguments, or without. */
#ifdef NX_DISABLE_ERROR_CHECKING
#define nx_system_initialize _nx_system_initialize
#define nx_ip_create _nx_ip_create
#define nx_ip_delete _nx_ip_delete
#define nx_ip_status_check _nx_ip_status_check
#define nx_ip_interface_status_check _nx_ip_interface_status_check
#define nx_ip_info_get _nx_ip_info_get
#define nx_ip_address_get _nx_ip_address_get
#define nx_ip_address_set _nx_ip_address_set
#define nx_ip_address_change_notify _nx_ip_address_change_notify
#define nx_ip_gateway_address_get _nx_ip_gateway_address_get
#define nx_ip_gateway_address_set _nx_ip_gateway_address_set
#define nx_ip_gateway_address_clear _nx_ip_gateway_address_clear
#define nx_ip_interface_attach _nx_ip_interface_attach
#define nx_ip_interface_address_get _nx_ip_interface_address_get
#define nx_ip_interface_address_set _nx_ip_interface_address_set
#define nx_ip_interface_info_get _nx_ip_interface_info_get
#define nx_ip_interface_mtu_set _nx_ip_interface_mtu_set
#define nx_ip_interface_physical_address_get _nx_ip_interface_physical_address_get
#define nx_ip_interface_physical_address_set _nx_ip_interface_physical_address_set
#define nx_ip_interface_address_mapping_configure _nx_ip_interface_address_mapping_configure
#define nx_ip_driver_direct_command _nx_ip_driver_direct_command
#define nx_ip_driver_interface_direct_command _nx_ip_driver_interface_direct_command
#define nx_ip_link_status_change_notify_set _nx_ip_link_status_change_notify_set
#define nxd_ipv6_enable _nxd_ipv6_enable
#define nxd_ipv6_disable _nxd_ipv6_disable
#define nxd_ipv6_address_set _nxd_ipv6_address_set
#define nxd_ipv6_address_get _nxd_ipv6_address_get
#define nxd_ipv6_address_delete _nxd_ipv6_address_delete
#define nx_arp_enable _nx_arp_enable
#define nx_icmp_enable _nx_icmp_enable
#define nxd_icmp_enable _nxd_icmp_enable
#define nx_ip_fragment_enable _nx_ip_fragment_enable
#define nx_ip_fragment_disable _nx_ip_fragment_disable
#define nx_tcp_enable _nx_tcp_enable
#define nx_udp_enable _nx_udp_enable
#define nx_packet_pool_create _nx_packet_pool_create
#define nx_packet_pool_delete _nx_packet_pool_delete
#define nx_packet_pool_info_get _nx_packet_pool_info_get
#define nx_packet_pool_low_watermark_set _nx_packet_pool_low_watermark_set
#define nx_packet_allocate _nx_packet_allocate
#define nx_packet_copy _nx_packet_copy
#define nx_packet_data_append _nx_packet_data_append
#define nx_packet_data_extract_offset _nx_packet_data_extract_offset
#define nx_packet_data_retrieve _nx_packet_data_retrieve
#define nx_packet_length_get _nx_packet_length_get
#define nx_packet_release _nx_packet_release
#define nx_packet_transmit_release _nx_packet_transmit_release
#define nx_tcp_socket_create _nx_tcp_socket_create
#define nx_tcp_socket_delete _nx_tcp_socket_delete
#define nx_tcp_client_socket_bind _nx_tcp_client_socket_bind
#define nx_tcp_client_socket_connect _nx_tcp_client_socket_connect
#define nxd_tcp_client_socket_connect _nxd_tcp_client_socket_connect
#define nx_tcp_client_socket_port_get _nx_tcp_client_socket_port_get
#define nx_tcp_client_socket_unbind _nx_tcp_client_socket_unbind
#define nx_tcp_free_port_find _nx_tcp_free_port_find
#define nx_tcp_info_get _nx_tcp_info_get
#define nx_tcp_server_socket_listen _nx_tcp_server_socket_listen
#define nx_tcp_server_socket_accept _nx_tcp_server_socket_accept
#define nx_tcp_server_socket_relisten _nx_tcp_server_socket_relisten
#define nx_tcp_server_socket_unaccept _nx_tcp_server_socket_unaccept
#define nx_tcp_server_socket_unlisten _nx_tcp_server_socket_unlisten
#define nx_tcp_socket_bytes_available _nx_tcp_socket_bytes_available
#define nx_tcp_socket_disconnect _nx_tcp_socket_disconnect
#define nx_tcp_socket_disconnect_complete_notify _nx_tcp_socket_disconnect_complete_notify
#define nx_tcp_socket_establish_notify _nx_tcp_socket_establish_notify
#define nx_tcp_socket_info_get _nx_tcp_socket_info_get
#define nx_tcp_socket_mss_get _nx_tcp_socket_mss_get
#define nx_tcp_socket_mss_set _nx_tcp_socket_mss_set
#define nx_tcp_socket_mss_peer_get _nx_tcp_socket_mss_peer_get
#define nx_tcp_socket_peer_info_get _nx_tcp_socket_peer_info_get
#define nxd_tcp_socket_peer_info_get _nxd_tcp_socket_peer_info_get
#define nx_tcp_socket_queue_depth_notify_set _nx_tcp_socket_queue_depth_notify_set
#define nx_tcp_socket_receive _nx_tcp_socket_receive
#define nx_tcp_socket_receive_notify _nx_tcp_socket_receive_notify
#define nx_tcp_socket_receive_queue_max_set _nx_tcp_socket_receive_queue_max_set
#define nx_tcp_socket_send _nx_tcp_socket_send
#define nx_tcp_socket_state_wait _nx_tcp_socket_state_wait
#define nx_tcp_socket_timed_wait_callback _nx_tcp_socket_timed_wait_callback
#define nx_tcp_socket_transmit_configure _nx_tcp_socket_transmit_configure
#define nx_tcp_socket_window_update_notify_set _nx_tcp_socket_window_update_notify_set
#else
#define nx_system_initialize _nx_system_initialize
#define nx_ip_create(i, n, a, m, d, l, p, s, y) _nxe_ip_create(i, n, a, m, d, l, p, s, y, sizeof(NX_IP))
#define nx_ip_delete _nxe_ip_delete
#define nx_ip_status_check _nxe_ip_status_check
#define nx_ip_interface_status_check _nxe_ip_interface_status_check
#define nx_ip_info_get _nxe_ip_info_get
#define nx_ip_address_get _nxe_ip_address_get
#define nx_ip_address_set _nxe_ip_address_set
#define nx_ip_address_change_notify _nxe_ip_address_change_notify
#define nx_ip_gateway_address_get _nxe_ip_gateway_address_get
#define nx_ip_gateway_address_set _nxe_ip_gateway_address_set
#define nx_ip_gateway_address_clear _nxe_ip_gateway_address_clear
#define nx_ip_interface_attach _nxe_ip_interface_attach
#define nx_ip_interface_address_get _nxe_ip_interface_address_get
#define nx_ip_interface_address_set _nxe_ip_interface_address_set
#define nx_ip_interface_info_get _nxe_ip_interface_info_get
#define nx_ip_interface_mtu_set _nxe_ip_interface_mtu_set
#define nx_ip_interface_physical_address_get _nxe_ip_interface_physical_address_get
#define nx_ip_interface_physical_address_set _nxe_ip_interface_physical_address_set
#define nx_ip_interface_address_mapping_configure _nxe_ip_interface_address_mapping_configure
#define nx_ip_driver_direct_command _nxe_ip_driver_direct_command
#define nx_ip_driver_interface_direct_command _nxe_ip_driver_interface_direct_command
#define nx_ip_link_status_change_notify_set _nxe_ip_link_status_change_notify_set
#define nxd_ipv6_enable _nxde_ipv6_enable
#define nxd_ipv6_disable _nxde_ipv6_disable
#define nxd_ipv6_address_set _nxde_ipv6_address_set
#define nxd_ipv6_address_get _nxde_ipv6_address_get
#define nxd_ipv6_address_delete _nxde_ipv6_address_delete
#define nx_arp_enable _nxe_arp_enable
#define nx_icmp_enable _nxe_icmp_enable
#define nxd_icmp_enable _nxde_icmp_enable
#define nx_ip_fragment_enable _nxe_ip_fragment_enable
#define nx_ip_fragment_disable _nxe_ip_fragment_disable
#define nx_tcp_enable _nxe_tcp_enable
#define nx_udp_enable _nxe_udp_enable
#define nx_packet_pool_create(p, n, l, m, s) _nxe_packet_pool_create(p, n, l, m, s, sizeof(NX_PACKET_POOL))
#define nx_packet_pool_delete _nxe_packet_pool_delete
#define nx_packet_pool_info_get _nxe_packet_pool_info_get
#define nx_packet_pool_low_watermark_set _nxe_packet_pool_low_watermark_set
#define nx_packet_allocate _nxe_packet_allocate
#define nx_packet_copy _nxe_packet_copy
#define nx_packet_data_append _nxe_packet_data_append
#define nx_packet_data_extract_offset _nxe_packet_data_extract_offset
#define nx_packet_data_retrieve _nxe_packet_data_retrieve
#define nx_packet_length_get _nxe_packet_length_get
#define nx_packet_release(p) _nxe_packet_release(&p)
#define nx_packet_transmit_release(p) _nxe_packet_transmit_release(&p)
#define nx_tcp_socket_create(i, s, n, t, f, l, w, u, d) \
    _nxe_tcp_socket_create(i, s, n, t, f, l, w, u, d, sizeof(NX_TCP_SOCKET))
#define nx_tcp_socket_delete _nxe_tcp_socket_delete
#define nx_tcp_client_socket_bind _nxe_tcp_client_socket_bind
#define nx_tcp_client_socket_connect _nxe_tcp_client_socket_connect
#define nxd_tcp_client_socket_connect _nxde_tcp_client_socket_connect
#define nx_tcp_client_socket_port_get _nxe_tcp_client_socket_port_get
#define nx_tcp_client_socket_unbind _nxe_tcp_client_socket_unbind
#define nx_tcp_free_port_find _nxe_tcp_free_port_find
#define nx_tcp_info_get _nxe_tcp_info_get
#define nx_tcp_server_socket_listen _nxe_tcp_server_socket_listen
#define nx_tcp_server_socket_accept _nxe_tcp_server_socket_accept
#define nx_tcp_server_socket_relisten _nxe_tcp_server_socket_relisten
#define nx_tcp_server_socket_unaccept _nxe_tcp_server_socket_unaccept
#define nx_tcp_server_socket_unlisten _nxe_tcp_server_socket_unlisten
#define nx_tcp_socket_bytes_available _nxe_tcp_socket_bytes_available
#define nx_tcp_socket_disconnect _nxe_tcp_socket_disconnect
#define nx_tcp_socket_disconnect_complete_notify _nxe_tcp_socket_disconnect_complete_notify
#define nx_tcp_socket_establish_notify _nxe_tcp_socket_establish_notify
#define nx_tcp_socket_info_get _nxe_tcp_socket_info_get
#define nx_tcp_socket_mss_get _nxe_tcp_socket_mss_get
#define nx_tcp_socket_mss_set _nxe_tcp_socket_mss_set
#define nx_tcp_socket_mss_peer_get _nxe_tcp_socket_mss_peer_get
#define nx_tcp_socket_peer_info_get _nxe_tcp_socket_peer_info_get
#define nxd_tcp_socket_peer_info_get _nxde_tcp_socket_peer_info_get
#define nx_tcp_socket_queue_depth_notify_set _nxe_tcp_socket_queue_depth_notify_set
#define nx_tcp_socket_receive _nxe_tcp_socket_receive
#define nx_tcp_socket_receive_notify _nxe_tcp_socket_receive_notify
#define nx_tcp_socket_receive_queue_max_set _nxe_tcp_socket_receive_queue_max_set
#define nx_tcp_socket_send(s, p, t) _nxe_tcp_socket_send(s, &p, t)
#define nx_tcp_socket_state_wait _nxe_tcp_socket_state_wait
#define nx_tcp_socket_timed_wait_callback _nxe_tcp_socket_timed_wait_callback
#define nx_tcp_socket_transmit_configure _nxe_tcp_socket_transmit_configure
#define nx_tcp_socket_window_update_notify_set _nxe_tcp_socket_window_update_notify_set
#endif

#define nxd_ipv6_global_address_set(i, a, p)  nxd_ipv6_address_set(i, 0, a, p, NX_NULL)
#define nxd_ipv6_linklocal_address_set(i, a) nxd_ipv6_address_set(i, 0, a, 10, NX_NULL)

/* Start of the network layer and of an IP instance. The driver is recorded and never called: the
   host is the network. */
VOID _nx_system_initialize(VOID);
UINT _nx_ip_create(NX_IP *ip_ptr, CHAR *name, ULONG ip_address, ULONG network_mask, NX_PACKET_POOL
    *default_pool, VOID (*ip_link_driver)(NX_IP_DRIVER *), VOID *memory_ptr, ULONG memory_size, UINT
    priority);
UINT _nxe_ip_create(NX_IP *ip_ptr, CHAR *name, ULONG ip_address, ULONG network_mask, NX_PACKET_POOL
    *default_pool, VOID (*ip_link_driver)(NX_IP_DRIVER *), VOID *memory_ptr, ULONG memory_size, UINT
    priority, UINT ip_control_block_size);
UINT _nx_ip_delete(NX_IP *ip_ptr);
UINT _nxe_ip_delete(NX_IP *ip_ptr);
UINT _nx_ip_status_check(NX_IP *ip_ptr, ULONG needed_status, ULONG *actual_status, ULONG wait_option);
UINT _nxe_ip_status_check(NX_IP *ip_ptr, ULONG needed_status, ULONG *actual_status, ULONG wait_option);
UINT _nx_ip_interface_status_check(NX_IP *ip_ptr, UINT interface_index, ULONG needed_status, ULONG
    *actual_status, ULONG wait_option);
UINT _nxe_ip_interface_status_check(NX_IP *ip_ptr, UINT interface_index, ULONG needed_status, ULONG
    *actual_status, ULONG wait_option);
UINT _nx_ip_info_get(NX_IP *ip_ptr, ULONG *ip_total_packets_sent, ULONG *ip_total_bytes_sent, ULONG
    *ip_total_packets_received, ULONG *ip_total_bytes_received, ULONG *ip_invalid_packets, ULONG
    *ip_receive_packets_dropped, ULONG *ip_receive_checksum_errors, ULONG *ip_send_packets_dropped, ULONG
    *ip_total_fragments_sent, ULONG *ip_total_fragments_received);
UINT _nxe_ip_info_get(NX_IP *ip_ptr, ULONG *ip_total_packets_sent, ULONG *ip_total_bytes_sent, ULONG
    *ip_total_packets_received, ULONG *ip_total_bytes_received, ULONG *ip_invalid_packets, ULONG
    *ip_receive_packets_dropped, ULONG *ip_receive_checksum_errors, ULONG *ip_send_packets_dropped, ULONG
    *ip_total_fragments_sent, ULONG *ip_total_fragments_received);

/* Addresses. */
UINT _nx_ip_address_get(NX_IP *ip_ptr, ULONG *ip_address, ULONG *network_mask);
UINT _nxe_ip_address_get(NX_IP *ip_ptr, ULONG *ip_address, ULONG *network_mask);
UINT _nx_ip_address_set(NX_IP *ip_ptr, ULONG ip_address, ULONG network_mask);
UINT _nxe_ip_address_set(NX_IP *ip_ptr, ULONG ip_address, ULONG network_mask);
UINT _nx_ip_address_change_notify(NX_IP *ip_ptr, VOID (*ip_address_change_notify)(NX_IP *, VOID *), VOID
    *additional_info);
UINT _nxe_ip_address_change_notify(NX_IP *ip_ptr, VOID (*ip_address_change_notify)(NX_IP *, VOID *), VOID
    *additional_info);
UINT _nx_ip_gateway_address_get(NX_IP *ip_ptr, ULONG *ip_address);
UINT _nxe_ip_gateway_address_get(NX_IP *ip_ptr, ULONG *ip_address);
UINT _nx_ip_gateway_address_set(NX_IP *ip_ptr, ULONG ip_address);
UINT _nxe_ip_gateway_address_set(NX_IP *ip_ptr, ULONG ip_address);
UINT _nx_ip_gateway_address_clear(NX_IP *ip_ptr);
UINT _nxe_ip_gateway_address_clear(NX_IP *ip_ptr);
UINT _nx_ip_interface_attach(NX_IP *ip_ptr, CHAR *interface_name, ULONG ip_address, ULONG network_mask,
    VOID (*ip_link_driver)(struct NX_IP_DRIVER_STRUCT *));
UINT _nxe_ip_interface_attach(NX_IP *ip_ptr, CHAR *interface_name, ULONG ip_address, ULONG network_mask,
    VOID (*ip_link_driver)(struct NX_IP_DRIVER_STRUCT *));
UINT _nx_ip_interface_address_get(NX_IP *ip_ptr, UINT interface_index, ULONG *ip_address, ULONG
    *network_mask);
UINT _nxe_ip_interface_address_get(NX_IP *ip_ptr, UINT interface_index, ULONG *ip_address, ULONG
    *network_mask);
UINT _nx_ip_interface_address_set(NX_IP *ip_ptr, UINT interface_index, ULONG ip_address, ULONG network_mask);
UINT _nxe_ip_interface_address_set(NX_IP *ip_ptr, UINT interface_index, ULONG ip_address, ULONG network_mask);
UINT _nx_ip_interface_info_get(NX_IP *ip_ptr, UINT interface_index, CHAR **interface_name, ULONG
    *ip_address, ULONG *network_mask, ULONG *mtu_size, ULONG *physical_address_msw, ULONG
    *physical_address_lsw);
UINT _nxe_ip_interface_info_get(NX_IP *ip_ptr, UINT interface_index, CHAR **interface_name, ULONG
    *ip_address, ULONG *network_mask, ULONG *mtu_size, ULONG *physical_address_msw, ULONG
    *physical_address_lsw);
UINT _nx_ip_interface_mtu_set(NX_IP *ip_ptr, UINT interface_index, ULONG mtu_size);
UINT _nxe_ip_interface_mtu_set(NX_IP *ip_ptr, UINT interface_index, ULONG mtu_size);
UINT _nx_ip_interface_physical_address_get(NX_IP *ip_ptr, UINT interface_index, ULONG *physical_msw, ULONG
    *physical_lsw);
UINT _nxe_ip_interface_physical_address_get(NX_IP *ip_ptr, UINT interface_index, ULONG *physical_msw,
    ULONG *physical_lsw);
UINT _nx_ip_interface_physical_address_set(NX_IP *ip_ptr, UINT interface_index, ULONG physical_msw, ULONG
    physical_lsw, UINT update_driver);
UINT _nxe_ip_interface_physical_address_set(NX_IP *ip_ptr, UINT interface_index, ULONG physical_msw, ULONG
    physical_lsw, UINT update_driver);
UINT _nx_ip_interface_address_mapping_configure(NX_IP *ip_ptr, UINT interface_index, UINT mapping_needed);
UINT _nxe_ip_interface_address_mapping_configure(NX_IP *ip_ptr, UINT interface_index, UINT mapping_needed);
UINT _nx_ip_driver_direct_command(NX_IP *ip_ptr, UINT command, ULONG *return_value_ptr);
UINT _nxe_ip_driver_direct_command(NX_IP *ip_ptr, UINT command, ULONG *return_value_ptr);
UINT _nx_ip_driver_interface_direct_command(NX_IP *ip_ptr, UINT command, UINT interface_index, ULONG
    *return_value_ptr);
UINT _nxe_ip_driver_interface_direct_command(NX_IP *ip_ptr, UINT command, UINT interface_index, ULONG
    *return_value_ptr);
UINT _nx_ip_link_status_change_notify_set(NX_IP *ip_ptr, VOID (*link_status_change_notify)(NX_IP *ip_ptr,
    UINT interface_index, UINT link_up));
UINT _nxe_ip_link_status_change_notify_set(NX_IP *ip_ptr, VOID (*link_status_change_notify)(NX_IP *ip_ptr,
    UINT interface_index, UINT link_up));
UINT _nxd_ipv6_enable(NX_IP *ip_ptr);
UINT _nxde_ipv6_enable(NX_IP *ip_ptr);
UINT _nxd_ipv6_disable(NX_IP *ip_ptr);
UINT _nxde_ipv6_disable(NX_IP *ip_ptr);
UINT _nxd_ipv6_address_set(NX_IP *ip_ptr, UINT interface_index, NXD_ADDRESS *ip_address, ULONG
    prefix_length, UINT *address_index);
UINT _nxde_ipv6_address_set(NX_IP *ip_ptr, UINT interface_index, NXD_ADDRESS *ip_address, ULONG
    prefix_length, UINT *address_index);
UINT _nxd_ipv6_address_get(NX_IP *ip_ptr, UINT address_index, NXD_ADDRESS *ip_address, ULONG
    *prefix_length, UINT *interface_index);
UINT _nxde_ipv6_address_get(NX_IP *ip_ptr, UINT address_index, NXD_ADDRESS *ip_address, ULONG
    *prefix_length, UINT *interface_index);
UINT _nxd_ipv6_address_delete(NX_IP *ip_ptr, UINT address_index);
UINT _nxde_ipv6_address_delete(NX_IP *ip_ptr, UINT address_index);

/* Protocols of an IP instance. */
UINT _nx_arp_enable(NX_IP *ip_ptr, VOID *arp_cache_memory, ULONG arp_cache_size);
UINT _nxe_arp_enable(NX_IP *ip_ptr, VOID *arp_cache_memory, ULONG arp_cache_size);
UINT _nx_icmp_enable(NX_IP *ip_ptr);
UINT _nxe_icmp_enable(NX_IP *ip_ptr);
UINT _nxd_icmp_enable(NX_IP *ip_ptr);
UINT _nxde_icmp_enable(NX_IP *ip_ptr);
UINT _nx_ip_fragment_enable(NX_IP *ip_ptr);
UINT _nxe_ip_fragment_enable(NX_IP *ip_ptr);
UINT _nx_ip_fragment_disable(NX_IP *ip_ptr);
UINT _nxe_ip_fragment_disable(NX_IP *ip_ptr);
UINT _nx_tcp_enable(NX_IP *ip_ptr);
UINT _nxe_tcp_enable(NX_IP *ip_ptr);
UINT _nx_udp_enable(NX_IP *ip_ptr);
UINT _nxe_udp_enable(NX_IP *ip_ptr);

/* Packet pools and packets. */
UINT _nx_packet_pool_create(NX_PACKET_POOL *pool_ptr, CHAR *name, ULONG payload_size, VOID *memory_ptr,
    ULONG memory_size);
UINT _nxe_packet_pool_create(NX_PACKET_POOL *pool_ptr, CHAR *name, ULONG payload_size, VOID *memory_ptr,
    ULONG memory_size, UINT pool_control_block_size);
UINT _nx_packet_pool_delete(NX_PACKET_POOL *pool_ptr);
UINT _nxe_packet_pool_delete(NX_PACKET_POOL *pool_ptr);
UINT _nx_packet_pool_info_get(NX_PACKET_POOL *pool_ptr, ULONG *total_packets, ULONG *free_packets, ULONG
    *empty_pool_requests, ULONG *empty_pool_suspensions, ULONG *invalid_packet_releases);
UINT _nxe_packet_pool_info_get(NX_PACKET_POOL *pool_ptr, ULONG *total_packets, ULONG *free_packets, ULONG
    *empty_pool_requests, ULONG *empty_pool_suspensions, ULONG *invalid_packet_releases);
UINT _nx_packet_pool_low_watermark_set(NX_PACKET_POOL *pool_ptr, ULONG low_watermark);
UINT _nxe_packet_pool_low_watermark_set(NX_PACKET_POOL *pool_ptr, ULONG low_watermark);
UINT _nx_packet_allocate(NX_PACKET_POOL *pool_ptr, NX_PACKET **packet_ptr, ULONG packet_type, ULONG
    wait_option);
UINT _nxe_packet_allocate(NX_PACKET_POOL *pool_ptr, NX_PACKET **packet_ptr, ULONG packet_type, ULONG
    wait_option);
UINT _nx_packet_copy(NX_PACKET *packet_ptr, NX_PACKET **new_packet_ptr, NX_PACKET_POOL *pool_ptr, ULONG
    wait_option);
UINT _nxe_packet_copy(NX_PACKET *packet_ptr, NX_PACKET **new_packet_ptr, NX_PACKET_POOL *pool_ptr, ULONG
    wait_option);
UINT _nx_packet_data_append(NX_PACKET *packet_ptr, VOID *data_start, ULONG data_size, NX_PACKET_POOL
    *pool_ptr, ULONG wait_option);
UINT _nxe_packet_data_append(NX_PACKET *packet_ptr, VOID *data_start, ULONG data_size, NX_PACKET_POOL
    *pool_ptr, ULONG wait_option);
UINT _nx_packet_data_extract_offset(NX_PACKET *packet_ptr, ULONG offset, VOID *buffer_start, ULONG
    buffer_length, ULONG *bytes_copied);
UINT _nxe_packet_data_extract_offset(NX_PACKET *packet_ptr, ULONG offset, VOID *buffer_start, ULONG
    buffer_length, ULONG *bytes_copied);
UINT _nx_packet_data_retrieve(NX_PACKET *packet_ptr, VOID *buffer_start, ULONG *bytes_copied);
UINT _nxe_packet_data_retrieve(NX_PACKET *packet_ptr, VOID *buffer_start, ULONG *bytes_copied);
UINT _nx_packet_length_get(NX_PACKET *packet_ptr, ULONG *length);
UINT _nxe_packet_length_get(NX_PACKET *packet_ptr, ULONG *length);
UINT _nx_packet_release(NX_PACKET *packet_ptr);
UINT _nxe_packet_release(NX_PACKET **packet_ptr_ptr);
UINT _nx_packet_transmit_release(NX_PACKET *packet_ptr);
UINT _nxe_packet_transmit_release(NX_PACKET **packet_ptr_ptr);

/* TCP. A destination that belongs to an IP instance of this process is reached inside the process;
   any other goes out through a socket of the host. */
UINT _nx_tcp_socket_create(NX_IP *ip_ptr, NX_TCP_SOCKET *socket_ptr, CHAR *name, ULONG type_of_service,
    ULONG fragment, UINT time_to_live, ULONG window_size, VOID (*tcp_urgent_data_callback)(NX_TCP_SOCKET
    *socket_ptr), VOID (*tcp_disconnect_callback)(NX_TCP_SOCKET *socket_ptr));
UINT _nxe_tcp_socket_create(NX_IP *ip_ptr, NX_TCP_SOCKET *socket_ptr, CHAR *name, ULONG type_of_service,
    ULONG fragment, UINT time_to_live, ULONG window_size, VOID (*tcp_urgent_data_callback)(NX_TCP_SOCKET
    *socket_ptr), VOID (*tcp_disconnect_callback)(NX_TCP_SOCKET *socket_ptr), UINT tcp_socket_size);
UINT _nx_tcp_socket_delete(NX_TCP_SOCKET *socket_ptr);
UINT _nxe_tcp_socket_delete(NX_TCP_SOCKET *socket_ptr);
UINT _nx_tcp_client_socket_bind(NX_TCP_SOCKET *socket_ptr, UINT port, ULONG wait_option);
UINT _nxe_tcp_client_socket_bind(NX_TCP_SOCKET *socket_ptr, UINT port, ULONG wait_option);
UINT _nx_tcp_client_socket_connect(NX_TCP_SOCKET *socket_ptr, ULONG server_ip, UINT server_port, ULONG
    wait_option);
UINT _nxe_tcp_client_socket_connect(NX_TCP_SOCKET *socket_ptr, ULONG server_ip, UINT server_port, ULONG
    wait_option);
UINT _nxd_tcp_client_socket_connect(NX_TCP_SOCKET *socket_ptr, NXD_ADDRESS *server_ip, UINT server_port,
    ULONG wait_option);
UINT _nxde_tcp_client_socket_connect(NX_TCP_SOCKET *socket_ptr, NXD_ADDRESS *server_ip, UINT server_port,
    ULONG wait_option);
UINT _nx_tcp_client_socket_port_get(NX_TCP_SOCKET *socket_ptr, UINT *port_ptr);
UINT _nxe_tcp_client_socket_port_get(NX_TCP_SOCKET *socket_ptr, UINT *port_ptr);
UINT _nx_tcp_client_socket_unbind(NX_TCP_SOCKET *socket_ptr);
UINT _nxe_tcp_client_socket_unbind(NX_TCP_SOCKET *socket_ptr);
UINT _nx_tcp_free_port_find(NX_IP *ip_ptr, UINT port, UINT *free_port_ptr);
UINT _nxe_tcp_free_port_find(NX_IP *ip_ptr, UINT port, UINT *free_port_ptr);
UINT _nx_tcp_info_get(NX_IP *ip_ptr, ULONG *tcp_packets_sent, ULONG *tcp_bytes_sent, ULONG
    *tcp_packets_received, ULONG *tcp_bytes_received, ULONG *tcp_invalid_packets, ULONG
    *tcp_receive_packets_dropped, ULONG *tcp_checksum_errors, ULONG *tcp_connections, ULONG
    *tcp_disconnections, ULONG *tcp_connections_dropped, ULONG *tcp_retransmit_packets);
UINT _nxe_tcp_info_get(NX_IP *ip_ptr, ULONG *tcp_packets_sent, ULONG *tcp_bytes_sent, ULONG
    *tcp_packets_received, ULONG *tcp_bytes_received, ULONG *tcp_invalid_packets, ULONG
    *tcp_receive_packets_dropped, ULONG *tcp_checksum_errors, ULONG *tcp_connections, ULONG
    *tcp_disconnections, ULONG *tcp_connections_dropped, ULONG *tcp_retransmit_packets);
UINT _nx_tcp_server_socket_listen(NX_IP *ip_ptr, UINT port, NX_TCP_SOCKET *socket_ptr, UINT
    listen_queue_size, VOID (*tcp_listen_callback)(NX_TCP_SOCKET *socket_ptr, UINT port));
UINT _nxe_tcp_server_socket_listen(NX_IP *ip_ptr, UINT port, NX_TCP_SOCKET *socket_ptr, UINT
    listen_queue_size, VOID (*tcp_listen_callback)(NX_TCP_SOCKET *socket_ptr, UINT port));
UINT _nx_tcp_server_socket_accept(NX_TCP_SOCKET *socket_ptr, ULONG wait_option);
UINT _nxe_tcp_server_socket_accept(NX_TCP_SOCKET *socket_ptr, ULONG wait_option);
UINT _nx_tcp_server_socket_relisten(NX_IP *ip_ptr, UINT port, NX_TCP_SOCKET *socket_ptr);
UINT _nxe_tcp_server_socket_relisten(NX_IP *ip_ptr, UINT port, NX_TCP_SOCKET *socket_ptr);
UINT _nx_tcp_server_socket_unaccept(NX_TCP_SOCKET *socket_ptr);
UINT _nxe_tcp_server_socket_unaccept(NX_TCP_SOCKET *socket_ptr);
UINT _nx_tcp_server_socket_unlisten(NX_IP *ip_ptr, UINT port);
UINT _nxe_tcp_server_socket_unlisten(NX_IP *ip_ptr, UINT port);
UINT _nx_tcp_socket_bytes_available(NX_TCP_SOCKET *socket_ptr, ULONG *bytes_available);
UINT _nxe_tcp_socket_bytes_available(NX_TCP_SOCKET *socket_ptr, ULONG *bytes_available);
UINT _nx_tcp_socket_disconnect(NX_TCP_SOCKET *socket_ptr, ULONG wait_option);
UINT _nxe_tcp_socket_disconnect(NX_TCP_SOCKET *socket_ptr, ULONG wait_option);
UINT _nx_tcp_socket_disconnect_complete_notify(NX_TCP_SOCKET *socket_ptr, VOID
    (*tcp_disconnect_complete_notify)(NX_TCP_SOCKET *));
UINT _nxe_tcp_socket_disconnect_complete_notify(NX_TCP_SOCKET *socket_ptr, VOID
    (*tcp_disconnect_complete_notify)(NX_TCP_SOCKET *));
UINT _nx_tcp_socket_establish_notify(NX_TCP_SOCKET *socket_ptr, VOID (*tcp_establish_notify)(NX_TCP_SOCKET
    *));
UINT _nxe_tcp_socket_establish_notify(NX_TCP_SOCKET *socket_ptr, VOID
    (*tcp_establish_notify)(NX_TCP_SOCKET *));
UINT _nx_tcp_socket_info_get(NX_TCP_SOCKET *socket_ptr, ULONG *tcp_packets_sent, ULONG *tcp_bytes_sent,
    ULONG *tcp_packets_received, ULONG *tcp_bytes_received, ULONG *tcp_retransmit_packets, ULONG
    *tcp_packets_queued, ULONG *tcp_checksum_errors, ULONG *tcp_socket_state, ULONG
    *tcp_transmit_queue_depth, ULONG *tcp_transmit_window, ULONG *tcp_receive_window);
UINT _nxe_tcp_socket_info_get(NX_TCP_SOCKET *socket_ptr, ULONG *tcp_packets_sent, ULONG *tcp_bytes_sent,
    ULONG *tcp_packets_received, ULONG *tcp_bytes_received, ULONG *tcp_retransmit_packets, ULONG
    *tcp_packets_queued, ULONG *tcp_checksum_errors, ULONG *tcp_socket_state, ULONG
    *tcp_transmit_queue_depth, ULONG *tcp_transmit_window, ULONG *tcp_receive_window);
UINT _nx_tcp_socket_mss_get(NX_TCP_SOCKET *socket_ptr, ULONG *mss);
UINT _nxe_tcp_socket_mss_get(NX_TCP_SOCKET *socket_ptr, ULONG *mss);
UINT _nx_tcp_socket_mss_set(NX_TCP_SOCKET *socket_ptr, ULONG mss);
UINT _nxe_tcp_socket_mss_set(NX_TCP_SOCKET *socket_ptr, ULONG mss);
UINT _nx_tcp_socket_mss_peer_get(NX_TCP_SOCKET *socket_ptr, ULONG *peer_mss);
UINT _nxe_tcp_socket_mss_peer_get(NX_TCP_SOCKET *socket_ptr, ULONG *peer_mss);
UINT _nx_tcp_socket_peer_info_get(NX_TCP_SOCKET *socket_ptr, ULONG *peer_ip_address, ULONG *peer_port);
UINT _nxe_tcp_socket_peer_info_get(NX_TCP_SOCKET *socket_ptr, ULONG *peer_ip_address, ULONG *peer_port);
UINT _nxd_tcp_socket_peer_info_get(NX_TCP_SOCKET *socket_ptr, NXD_ADDRESS *peer_ip_address, ULONG *peer_port);
UINT _nxde_tcp_socket_peer_info_get(NX_TCP_SOCKET *socket_ptr, NXD_ADDRESS *peer_ip_address, ULONG
    *peer_port);
UINT _nx_tcp_socket_queue_depth_notify_set(NX_TCP_SOCKET *socket_ptr, VOID
    (*tcp_socket_queue_depth_notify)(NX_TCP_SOCKET *));
UINT _nxe_tcp_socket_queue_depth_notify_set(NX_TCP_SOCKET *socket_ptr, VOID
    (*tcp_socket_queue_depth_notify)(NX_TCP_SOCKET *));
UINT _nx_tcp_socket_receive(NX_TCP_SOCKET *socket_ptr, NX_PACKET **packet_ptr, ULONG wait_option);
UINT _nxe_tcp_socket_receive(NX_TCP_SOCKET *socket_ptr, NX_PACKET **packet_ptr, ULONG wait_option);
UINT _nx_tcp_socket_receive_notify(NX_TCP_SOCKET *socket_ptr, VOID (*tcp_receive_notify)(NX_TCP_SOCKET *));
UINT _nxe_tcp_socket_receive_notify(NX_TCP_SOCKET *socket_ptr, VOID (*tcp_receive_notify)(NX_TCP_SOCKET *));
UINT _nx_tcp_socket_receive_queue_max_set(NX_TCP_SOCKET *socket_ptr, UINT receive_queue_maximum);
UINT _nxe_tcp_socket_receive_queue_max_set(NX_TCP_SOCKET *socket_ptr, UINT receive_queue_maximum);
UINT _nx_tcp_socket_send(NX_TCP_SOCKET *socket_ptr, NX_PACKET *packet_ptr, ULONG wait_option);
UINT _nxe_tcp_socket_send(NX_TCP_SOCKET *socket_ptr, NX_PACKET **packet_ptr_ptr, ULONG wait_option);
UINT _nx_tcp_socket_state_wait(NX_TCP_SOCKET *socket_ptr, UINT desired_state, ULONG wait_option);
UINT _nxe_tcp_socket_state_wait(NX_TCP_SOCKET *socket_ptr, UINT desired_state, ULONG wait_option);
UINT _nx_tcp_socket_timed_wait_callback(NX_TCP_SOCKET *socket_ptr, VOID
    (*tcp_timed_wait_callback)(NX_TCP_SOCKET *));
UINT _nxe_tcp_socket_timed_wait_callback(NX_TCP_SOCKET *socket_ptr, VOID
    (*tcp_timed_wait_callback)(NX_TCP_SOCKET *));
UINT _nx_tcp_socket_transmit_configure(NX_TCP_SOCKET *socket_ptr, ULONG max_queue_depth, ULONG timeout,
    ULONG max_retries, ULONG timeout_shift);
UINT _nxe_tcp_socket_transmit_configure(NX_TCP_SOCKET *socket_ptr, ULONG max_queue_depth, ULONG timeout,
    ULONG max_retries, ULONG timeout_shift);
UINT _nx_tcp_socket_window_update_notify_set(NX_TCP_SOCKET *socket_ptr, VOID
    (*tcp_window_update_notify)(NX_TCP_SOCKET *));
UINT _nxe_tcp_socket_window_update_notify_set(NX_TCP_SOCKET *socket_ptr, VOID
    (*tcp_window_update_notify)(NX_TCP_SOCKET *));

/* Moves the data of a packet up so that header_size bytes are free in front of it. */
UINT _nx_packet_data_adjust(NX_PACKET *packet_ptr, ULONG header_size);

#ifdef __cplusplus
}
#endif

#endif /* NX_API_H */
