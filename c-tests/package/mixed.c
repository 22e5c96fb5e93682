/* An application, compiled with and without the library's macros. */
#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"

extern NXD_MQTT_CLIENT client;
