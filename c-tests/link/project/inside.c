/* An object of NetX Duo that uses the client, as its cloud middleware does. */
#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"

extern NXD_MQTT_CLIENT client;
void                   inside(void);

void inside(void)
{
    nxd_mqtt_client_disconnect(&client);
}
