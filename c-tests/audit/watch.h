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

/* Prints what was noted, sorted inside each section. */
void watch_print(void);

#endif
