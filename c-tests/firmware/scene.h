/* What every scenario works with: one client, its pools, the threads. */
#ifndef FIRMWARE_SCENE_H
#define FIRMWARE_SCENE_H

#include "broker.h"
#include "nxd_mqtt_client.h"
#include "semihost.h"

#define CLIENT_PRIORITY 3
#define APPLICATION_PRIORITY 5
#define STACK_SIZE 2048
#define PACKETS 16
#define PAYLOAD 512
#define WAIT 100

extern NXD_MQTT_CLIENT client;
extern NX_PACKET_POOL pool;          /* of the client */
extern NX_PACKET_POOL arriving_pool; /* of what the broker sends */
extern NX_IP ip;
extern NXD_ADDRESS server;
extern UCHAR client_stack[STACK_SIZE];
extern UCHAR application_stack[2 * STACK_SIZE];

/* Starts the kernel with one thread that runs `application`. */
int scene_run(VOID (*application)(ULONG));

/* Resets the broker and creates the client. */
UINT scene_create(void);

/* Connects with keep-alive 0, waiting for the CONNACK. */
UINT scene_connect(UINT clean_session);

/* Lets everything happen that can without time passing. */
void scene_settle(void);

/* Bytes of the client's stack that were ever used. */
UINT scene_client_stack(void);

/* Makes the unused part of the calling thread's stack look unused again; and how many bytes a call of the function that
 * calls both has used since. */
#define STACK_CLEAN() scene_stack_clean(__builtin_frame_address(0))
#define STACK_USED() scene_stack_used(__builtin_frame_address(0))
void scene_stack_clean(const void *frame);
UINT scene_stack_used(const void *frame);

#endif
