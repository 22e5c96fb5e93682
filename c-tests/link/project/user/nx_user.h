/* A tick of its own. */
#ifndef NX_USER_H
#define NX_USER_H

#ifndef NX_IP_PERIODIC_RATE
#define NX_IP_PERIODIC_RATE 250
#endif

#endif
