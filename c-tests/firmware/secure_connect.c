/* TLS, with sessions that encrypt nothing. */
#include "check.h"

void secure_scenarios(void)
{
}
