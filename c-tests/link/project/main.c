/* Uses the client, directly or through something else. */
#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"

extern void *const names[];
void               inside(void);

NXD_MQTT_CLIENT client;

int main(void)
{
#ifdef INSIDE
    inside();
    return 0;
#else
    return (names[0] == 0);
#endif
}
