/* MQTT client for NetX Duo: drop-in interface.
 *
 * SPDX-License-Identifier: MIT
 *
 * Names, values, prototypes and the control block are those of the NetX Duo MQTT client, so a program written for
 * it compiles and links unchanged. The block that follows the original members of NXD_MQTT_CLIENT belongs to this
 * library; define NXD_MQTT_ORIGINAL_LAYOUT, for the application and for the library alike, to leave it out. Without
 * it QoS 2 is refused with NXD_MQTT_QOS2_NOT_SUPPORTED, as the original does.
 *
 * Conventions
 *   Ownership   The control block, the stack and every string given to create, login_set, will_message_set and
 *               websocket_set stay the application's and must live as long as the client uses them. Data given to
 *               publish, subscribe and unsubscribe is copied before the call returns.
 *   Waiting     A `timeout` or `wait_option` is in ThreadX timer ticks; NX_NO_WAIT and NX_WAIT_FOREVER have their
 *               usual meaning. It bounds each step of a call (allocation, TCP connect, TLS, ...), not their sum.
 *   Context     Threads only, unless a function says otherwise. Functions may be called from the client's
 *               callbacks, except nxd_mqtt_client_delete.
 *   Callbacks   They run on the client's thread with its recursive mutex held, unless stated otherwise. They must
 *               not block for long.
 *   Errors      0 is success. A control block that was never created, or is deleted, gives
 *               NXD_MQTT_CLIENT_NOT_RUNNING; of publish, subscribe and unsubscribe NXD_MQTT_NOT_CONNECTED. That holds
 *               for zeroed memory, and for other memory unless it happens to hold a socket's mark (nx_tcp_socket_id)
 *               or, for those three, the state of a connected client. Names beginning NX_ are in nx_api.h.
 */
#ifndef _NXD_MQTT_CLIENT_H_
#define _NXD_MQTT_CLIENT_H_

#ifdef __cplusplus
extern "C" {
#endif

#include "nx_api.h"

#ifdef NX_SECURE_ENABLE
#include "nx_secure_tls_api.h"
#endif

#ifdef NXD_MQTT_CLOUD_ENABLE
#include "nx_cloud.h"
#endif

#if defined(NXD_MQTT_REQUIRE_TLS) && !defined(NX_SECURE_ENABLE)
#error "NXD_MQTT_REQUIRE_TLS needs NX_SECURE_ENABLE."
#endif

#ifdef NXD_MQTT_OVER_WEBSOCKET
#include "nx_websocket_client.h"
#endif

/* ------------------------------------------------------------------------------------------------------------------
 * Configuration. The library must be built with the same values as the application.
 *
 * NX_SECURE_ENABLE                         adds nxd_mqtt_client_secure_connect
 * NXD_MQTT_REQUIRE_TLS                     refuses a connection without TLS
 * NXD_MQTT_OVER_WEBSOCKET                  adds nxd_mqtt_client_websocket_set
 * NXD_MQTT_CLOUD_ENABLE                    runs the client on an NX_CLOUD thread instead of one of its own
 * NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH    greatest number of unacknowledged packets; not defined: no limit
 * ------------------------------------------------------------------------------------------------------------------ */

/* Sub-protocol named in the WebSocket handshake. */
#define NXD_MQTT_OVER_WEBSOCKET_PROTOCOL                               "mqtt"

/* Memory functions; kept for sources that use these names. */
#ifndef NXD_MQTT_SECURE_MEMCPY
#define NXD_MQTT_SECURE_MEMCPY                                         memcpy
#endif
#ifndef NXD_MQTT_SECURE_MEMCMP
#define NXD_MQTT_SECURE_MEMCMP                                         memcmp
#endif
#ifndef NXD_MQTT_SECURE_MEMSET
#define NXD_MQTT_SECURE_MEMSET                                         memset
#endif
#ifndef NXD_MQTT_SECURE_MEMMOVE
#define NXD_MQTT_SECURE_MEMMOVE                                        memmove
#endif

/* TCP ports of a broker: plain, TLS, TLS over WebSocket. */
#define NXD_MQTT_PORT                                                  1883
#define NXD_MQTT_TLS_PORT                                              8883
#define NXD_MQTT_OVER_WEBSOCKET_TLS_PORT                               443
#define NXD_MQTT_CLIENT_NONTLS_PORT                                    1883
#define NXD_MQTT_CLIENT_TLS_PORT                                       8883

/* TCP receive window, bytes. */
#ifndef NXD_MQTT_CLIENT_SOCKET_WINDOW_SIZE
#define NXD_MQTT_CLIENT_SOCKET_WINDOW_SIZE                             8192
#endif

/* Time slice of the client's thread, ticks. */
#ifndef NXD_MQTT_CLIENT_THREAD_TIME_SLICE
#define NXD_MQTT_CLIENT_THREAD_TIME_SLICE                              2
#endif

/* Ticks between two looks at the keep-alive deadline. */
#ifndef NXD_MQTT_KEEPALIVE_TIMER_RATE
#define NXD_MQTT_KEEPALIVE_TIMER_RATE                                  (NX_IP_PERIODIC_RATE)
#endif

/* Ticks a broker has to answer a ping before the client ends the connection. */
#ifndef NXD_MQTT_PING_TIMEOUT_DELAY
#define NXD_MQTT_PING_TIMEOUT_DELAY                                    (NX_IP_PERIODIC_RATE)
#endif

/* Not used any more; sizes some applications give their buffers. */
#ifndef NXD_MQTT_MAX_TOPIC_NAME_LENGTH
#define NXD_MQTT_MAX_TOPIC_NAME_LENGTH                                 12
#endif
#ifndef NXD_MQTT_MAX_MESSAGE_LENGTH
#define NXD_MQTT_MAX_MESSAGE_LENGTH                                    32
#endif

/* First packet identifier of a connection that has nothing to retransmit. */
#ifndef NXD_MQTT_INITIAL_PACKET_ID_VALUE
#define NXD_MQTT_INITIAL_PACKET_ID_VALUE                               1
#endif

/* Ticks to wait for the TCP (TLS, WebSocket) disconnect to complete. */
#ifndef NXD_MQTT_SOCKET_TIMEOUT
#define NXD_MQTT_SOCKET_TIMEOUT                                        NX_WAIT_FOREVER
#endif

/* ------------------------------------------------------------------------------------------------------------------
 * Wire format (MQTT 3.1.1)
 * ------------------------------------------------------------------------------------------------------------------ */

#define MQTT_PROTOCOL_LEVEL                                            4

/* CONNECT flags (section 3.1.2.3). */
#define MQTT_CONNECT_FLAGS_USERNAME                                    (1 << 7)
#define MQTT_CONNECT_FLAGS_PASSWORD                                    (1 << 6)
#define MQTT_CONNECT_FLAGS_WILL_RETAIN                                 (1 << 5)
#define MQTT_CONNECT_FLAGS_WILL_QOS_0                                  0
#define MQTT_CONNECT_FLAGS_WILL_QOS_1                                  (1 << 3)
#define MQTT_CONNECT_FLAGS_WILL_QOS_2                                  (2 << 3)
#define MQTT_CONNECT_FLAGS_WILL_FLAG                                   (1 << 2)
#define MQTT_CONNECT_FLAGS_CLEAN_SESSION                               (1 << 1)
#define MQTT_CONNECT_FLAGS_WILL_QOS_FIELD                              (3 << 3)

/* CONNACK session-present flag and return codes (section 3.2.2). */
#define MQTT_CONNACK_CONNECT_FLAGS_SP                                  (1)
#define MQTT_CONNACK_CONNECT_RETURN_CODE_ACCEPTED                      (0)
#define MQTT_CONNACK_CONNECT_RETURN_CODE_UNACCEPTABLE_PROTOCOL_VERSION (1)
#define MQTT_CONNACK_CONNECT_RETURN_CODE_IDENTIFIER_REJECTED           (2)
#define MQTT_CONNACK_CONNECT_RETURN_CODE_SERVER_UNAVAILABLE            (3)
#define MQTT_CONNACK_CONNECT_RETURN_CODE_BAD_USERNAME_PASSWORD         (4)
#define MQTT_CONNACK_CONNECT_RETURN_CODE_NOT_AUTHORIZED                (5)

/* PUBLISH flags (section 3.3.1). */
#define MQTT_PUBLISH_DUP_FLAG                                          (1 << 3)
#define MQTT_PUBLISH_QOS_LEVEL_0                                       (0)
#define MQTT_PUBLISH_QOS_LEVEL_1                                       (1 << 1)
#define MQTT_PUBLISH_QOS_LEVEL_2                                       (2 << 1)
#define MQTT_PUBLISH_QOS_LEVEL_FIELD                                   (3 << 1)
#define MQTT_PUBLISH_RETAIN                                            (1)

/* Fixed header (section 2.2). */
#define MQTT_CONTROL_PACKET_TYPE_FIELD                                 0xF0
#define MQTT_FIXED_HEADER_SIZE                                         2

#define MQTT_CONTROL_PACKET_TYPE_CONNECT                               (1)
#define MQTT_CONTROL_PACKET_TYPE_CONNACK                               (2)
#define MQTT_CONTROL_PACKET_TYPE_PUBLISH                               (3)
#define MQTT_CONTROL_PACKET_TYPE_PUBACK                                (4)
#define MQTT_CONTROL_PACKET_TYPE_PUBREC                                (5)
#define MQTT_CONTROL_PACKET_TYPE_PUBREL                                (6)
#define MQTT_CONTROL_PACKET_TYPE_PUBCOMP                               (7)
#define MQTT_CONTROL_PACKET_TYPE_SUBSCRIBE                             (8)
#define MQTT_CONTROL_PACKET_TYPE_SUBACK                                (9)
#define MQTT_CONTROL_PACKET_TYPE_UNSUBSCRIBE                           (10)
#define MQTT_CONTROL_PACKET_TYPE_UNSUBACK                              (11)
#define MQTT_CONTROL_PACKET_TYPE_PINGREQ                               (12)
#define MQTT_CONTROL_PACKET_TYPE_PINGRESP                              (13)
#define MQTT_CONTROL_PACKET_TYPE_DISCONNECT                            (14)

/* Byte images of the short packets. */
typedef struct MQTT_PACKET_CONNACK_STRUCT
{
    UCHAR mqtt_connack_packet_header;
    UCHAR mqtt_connack_packet_remaining_length;
    UCHAR mqtt_connack_packet_ack_flags;
    UCHAR mqtt_connack_packet_return_code;
} MQTT_PACKET_CONNACK;

typedef struct MQTT_PACKET_PUBLISH_STRUCT
{
    UCHAR mqtt_publish_packet_header;
    UCHAR mqtt_publish_packet_remaining_length;
} MQTT_PACKET_PUBLISH;

typedef struct MQTT_PACKET_PUBLISH_RESPONSE_STRUCT
{
    UCHAR mqtt_publish_response_packet_header;
    UCHAR mqtt_publish_response_packet_remaining_length;
    UCHAR mqtt_publish_response_packet_packet_identifier_msb;
    UCHAR mqtt_publish_response_packet_packet_identifier_lsb;
} MQTT_PACKET_PUBLISH_RESPONSE;

typedef struct MQTT_PACKET_SUBSCRIBE_STRUCT
{
    UCHAR mqtt_subscribe_packet_header;
    UCHAR mqtt_subscribe_packet_remaining_length;
    UCHAR mqtt_subscribe_packet_packet_identifier_msb;
    UCHAR mqtt_subscribe_packet_packet_identifier_lsb;
} MQTT_PACKET_SUBSCRIBE;

typedef struct MQTT_PACKET_PING_STRUCT
{
    UCHAR mqtt_ping_packet_header;
    UCHAR mqtt_ping_packet_remaining_length;
} MQTT_PACKET_PING;

typedef struct MQTT_PACKET_DISCONNECT_STRUCT
{
    UCHAR mqtt_disconnect_packet_header;
    UCHAR mqtt_disconnect_packet_remaining_length;
} MQTT_PACKET_DISCONNECT;

/* ------------------------------------------------------------------------------------------------------------------
 * States and return codes
 * ------------------------------------------------------------------------------------------------------------------ */

#define NXD_MQTT_CLIENT_ID                   0x4D515454

#define NXD_MQTT_CLIENT_STATE_INITIALIZE     0
#define NXD_MQTT_CLIENT_STATE_IDLE           1
#define NXD_MQTT_CLIENT_STATE_CONNECTING     2
#define NXD_MQTT_CLIENT_STATE_CONNECTED      3

#define NXD_MQTT_SUCCESS                     0x0
#define NXD_MQTT_ALREADY_CONNECTED           0x10001
#define NXD_MQTT_NOT_CONNECTED               0x10002
#define NXD_MQTT_MUTEX_FAILURE               0x10003
#define NXD_MQTT_INTERNAL_ERROR              0x10004
#define NXD_MQTT_CONNECT_FAILURE             0x10005
#define NXD_MQTT_PACKET_POOL_FAILURE         0x10006
#define NXD_MQTT_COMMUNICATION_FAILURE       0x10007
#define NXD_MQTT_SERVER_MESSAGE_FAILURE      0x10008
#define NXD_MQTT_INVALID_PARAMETER           0x10009
#define NXD_MQTT_NO_MESSAGE                  0x1000A
#define NXD_MQTT_PACKET_POOL_EMPTY           0x1000B
#define NXD_MQTT_QOS2_NOT_SUPPORTED          0x1000C
#define NXD_MQTT_INSUFFICIENT_BUFFER_SPACE   0x1000D
#define NXD_MQTT_CLIENT_NOT_RUNNING          0x1000E
#define NXD_MQTT_INVALID_PACKET              0x1000F
#define NXD_MQTT_PARTIAL_PACKET              0x10010
#define NXD_MQTT_CONNECTING                  0x10011
#define NXD_MQTT_INVALID_STATE               0x10012

/* CONNACK return code n is reported as NXD_MQTT_ERROR_CONNECT_RETURN_CODE + n. */
#define NXD_MQTT_ERROR_CONNECT_RETURN_CODE   0x10080
#define NXD_MQTT_ERROR_UNACCEPTABLE_PROTOCOL 0x10081
#define NXD_MQTT_ERROR_IDENTIFYIER_REJECTED  0x10082
#define NXD_MQTT_ERROR_SERVER_UNAVAILABLE    0x10083
#define NXD_MQTT_ERROR_BAD_USERNAME_PASSWORD 0x10084
#define NXD_MQTT_ERROR_NOT_AUTHORIZED        0x10085

/* ------------------------------------------------------------------------------------------------------------------
 * Control block
 * ------------------------------------------------------------------------------------------------------------------ */

/* Defined while the control block ends in this library's own members; the value counts their revisions. */
#ifndef NXD_MQTT_ORIGINAL_LAYOUT
#define NXD_MQTT_EXTENSION                   1
#endif

typedef struct NXD_MQTT_CLIENT_STRUCT
{
    CHAR                          *nxd_mqtt_client_name;
    CHAR                          *nxd_mqtt_client_id;
    UINT                           nxd_mqtt_client_id_length;
    CHAR                          *nxd_mqtt_client_username;
    USHORT                         nxd_mqtt_client_username_length;
    CHAR                          *nxd_mqtt_client_password;
    USHORT                         nxd_mqtt_client_password_length;
    UCHAR                          nxd_mqtt_client_will_qos_retain;     /* bit 7: retain; bits 0, 1: QoS */
    const UCHAR                   *nxd_mqtt_client_will_topic;
    UINT                           nxd_mqtt_client_will_topic_length;
    const UCHAR                   *nxd_mqtt_client_will_message;
    UINT                           nxd_mqtt_client_will_message_length;
    NX_IP                         *nxd_mqtt_client_ip_ptr;
    NX_PACKET_POOL                *nxd_mqtt_client_packet_pool_ptr;
    TX_MUTEX                      *nxd_mqtt_client_mutex_ptr;           /* guards this block; recursive */
    TX_TIMER                       nxd_mqtt_timer;                      /* exists while connected with a keep-alive */
#ifndef NXD_MQTT_CLOUD_ENABLE
    TX_MUTEX                       nxd_mqtt_protection;
    TX_THREAD                      nxd_mqtt_thread;
    TX_EVENT_FLAGS_GROUP           nxd_mqtt_events;
#else
    NX_CLOUD                      *nxd_mqtt_client_cloud_ptr;           /* whose thread runs this client */
    NX_CLOUD                       nxd_mqtt_client_cloud;               /* its own, unless created on another's */
    NX_CLOUD_MODULE                nxd_mqtt_client_cloud_module;
#endif
    UINT                           nxd_mqtt_ping_timeout;               /* ticks a ping may go unanswered */
    UINT                           nxd_mqtt_ping_not_responded;
    UINT                           nxd_mqtt_ping_sent_time;             /* tick */
    UINT                           nxd_mqtt_timeout;                    /* tick by which something must be sent */
    UINT                           nxd_mqtt_timer_value;                /* ticks between two timer runs */
    UINT                           nxd_mqtt_keepalive;                  /* ticks; 0: off */
    UINT                           nxd_mqtt_clean_session;
    UINT                           nxd_mqtt_client_state;               /* NXD_MQTT_CLIENT_STATE_... */
    NX_TCP_SOCKET                  nxd_mqtt_client_socket;
    struct NXD_MQTT_CLIENT_STRUCT *nxd_mqtt_client_next;                /* private */
    UINT                           nxd_mqtt_client_packet_identifier;   /* the next one to try */
    NX_PACKET                     *nxd_mqtt_client_processing_packet;   /* received, not yet taken apart */
    NX_PACKET                     *message_transmit_queue_head;         /* unacknowledged, linked by queue_next */
    NX_PACKET                     *message_transmit_queue_tail;
#ifdef NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH
    UINT                           message_transmit_queue_depth;
#endif
    NX_PACKET                     *message_receive_queue_head;          /* PUBLISH packets for message_get */
    NX_PACKET                     *message_receive_queue_tail;
    UINT                           message_receive_queue_depth;
    /* Set by nxd_mqtt_client_receive_notify_set. */
    VOID                         (*nxd_mqtt_client_receive_notify)(struct NXD_MQTT_CLIENT_STRUCT *client_ptr,
                                                                   UINT number_of_messages);
    /* Written by the application. Called with the result of a CONNACK, and with the reason when a connection that
       was started without waiting fails. After a waiting connect it runs on the caller's thread, without the mutex. */
    VOID                         (*nxd_mqtt_connect_notify)(struct NXD_MQTT_CLIENT_STRUCT *client_ptr, UINT status,
                                                            VOID *context);
    VOID                          *nxd_mqtt_connect_context;
    /* Set by nxd_mqtt_client_disconnect_notify_set. */
    VOID                         (*nxd_mqtt_disconnect_notify)(struct NXD_MQTT_CLIENT_STRUCT *client_ptr);
    /* Written by the application. Sees what arrived before it is parsed; NX_TRUE: the callee now owns the packet. */
    UINT                         (*nxd_mqtt_packet_receive_notify)(struct NXD_MQTT_CLIENT_STRUCT *client_ptr,
                                                                   NX_PACKET *packet_ptr, VOID *context);
    VOID                          *nxd_mqtt_packet_receive_context;
    /* Written by the application. Called when a packet it sent is acknowledged: type of the acknowledgement, packet
       identifier, and the packet, which stays the client's. */
    VOID                         (*nxd_mqtt_ack_receive_notify)(struct NXD_MQTT_CLIENT_STRUCT *client_ptr, UINT type,
                                                                USHORT packet_id, NX_PACKET *transmit_packet_ptr,
                                                                VOID *context);
    VOID                          *nxd_mqtt_ack_receive_context;
#ifdef NX_SECURE_ENABLE
    UINT                           nxd_mqtt_client_use_tls;
    UINT                         (*nxd_mqtt_tls_setup)(struct NXD_MQTT_CLIENT_STRUCT *, NX_SECURE_TLS_SESSION *,
                                                       NX_SECURE_X509_CERT *, NX_SECURE_X509_CERT *);
    NX_SECURE_X509_CERT            nxd_mqtt_tls_certificate;
    NX_SECURE_X509_CERT            nxd_mqtt_tls_trusted_certificate;
    NX_SECURE_TLS_SESSION          nxd_mqtt_tls_session;
    UINT                           nxd_mqtt_tls_in_progress;            /* handshake of a connect without waiting */
#endif
#ifdef NXD_MQTT_OVER_WEBSOCKET
    UINT                           nxd_mqtt_client_use_websocket;
    NX_WEBSOCKET_CLIENT            nxd_mqtt_client_websocket;
    UCHAR                         *nxd_mqtt_client_websocket_host;
    UINT                           nxd_mqtt_client_websocket_host_length;
    UCHAR                         *nxd_mqtt_client_websocket_uri_path;
    UINT                           nxd_mqtt_client_websocket_uri_path_length;
#endif
#ifdef NXD_MQTT_EXTENSION
    /* Private to the library. */
    UINT                           nxd_mqtt_client_protocol_level;      /* of the next CONNECT: 4 */
    UINT                           nxd_mqtt_client_failure_phase;       /* see nxd_mqtt_ext.h */
    UINT                           nxd_mqtt_client_failure_code;
    UINT                           nxd_mqtt_client_free_from;           /* from this packet identifier on ... */
    UINT                           nxd_mqtt_client_free_ids;            /* ... so many are known to be free */
    UINT                           nxd_mqtt_client_reserved[3];
#endif
} NXD_MQTT_CLIENT;

/* ------------------------------------------------------------------------------------------------------------------
 * Functions
 *
 * Each exists twice: _nxde_... checks its arguments, _nxd_... does not. The public name stands for the first, or
 * under NX_DISABLE_ERROR_CHECKING for the second.
 * ------------------------------------------------------------------------------------------------------------------ */

#ifndef NXD_MQTT_CLIENT_SOURCE_CODE

#ifdef NX_DISABLE_ERROR_CHECKING
#define nxd_mqtt_client_create                _nxd_mqtt_client_create
#define nxd_mqtt_client_login_set             _nxd_mqtt_client_login_set
#define nxd_mqtt_client_will_message_set      _nxd_mqtt_client_will_message_set
#define nxd_mqtt_client_delete                _nxd_mqtt_client_delete
#define nxd_mqtt_client_connect               _nxd_mqtt_client_connect
#define nxd_mqtt_client_secure_connect        _nxd_mqtt_client_secure_connect
#define nxd_mqtt_client_publish               _nxd_mqtt_client_publish
#define nxd_mqtt_client_subscribe             _nxd_mqtt_client_subscribe
#define nxd_mqtt_client_unsubscribe           _nxd_mqtt_client_unsubscribe
#define nxd_mqtt_client_disconnect            _nxd_mqtt_client_disconnect
#define nxd_mqtt_client_receive_notify_set    _nxd_mqtt_client_receive_notify_set
#define nxd_mqtt_client_message_get           _nxd_mqtt_client_message_get
#define nxd_mqtt_client_disconnect_notify_set _nxd_mqtt_client_disconnect_notify_set
#ifdef NXD_MQTT_OVER_WEBSOCKET
#define nxd_mqtt_client_websocket_set         _nxd_mqtt_client_websocket_set
#endif
#else
#define nxd_mqtt_client_create                _nxde_mqtt_client_create
#define nxd_mqtt_client_login_set             _nxde_mqtt_client_login_set
#define nxd_mqtt_client_will_message_set      _nxde_mqtt_client_will_message_set
#define nxd_mqtt_client_delete                _nxde_mqtt_client_delete
#define nxd_mqtt_client_connect               _nxde_mqtt_client_connect
#define nxd_mqtt_client_secure_connect        _nxde_mqtt_client_secure_connect
#define nxd_mqtt_client_publish               _nxde_mqtt_client_publish
#define nxd_mqtt_client_subscribe             _nxde_mqtt_client_subscribe
#define nxd_mqtt_client_unsubscribe           _nxde_mqtt_client_unsubscribe
#define nxd_mqtt_client_disconnect            _nxde_mqtt_client_disconnect
#define nxd_mqtt_client_receive_notify_set    _nxde_mqtt_client_receive_notify_set
#define nxd_mqtt_client_message_get           _nxde_mqtt_client_message_get
#define nxd_mqtt_client_disconnect_notify_set _nxde_mqtt_client_disconnect_notify_set
#ifdef NXD_MQTT_OVER_WEBSOCKET
#define nxd_mqtt_client_websocket_set         _nxde_mqtt_client_websocket_set
#endif
#endif /* NX_DISABLE_ERROR_CHECKING */

/* Creates a client and starts its thread. Also in tx_application_define.
 *   client_name            kept by pointer; names the thread, mutex and socket
 *   client_id, _length     client identifier sent in CONNECT, not zero-terminated; NULL with length 0 for an empty one
 *   ip_ptr, pool_ptr       IP instance (TCP enabled) and the pool every packet comes from
 *   stack_ptr, stack_size  stack of the client's thread, bytes
 *   mqtt_thread_priority   0 to TX_MAX_PRIORITIES - 1; below (numerically above) the IP thread's
 *   memory_ptr, _size      not used
 * NX_PTR_ERROR: a NULL pointer, stack_size 0, or ip_ptr is no IP instance. NXD_MQTT_INTERNAL_ERROR: ThreadX or
 * NetX Duo refused to create one of the client's objects; nothing is left behind. */
UINT nxd_mqtt_client_create(NXD_MQTT_CLIENT *client_ptr, CHAR *client_name, CHAR *client_id, UINT client_id_length,
                            NX_IP *ip_ptr, NX_PACKET_POOL *pool_ptr, VOID *stack_ptr, ULONG stack_size,
                            UINT mqtt_thread_priority, VOID *memory_ptr, ULONG memory_size);

/* Opens a TCP connection to the broker and sends CONNECT.
 *   server_ip, server_port  IPv4 or IPv6 address of the broker
 *   keepalive               seconds, 0 to 65535; 0: none
 *   clean_session           NX_TRUE: start afresh, forget unacknowledged messages; NX_FALSE: resume, send them again
 *   timeout                 NX_NO_WAIT: return NX_IN_PROGRESS at once; the outcome comes by connect_notify (needs
 *                           a NetX Duo without NX_DISABLE_EXTENDED_NOTIFY_SUPPORT)
 * The calling thread has the priority of the client's thread while it waits for the CONNACK.
 * NX_PTR_ERROR: NULL. NXD_MQTT_INVALID_PARAMETER: IP version. NX_INVALID_PORT: port 0. NXD_MQTT_ALREADY_CONNECTED,
 * NXD_MQTT_CONNECTING, NXD_MQTT_INVALID_STATE: not idle. NXD_MQTT_CONNECT_FAILURE: TCP, TLS, WebSocket or the sending
 * failed. NXD_MQTT_COMMUNICATION_FAILURE: no CONNACK in time. NXD_MQTT_SERVER_MESSAGE_FAILURE: not a valid CONNACK.
 * NXD_MQTT_ERROR_...: the broker refused. NXD_MQTT_PACKET_POOL_FAILURE: no packet to send kept messages again. */
UINT nxd_mqtt_client_connect(NXD_MQTT_CLIENT *client_ptr, NXD_ADDRESS *server_ip, UINT server_port, UINT keepalive,
                             UINT clean_session, ULONG timeout);

/* Sets user name and password of the next CONNECT. Both are kept by pointer and forgotten at the next disconnect. A
 * NULL user name (length 0) sends neither. Lengths are cut to 16 bits.
 * NXD_MQTT_INVALID_PARAMETER: client_ptr NULL, or a NULL string with a length. NXD_MQTT_MUTEX_FAILURE. */
UINT nxd_mqtt_client_login_set(NXD_MQTT_CLIENT *client_ptr, CHAR *username, UINT username_length, CHAR *password,
                               UINT password_length);

/* Sets the message the broker publishes if this client goes away without a DISCONNECT. Kept by pointer, forgotten at
 * the next disconnect. will_retain_flag is NX_TRUE or NX_FALSE, will_QoS 0, 1 or 2.
 * NXD_MQTT_INVALID_PARAMETER: client_ptr NULL, empty topic, a NULL message with a length, a string longer than 65,535
 * bytes, flag or QoS out of range. NXD_MQTT_QOS2_NOT_SUPPORTED: QoS 2 with the original layout.
 * NXD_MQTT_MUTEX_FAILURE. */
UINT nxd_mqtt_client_will_message_set(NXD_MQTT_CLIENT *client_ptr, const UCHAR *will_topic, UINT will_topic_length,
                                      UCHAR *will_message, UINT will_message_length, UINT will_retain_flag,
                                      UINT will_QoS);

#ifdef NX_SECURE_ENABLE
/* As nxd_mqtt_client_connect, over TLS. tls_setup prepares the session and its certificates; it runs on the calling
 * thread, without the mutex, once the client is known to be idle. What it returns other than NX_SUCCESS is returned
 * as it is. NX_PTR_ERROR also when tls_setup is NULL. */
UINT nxd_mqtt_client_secure_connect(NXD_MQTT_CLIENT *client_ptr, NXD_ADDRESS *server_ip, UINT server_port,
                                    UINT (*tls_setup)(NXD_MQTT_CLIENT *client_ptr, NX_SECURE_TLS_SESSION *,
                                                      NX_SECURE_X509_CERT *, NX_SECURE_X509_CERT *),
                                    UINT keepalive, UINT clean_session, ULONG timeout);
#endif

/* Publishes a message. Returns once it is handed to TCP; it does not wait for the acknowledgement of QoS 1 and 2.
 *   topic_name, _length  at least one byte
 *   message, _length     NULL for an empty message, then the length counts as 0
 *   retain               not 0: the broker keeps the message
 *   QoS                  0, 1, 2
 * NX_PTR_ERROR: client_ptr NULL. NXD_MQTT_INVALID_PARAMETER: empty topic, message not NULL with length 0, QoS above 2.
 * NXD_MQTT_QOS2_NOT_SUPPORTED: QoS 2 with the original layout. NXD_MQTT_NOT_CONNECTED. NXD_MQTT_PACKET_POOL_FAILURE:
 * no packet, or the transmit queue is full. NXD_MQTT_INTERNAL_ERROR: no packet for the rest of a long message.
 * NXD_MQTT_COMMUNICATION_FAILURE: TCP did not take it; a QoS 1 or 2 message is then kept for the next connection. */
UINT nxd_mqtt_client_publish(NXD_MQTT_CLIENT *client_ptr, CHAR *topic_name, UINT topic_name_length, CHAR *message,
                             UINT message_length, UINT retain, UINT QoS, ULONG timeout);

/* Sends a SUBSCRIBE for one topic filter, granting at most QoS (0, 1, 2), or an UNSUBSCRIBE. Returns before the broker
 * answers; waits for packets and for the TCP window as long as needed.
 * NX_PTR_ERROR: client_ptr NULL. NXD_MQTT_INVALID_PARAMETER: empty topic, QoS above 2. NXD_MQTT_QOS2_NOT_SUPPORTED:
 * QoS 2 with the original layout. NXD_MQTT_NOT_CONNECTED. NXD_MQTT_PACKET_POOL_FAILURE.
 * NXD_MQTT_COMMUNICATION_FAILURE. NXD_MQTT_MUTEX_FAILURE. */
UINT nxd_mqtt_client_subscribe(NXD_MQTT_CLIENT *mqtt_client_pr, CHAR *topic_name, UINT topic_name_length, UINT QoS);
UINT nxd_mqtt_client_unsubscribe(NXD_MQTT_CLIENT *mqtt_client_pr, CHAR *topic_name, UINT topic_name_length);

/* Names the function called for each message received, with the number of messages now waiting. Also in
 * tx_application_define. NX_PTR_ERROR: a NULL pointer. */
UINT nxd_mqtt_client_receive_notify_set(NXD_MQTT_CLIENT *client_ptr,
                                        VOID (*receive_notify)(NXD_MQTT_CLIENT *client_ptr, UINT number_of_messages));

/* Copies out and removes the oldest message. Neither string is zero-terminated.
 * NX_PTR_ERROR: client_ptr NULL. NXD_MQTT_INVALID_PARAMETER: another pointer is NULL. NXD_MQTT_NO_MESSAGE.
 * NXD_MQTT_INSUFFICIENT_BUFFER_SPACE: one of the buffers is too small; the message stays, nothing is written. */
UINT nxd_mqtt_client_message_get(NXD_MQTT_CLIENT *client_ptr, UCHAR *topic_buffer, UINT topic_buffer_size,
                                 UINT *actual_topic_length, UCHAR *message_buffer, UINT message_buffer_size,
                                 UINT *actual_message_length);

/* Sends DISCONNECT and closes the connection. disconnect_notify runs on the calling thread; unread messages can still
 * be got inside it and are dropped after it. Also success when there is no connection. NX_PTR_ERROR: client_ptr NULL.
 * NXD_MQTT_MUTEX_FAILURE. */
UINT nxd_mqtt_client_disconnect(NXD_MQTT_CLIENT *client_ptr);

/* Ends the connection, if any, without a DISCONNECT (the broker publishes the will), and everything the client owns.
 * Waits for the client's thread; may not be called on it, nor in a callback: NX_CALLER_ERROR. NX_PTR_ERROR: client_ptr
 * NULL. */
UINT nxd_mqtt_client_delete(NXD_MQTT_CLIENT *client_ptr);

/* Names the function called when a connection that was established ends for whatever reason; NULL: none. Also in
 * tx_application_define. NX_PTR_ERROR: client_ptr NULL. */
UINT nxd_mqtt_client_disconnect_notify_set(NXD_MQTT_CLIENT *client_ptr, VOID (*disconnect_notify)(NXD_MQTT_CLIENT *));

#ifdef NXD_MQTT_OVER_WEBSOCKET
/* Makes the next connections run over WebSocket to the given host and path, both kept by pointer. NX_PTR_ERROR: a NULL
 * pointer or a length 0. Otherwise what creating the WebSocket client returned. */
UINT nxd_mqtt_client_websocket_set(NXD_MQTT_CLIENT *client_ptr, UCHAR *host, UINT host_length, UCHAR *uri_path,
                                   UINT uri_path_length);
#endif

#else /* NXD_MQTT_CLIENT_SOURCE_CODE: the names behind the macros, and what other components of NetX Duo link to. */

UINT _nxd_mqtt_client_connect(NXD_MQTT_CLIENT *client_ptr, NXD_ADDRESS *server_ip, UINT server_port, UINT keepalive,
                              UINT clean_session, ULONG wait_option);
UINT _nxd_mqtt_client_create(NXD_MQTT_CLIENT *client_ptr, CHAR *client_name, CHAR *client_id, UINT client_id_length,
                             NX_IP *ip_ptr, NX_PACKET_POOL *pool_ptr, VOID *stack_ptr, ULONG stack_size,
                             UINT mqtt_thread_priority, VOID *memory_ptr, ULONG memory_size);
UINT _nxd_mqtt_client_delete(NXD_MQTT_CLIENT *client_ptr);
UINT _nxd_mqtt_client_disconnect(NXD_MQTT_CLIENT *client_ptr);
UINT _nxd_mqtt_client_disconnect_notify_set(NXD_MQTT_CLIENT *client_ptr, VOID (*disconnect_notify)(NXD_MQTT_CLIENT *));
UINT _nxd_mqtt_client_login_set(NXD_MQTT_CLIENT *client_ptr, CHAR *username, UINT username_length, CHAR *password,
                                UINT password_length);
UINT _nxd_mqtt_client_message_get(NXD_MQTT_CLIENT *client_ptr, UCHAR *topic_buffer, UINT topic_buffer_size,
                                  UINT *actual_topic_length, UCHAR *message_buffer, UINT message_buffer_size,
                                  UINT *actual_message_length);
/* A packet with room in front for the TCP, TLS and WebSocket headers of this client's connection. NX_PTR_ERROR:
 * client_ptr NULL. NXD_MQTT_PACKET_POOL_FAILURE: no packet in time. */
UINT _nxd_mqtt_client_packet_allocate(NXD_MQTT_CLIENT *client_ptr, NX_PACKET **packet_ptr, ULONG wait_option);
/* Sends a complete PUBLISH built by the caller, who keeps the packet unless the result is success.
 * NX_PTR_ERROR: a NULL pointer. NXD_MQTT_PACKET_POOL_FAILURE: no packet for the copy of a QoS 1 or 2 message, or the
 * transmit queue is full. NXD_MQTT_COMMUNICATION_FAILURE: TCP did not take it; the copy is kept.
 * NXD_MQTT_MUTEX_FAILURE. */
UINT _nxd_mqtt_client_publish_packet_send(NXD_MQTT_CLIENT *client_ptr, NX_PACKET *packet_ptr, USHORT packet_id,
                                          UINT QoS, ULONG wait_option);
UINT _nxd_mqtt_client_publish(NXD_MQTT_CLIENT *client_ptr, CHAR *topic_name, UINT topic_name_length, CHAR *message,
                              UINT message_length, UINT retain, UINT QoS, ULONG timeout);
UINT _nxd_mqtt_client_receive_notify_set(NXD_MQTT_CLIENT *client_ptr,
                                         VOID (*receive_notify)(NXD_MQTT_CLIENT *client_ptr, UINT message_count));
/* op is the first byte of the packet; the identifier used goes to *packet_id_ptr unless that is NULL. The codes are those
 * of nxd_mqtt_client_subscribe, the topic's length apart. */
UINT _nxd_mqtt_client_sub_unsub(NXD_MQTT_CLIENT *client_ptr, UINT op, CHAR *topic_name, UINT topic_name_length,
                                USHORT *packet_id_ptr, UINT QoS);
UINT _nxd_mqtt_client_subscribe(NXD_MQTT_CLIENT *client_ptr, CHAR *topic_name, UINT topic_name_length, UINT QoS);
UINT _nxd_mqtt_client_unsubscribe(NXD_MQTT_CLIENT *client_ptr, CHAR *topic_name, UINT topic_name_length);
UINT _nxd_mqtt_client_will_message_set(NXD_MQTT_CLIENT *client_ptr, const UCHAR *will_topic, UINT will_topic_length,
                                       const UCHAR *will_message, UINT will_message_length, UINT will_retain_flag,
                                       UINT will_QoS);
/* Value of the remaining length and size of the fixed header. NXD_MQTT_PARTIAL_PACKET: the packet goes on in data not
 * received yet. NXD_MQTT_INTERNAL_ERROR: more than four length bytes. */
UINT _nxd_mqtt_read_remaining_length(NX_PACKET *packet_ptr, UINT *remaining_length, ULONG *offset_ptr);
/* Appends a first byte and a remaining length. Uses nothing of the client but its pool, and returns NetX Duo's code;
 * NX_PTR_ERROR: a NULL pointer. */
UINT _nxd_mqtt_client_set_fixed_header(NXD_MQTT_CLIENT *client_ptr, NX_PACKET *packet_ptr, UCHAR control_header,
                                       UINT length, UINT wait_option);
/* Appends a string with its two length bytes in front. As above. */
UINT _nxd_mqtt_client_append_message(NXD_MQTT_CLIENT *client_ptr, NX_PACKET *packet_ptr, CHAR *message, UINT length,
                                     ULONG wait_option);
/* Closes the transport and makes the client idle; calls no callback. Does nothing if there is no client. */
VOID _nxd_mqtt_client_connection_end(NXD_MQTT_CLIENT *client_ptr, ULONG wait_option);
/* Where topic and message are inside a PUBLISH. NXD_MQTT_INVALID_PACKET: they are not. */
UINT _nxd_mqtt_process_publish_packet(NX_PACKET *packet_ptr, ULONG *topic_offset_ptr, USHORT *topic_length_ptr,
                                      ULONG *message_offset_ptr, ULONG *message_length_ptr);

UINT _nxde_mqtt_client_connect(NXD_MQTT_CLIENT *client_ptr, NXD_ADDRESS *server_ip, UINT server_port, UINT keepalive,
                               UINT clean_session, ULONG timeout);
UINT _nxde_mqtt_client_create(NXD_MQTT_CLIENT *client_ptr, CHAR *client_name, CHAR *client_id, UINT client_id_length,
                              NX_IP *ip_ptr, NX_PACKET_POOL *pool_ptr, VOID *stack_ptr, ULONG stack_size,
                              UINT mqtt_thread_priority, VOID *memory_ptr, ULONG memory_size);
UINT _nxde_mqtt_client_delete(NXD_MQTT_CLIENT *client_ptr);
UINT _nxde_mqtt_client_disconnect_notify_set(NXD_MQTT_CLIENT *client_ptr, VOID (*disconnect_notify)(NXD_MQTT_CLIENT *));
UINT _nxde_mqtt_client_disconnect(NXD_MQTT_CLIENT *client_ptr);
UINT _nxde_mqtt_client_login_set(NXD_MQTT_CLIENT *client_ptr, CHAR *username, UINT username_length, CHAR *password,
                                 UINT password_length);
UINT _nxde_mqtt_client_message_get(NXD_MQTT_CLIENT *client_ptr, UCHAR *topic_buffer, UINT topic_buffer_size,
                                   UINT *actual_topic_length, UCHAR *message_buffer, UINT message_buffer_size,
                                   UINT *actual_message_length);
UINT _nxde_mqtt_client_publish(NXD_MQTT_CLIENT *client_ptr, CHAR *topic_name, UINT topic_name_length, CHAR *message,
                               UINT message_length, UINT retain, UINT QoS, ULONG timeout);
UINT _nxde_mqtt_client_receive_notify_set(NXD_MQTT_CLIENT *client_ptr,
                                          VOID (*receive_notify)(NXD_MQTT_CLIENT *client_ptr, UINT message_count));
UINT _nxde_mqtt_client_subscribe(NXD_MQTT_CLIENT *client_ptr, CHAR *topic_name, UINT topic_name_length, UINT QoS);
UINT _nxde_mqtt_client_unsubscribe(NXD_MQTT_CLIENT *client_ptr, CHAR *topic_name, UINT topic_name_length);
UINT _nxde_mqtt_client_will_message_set(NXD_MQTT_CLIENT *client_ptr, const UCHAR *will_topic, UINT will_topic_length,
                                        const UCHAR *will_message, UINT will_message_length, UINT will_retain_flag,
                                        UINT will_QoS);

#ifdef NX_SECURE_ENABLE
UINT _nxd_mqtt_client_secure_connect(NXD_MQTT_CLIENT *client_ptr, NXD_ADDRESS *server_ip, UINT server_port,
                                     UINT (*tls_setup)(NXD_MQTT_CLIENT *client_ptr, NX_SECURE_TLS_SESSION *,
                                                       NX_SECURE_X509_CERT *, NX_SECURE_X509_CERT *),
                                     UINT keepalive, UINT clean_session, ULONG wait_option);
UINT _nxde_mqtt_client_secure_connect(NXD_MQTT_CLIENT *client_ptr, NXD_ADDRESS *server_ip, UINT server_port,
                                      UINT (*tls_setup)(NXD_MQTT_CLIENT *client_ptr, NX_SECURE_TLS_SESSION *,
                                                        NX_SECURE_X509_CERT *, NX_SECURE_X509_CERT *),
                                      UINT keepalive, UINT clean_session, ULONG timeout);
#endif

#ifdef NXD_MQTT_OVER_WEBSOCKET
UINT _nxd_mqtt_client_websocket_set(NXD_MQTT_CLIENT *client_ptr, UCHAR *host, UINT host_length, UCHAR *uri_path,
                                    UINT uri_path_length);
UINT _nxde_mqtt_client_websocket_set(NXD_MQTT_CLIENT *client_ptr, UCHAR *host, UINT host_length, UCHAR *uri_path,
                                     UINT uri_path_length);
VOID _nxd_mqtt_client_websocket_connection_status_callback(NX_WEBSOCKET_CLIENT *websocket_client_ptr, VOID *context,
                                                           UINT status);
#endif

#endif /* NXD_MQTT_CLIENT_SOURCE_CODE */

#ifdef NXD_MQTT_CLOUD_ENABLE
/* As nxd_mqtt_client_create, on the thread of an NX_CLOUD that exists already. NX_PTR_ERROR: a NULL pointer, or ip_ptr or
 * cloud_ptr is not what it should be. NXD_MQTT_INTERNAL_ERROR: the socket or the module could not be made. */
UINT _nxd_mqtt_client_cloud_create(NXD_MQTT_CLIENT *client_ptr, CHAR *client_name, CHAR *client_id,
                                   UINT client_id_length, NX_IP *ip_ptr, NX_PACKET_POOL *pool_ptr,
                                   NX_CLOUD *cloud_ptr);
#endif

#ifdef __cplusplus
}
#endif

/* Compares the library's configuration with this one, where the library's is to be found. */
#if defined(__has_include) && !defined(NXD_MQTT_CLIENT_SOURCE_CODE)
#if __has_include("nxd_mqtt_layout.h")
#include "nxd_mqtt_layout.h"
#endif
#endif

#endif /* _NXD_MQTT_CLIENT_H_ */
