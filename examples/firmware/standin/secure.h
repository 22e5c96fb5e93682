/* Stand-in for NX Secure, seen from a test. */
#ifndef STANDIN_SECURE_H
#define STANDIN_SECURE_H

/* What a peer says first. The handshake is over when the first byte has come; anything else fails it. */
#define STANDIN_SECURE_HELLO 0x16

/* Sessions that were started and not deleted; calls that were wrong for the state of their session. */
extern unsigned standin_secure_open;
extern unsigned standin_secure_misused;

/* Packets that went through a session. */
extern unsigned standin_secure_sent;
extern unsigned standin_secure_received;

#endif
