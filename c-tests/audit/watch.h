/*
 * Who calls what, and with which locks: notes every ThreadX and NetX Duo service a client calls, and every
 * callback it makes, once for each different way it is done.
 */
#ifndef AUDIT_WATCH_H
#define AUDIT_WATCH_H

#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"

/* From now on the calls of this client are noted. Names the calling thread "caller". */
void watch_start(NXD_MQTT_CLIENT *client);

/* What follows belongs to this section, whose name is kept by pointer. NULL: it is not noted. */
void watch_section(const char *name);

/* Notes a callback. */
void watch_callback(const char *name);

/* Called around a call of _nx_tcp_socket_receive, or after one of _nx_tcp_socket_send, unless they are NULL: to let
 * another thread in there. */
extern void (*watch_before_receive)(void);
extern void (*watch_after_receive)(UINT status);
extern void (*watch_after_send)(void);

/* Prints what was noted, sorted inside each section. */
void watch_print(void);

#endif
