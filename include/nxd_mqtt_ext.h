/* Additions to nxd_mqtt_client.h. They need the extension block (no NXD_MQTT_ORIGINAL_LAYOUT).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef NXD_MQTT_EXT_H
#define NXD_MQTT_EXT_H

#include "nxd_mqtt_client.h"

#ifndef NXD_MQTT_EXTENSION
#error "nxd_mqtt_ext.h needs this library's nxd_mqtt_client.h, without NXD_MQTT_ORIGINAL_LAYOUT."
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Where a connection attempt failed. */
#define NXD_MQTT_PHASE_NONE                  0  /* it did not */
#define NXD_MQTT_PHASE_TCP                   1  /* code: of nxd_tcp_client_socket_connect */
#define NXD_MQTT_PHASE_TLS                   2  /* code: of the TLS handshake */
#define NXD_MQTT_PHASE_WEBSOCKET             3  /* code: of the WebSocket handshake */
#define NXD_MQTT_PHASE_CONNECT               4  /* CONNECT could not be sent; code: of the allocation or the sending */
#define NXD_MQTT_PHASE_CONNACK               5  /* no answer came; code: of the receiving */
#define NXD_MQTT_PHASE_REFUSED               6  /* code: CONNACK return code 1 to 5, or 0 if the answer was not valid */

#define nxd_mqtt_client_failure_get          _nxd_mqtt_client_failure_get

/* Tells why the last connection attempt failed, more closely than the code that connect returned: the phase, and the
 * code of the NetX Duo service that failed in it. Both pointers may be NULL. From any context.
 * NX_PTR_ERROR: client_ptr NULL. NXD_MQTT_CLIENT_NOT_RUNNING. */
UINT _nxd_mqtt_client_failure_get(NXD_MQTT_CLIENT *client_ptr, UINT *phase, UINT *code);

#ifdef __cplusplus
}
#endif

#endif /* NXD_MQTT_EXT_H */
