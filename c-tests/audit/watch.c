/* What a client's services are renamed to (redirect): they note the call and make it. */
#include "watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "check.h"

#define ROWS_MAX     1024
#define SECTIONS_MAX 64

struct row
{
    unsigned    section;
    const char *name;
    const char *wait; /* "": the service has no wait option */
    const char *thread;
    unsigned    held; /* how often this thread has the client's mutex */
    bool        raised;
};

static NXD_MQTT_CLIENT *watched;
static TX_THREAD       *caller;
static const char      *sections[SECTIONS_MAX];
static unsigned         section_count;
static bool             pausing = true;
static struct row       rows[ROWS_MAX];
static unsigned         row_count;

void watch_start(NXD_MQTT_CLIENT *client)
{
    watched = client;
    caller = tx_thread_identify();
}

void watch_section(const char *name)
{
    pausing = name == NULL;
    if (!pausing)
    {
        CHECK(section_count < SECTIONS_MAX);
        sections[section_count++] = name;
    }
}

static unsigned times_held(TX_THREAD *thread)
{
    TX_MUTEX *mutex = watched->nxd_mqtt_client_mutex_ptr;

    return mutex != NULL && thread != NULL && mutex->tx_mutex_owner == thread ? mutex->tx_mutex_ownership_count : 0;
}

static void note(const char *name, const char *wait)
{
    TX_THREAD *thread = tx_thread_identify();
    struct row row;
    unsigned   i;

    if (watched == NULL || pausing)
    {
        return;
    }
    if (thread != caller && thread != &watched->nxd_mqtt_thread)
    {
        /* NetX Duo's thread and ThreadX's timer: whether they come in a section is a matter of luck. They may set an
         * event and nothing else. */
        if (strcmp(name, "_txe_event_flags_set") != 0)
        {
            FAIL("%s was called on the IP thread or in a timer", name);
        }
        return;
    }
    row.section = section_count - 1;
    row.name = name;
    row.wait = wait;
    row.thread = thread == caller ? "caller" : "client";
    row.held = times_held(thread);
    if ((row.held == 0 && (strcmp(name, "_txe_mutex_get") == 0 || strcmp(name, "_tx_thread_sleep") == 0)) ||
        (row.held == 1 && strcmp(name, "_txe_mutex_put") == 0))
    {
        return;
    }
    row.raised = thread == caller && thread->tx_thread_priority != APP_PRIORITY;
    for (i = 0; i < row_count; i++)
    {
        if (rows[i].section == row.section && strcmp(rows[i].name, name) == 0 && strcmp(rows[i].wait, wait) == 0 &&
            rows[i].thread == row.thread && rows[i].held == row.held && rows[i].raised == row.raised)
        {
            return;
        }
    }
    CHECK(row_count < ROWS_MAX);
    rows[row_count++] = row;
}

void watch_callback(const char *name)
{
    note(name, "");
}

static int compare(const void *left, const void *right)
{
    const struct row *a = left;
    const struct row *b = right;
    int               order;

    if (a->section != b->section)
    {
        return a->section < b->section ? -1 : 1;
    }
    order = strcmp(a->name, b->name);
    order = order != 0 ? order : strcmp(a->thread, b->thread);
    order = order != 0 ? order : (int)a->held - (int)b->held;
    order = order != 0 ? order : strcmp(a->wait, b->wait);
    return order != 0 ? order : (int)a->raised - (int)b->raised;
}

void watch_print(void)
{
    unsigned section = SECTIONS_MAX;
    unsigned i;

    qsort(rows, row_count, sizeof(rows[0]), compare);
    for (i = 0; i < row_count; i++)
    {
        const struct row *row = &rows[i];

        if (row->section != section)
        {
            section = row->section;
            printf("%s\n", sections[section]);
        }
        printf("  %-6s %s  %s%s%s%s\n", row->thread,
               row->held == 0 ? "free  " : row->held == 1 ? "held  " : "held 2", row->name, row->wait[0] ? ", " : "",
               row->wait, row->raised ? ", at the client's priority" : "");
    }
    fflush(stdout);
}

static const char *waits(ULONG option)
{
    return option == 0 ? "no wait" : "waits";
}

/* SERVICE(name, wait, parameters, arguments) */
#define SERVICE(name, wait, parameters, arguments) \
    UINT name parameters;                          \
    UINT watched_##name parameters;                \
    UINT watched_##name parameters                 \
    {                                              \
        note(#name, wait);                         \
        return name arguments;                     \
    }

SERVICE(_nx_packet_allocate, waits(wait), (NX_PACKET_POOL *pool, NX_PACKET **packet, ULONG type, ULONG wait),
        (pool, packet, type, wait))
SERVICE(_nx_packet_copy, waits(wait), (NX_PACKET *packet, NX_PACKET **copy, NX_PACKET_POOL *pool, ULONG wait),
        (packet, copy, pool, wait))
SERVICE(_nx_packet_data_append, waits(wait),
        (NX_PACKET *packet, VOID *data, ULONG size, NX_PACKET_POOL *pool, ULONG wait),
        (packet, data, size, pool, wait))
SERVICE(_nx_packet_data_extract_offset, "",
        (NX_PACKET *packet, ULONG offset, VOID *buffer, ULONG length, ULONG *copied),
        (packet, offset, buffer, length, copied))
SERVICE(_nx_packet_release, "", (NX_PACKET *packet), (packet))
SERVICE(_nx_tcp_client_socket_bind, waits(wait), (NX_TCP_SOCKET *socket, UINT port, ULONG wait), (socket, port, wait))
SERVICE(_nx_tcp_client_socket_unbind, "", (NX_TCP_SOCKET *socket), (socket))
SERVICE(_nx_tcp_socket_create, "",
        (NX_IP *ip, NX_TCP_SOCKET *socket, CHAR *name, ULONG service, ULONG fragment, UINT live, ULONG window,
         VOID (*urgent)(NX_TCP_SOCKET *), VOID (*ended)(NX_TCP_SOCKET *)),
        (ip, socket, name, service, fragment, live, window, urgent, ended))
SERVICE(_nx_tcp_socket_delete, "", (NX_TCP_SOCKET *socket), (socket))
SERVICE(_nx_tcp_socket_disconnect, waits(wait), (NX_TCP_SOCKET *socket, ULONG wait), (socket, wait))
SERVICE(_nx_tcp_socket_establish_notify, "", (NX_TCP_SOCKET *socket, VOID (*notify)(NX_TCP_SOCKET *)),
        (socket, notify))
SERVICE(_nx_tcp_socket_receive_notify, "", (NX_TCP_SOCKET *socket, VOID (*notify)(NX_TCP_SOCKET *)), (socket, notify))
SERVICE(_nxd_tcp_client_socket_connect, waits(wait),
        (NX_TCP_SOCKET *socket, NXD_ADDRESS *server, UINT port, ULONG wait), (socket, server, port, wait))
SERVICE(_txe_event_flags_create, "", (TX_EVENT_FLAGS_GROUP *group, CHAR *name, UINT size), (group, name, size))
SERVICE(_txe_event_flags_delete, "", (TX_EVENT_FLAGS_GROUP *group), (group))
SERVICE(_txe_event_flags_get, waits(wait),
        (TX_EVENT_FLAGS_GROUP *group, ULONG flags, UINT option, ULONG *actual, ULONG wait),
        (group, flags, option, actual, wait))
SERVICE(_txe_event_flags_set, "", (TX_EVENT_FLAGS_GROUP *group, ULONG flags, UINT option), (group, flags, option))
SERVICE(_txe_mutex_create, "", (TX_MUTEX *mutex, CHAR *name, UINT inherit, UINT size), (mutex, name, inherit, size))
SERVICE(_txe_mutex_delete, "", (TX_MUTEX *mutex), (mutex))
SERVICE(_txe_mutex_get, waits(wait), (TX_MUTEX *mutex, ULONG wait), (mutex, wait))
SERVICE(_txe_mutex_put, "", (TX_MUTEX *mutex), (mutex))
SERVICE(_txe_thread_create, "",
        (TX_THREAD *thread, CHAR *name, VOID (*entry)(ULONG), ULONG input, VOID *stack, ULONG size, UINT priority,
         UINT threshold, ULONG slice, UINT start, UINT control),
        (thread, name, entry, input, stack, size, priority, threshold, slice, start, control))
SERVICE(_txe_thread_delete, "", (TX_THREAD *thread), (thread))
SERVICE(_txe_thread_info_get, "",
        (TX_THREAD *thread, CHAR **name, UINT *state, ULONG *runs, UINT *priority, UINT *threshold, ULONG *slice,
         TX_THREAD **next, TX_THREAD **suspended),
        (thread, name, state, runs, priority, threshold, slice, next, suspended))
SERVICE(_txe_thread_priority_change, "", (TX_THREAD *thread, UINT priority, UINT *old), (thread, priority, old))
SERVICE(_txe_thread_resume, "", (TX_THREAD *thread), (thread))
SERVICE(_tx_thread_sleep, waits(ticks), (ULONG ticks), (ticks))
SERVICE(_txe_timer_create, "",
        (TX_TIMER *timer, CHAR *name, VOID (*expired)(ULONG), ULONG input, ULONG first, ULONG period, UINT activate,
         UINT size),
        (timer, name, expired, input, first, period, activate, size))
SERVICE(_txe_timer_delete, "", (TX_TIMER *timer), (timer))
SERVICE(_tx_timer_delete, "", (TX_TIMER *timer), (timer))

void (*watch_before_receive)(void);
void (*watch_after_receive)(UINT status);
void (*watch_after_send)(void);

UINT watched__nx_tcp_socket_receive(NX_TCP_SOCKET *socket, NX_PACKET **packet, ULONG wait);
UINT watched__nx_tcp_socket_receive(NX_TCP_SOCKET *socket, NX_PACKET **packet, ULONG wait)
{
    UINT status;

    note("_nx_tcp_socket_receive", waits(wait));
    if (watch_before_receive != NULL)
    {
        watch_before_receive();
    }
    status = _nx_tcp_socket_receive(socket, packet, wait);
    if (watch_after_receive != NULL)
    {
        watch_after_receive(status);
    }
    return status;
}

UINT watched__nx_tcp_socket_send(NX_TCP_SOCKET *socket, NX_PACKET *packet, ULONG wait);
UINT watched__nx_tcp_socket_send(NX_TCP_SOCKET *socket, NX_PACKET *packet, ULONG wait)
{
    UINT status;

    note("_nx_tcp_socket_send", waits(wait));
    status = _nx_tcp_socket_send(socket, packet, wait);
    if (watch_after_send != NULL)
    {
        watch_after_send();
    }
    return status;
}

/* Questions that change nothing and never wait are not noted. */
TX_THREAD *_tx_thread_identify(VOID);
TX_THREAD *watched__tx_thread_identify(VOID);
TX_THREAD *watched__tx_thread_identify(VOID)
{
    return _tx_thread_identify();
}

ULONG _tx_time_get(VOID);
ULONG watched__tx_time_get(VOID);
ULONG watched__tx_time_get(VOID)
{
    return _tx_time_get();
}
