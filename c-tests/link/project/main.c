/* Uses the client, directly or through something else. */
#include "tx_api.h"
#include "nx_api.h"
#include "nxd_mqtt_client.h"

extern void *const names[];
void               inside(void);

NXD_MQTT_CLIENT client;

#ifdef TX_INCLUDE_USER_DEFINE_FILE
/* The application sees user/tx_user.h and the option beside it; that the library sees the same size is checked. */
extern TX_THREAD thread;
_Static_assert(sizeof(thread.user_words) == 3 * sizeof(unsigned int), "tx_user.h");
#endif

int main(void)
{
#ifdef INSIDE
    inside();
    return 0;
#else
    return (names[0] == 0);
#endif
}
