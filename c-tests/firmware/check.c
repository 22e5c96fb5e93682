/* Checks. */
#include "check.h"

static UINT failed;
static UINT passed;
static const char *current;

void scenario(const char *name)
{
    current = name;
    semihost_print("# %s\n", name);
}

static void report(UINT ok, const char *file, int line, const char *what)
{
    if (ok)
        passed++;
    else
        failed++;
    semihost_print("%s %s:%d %s: %s", ok ? "ok" : "FAILED", file, line, current, what);
}

void check_equal(const char *file, int line, const char *what, UINT actual, UINT expected)
{
    report(actual == expected, file, line, what);
    if (actual != expected)
        semihost_print(" is %x, not %x", actual, expected);
    semihost_write("\n");
}

static void print_bytes(const char *title, const UCHAR *bytes, UINT length)
{
    UINT i;

    semihost_print("\n  %s", title);
    for (i = 0; i < length; i++)
        semihost_print(" %x", bytes[i]);
}

void check_heard(const char *file, int line, const char *bytes, UINT length)
{
    UINT ok = broker.heard_length == length && memcmp(broker.heard, bytes, length) == 0;

    report(ok, file, line, "sent as expected");
    if (!ok)
    {
        print_bytes("sent", broker.heard, broker.heard_length);
        print_bytes("expected", (const UCHAR *)bytes, length);
    }
    semihost_write("\n");
    broker_forget();
}

static UINT is_full(const NX_PACKET_POOL *packets)
{
    return packets->nx_packet_pool_available == packets->nx_packet_pool_total
           && packets->nx_packet_pool_invalid_releases == 0;
}

void check_all_back(const char *file, int line)
{
    UINT closed = !broker.open && !(broker.socket && broker.socket->nx_tcp_socket_bound_next);

    report(is_full(&pool) && is_full(&arriving_pool) && broker.lost == 0 && closed, file, line,
           "every packet is back, once, and the socket closed");
    semihost_print(" (%u of %u, %u of %u)\n", (unsigned)pool.nx_packet_pool_available,
                   (unsigned)pool.nx_packet_pool_total, (unsigned)arriving_pool.nx_packet_pool_available,
                   (unsigned)arriving_pool.nx_packet_pool_total);
}

void check_finish(void)
{
    semihost_print("%u passed, %u failed\n", passed, failed);
    semihost_exit(failed != 0);
}
