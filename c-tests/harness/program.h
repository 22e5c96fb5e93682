/*
 * A test program on the host's side: its process, its time limit, its files, and waiting for what
 * host threads and child processes report.
 *
 * The program runs as a child of a small warden process. However it ends, the warden then ends the
 * processes it had started (they share its process group), removes its directory and passes its exit
 * status on. NXD_TEST_NO_WARDEN=1 leaves the warden out, for debuggers.
 */
#ifndef HARNESS_PROGRAM_H
#define HARNESS_PROGRAM_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Longest time one case may take and one wait may last, in seconds; NXD_TEST_SLOWNESS multiplies them. */
#define CASE_SECONDS 120
#define WAIT_SECONDS 30

/* Splits off the warden. Call first in main. */
void program_start(void);

/* Directory of this program, removed when it ends. */
const char *program_directory(void);

/* A loopback address that no other running process uses: 127.x.y.z made of the process id. */
const char *program_address(void);

/* Reads an address; returns its version, 4 or 6, and its 1 or 4 words in the host's byte order. */
int program_parse_address(const char *text, uint32_t words[4]);

/* Names the case that runs and restarts the time limit. */
void        program_begin_case(const char *name);
const char *program_case(void);

/* The factor of NXD_TEST_SLOWNESS, 1 by default: for valgrind and other slow machines. */
unsigned program_slowness(void);

/* Set while the ThreadX scheduler runs, see program_wait. */
void program_kernel_runs(void);

/* State shared between the test and the harness's host threads is changed under this lock. */
void program_lock(void);
void program_unlock(void);

/* Ends the lock and tells those who wait that something changed. */
void program_changed(void);

/* Starts a host thread; its waits block the host thread alone. */
void program_thread(pthread_t *thread, void *(*entry)(void *), void *argument);

/*
 * Waits until `ready`, called with the lock held, returns true; false when WAIT_SECONDS went by. In a
 * ThreadX thread the other ThreadX threads run meanwhile.
 */
bool program_wait(bool (*ready)(void *context), void *context);

#ifdef __cplusplus
}
#endif

#endif
