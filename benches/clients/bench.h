/* What all measured programs share: the command line, the clocks, the line of output.

   Command line: --host ADDRESS --port N --case qos0-pub|qos1-pub|qos0-recv|latency
                 --count MESSAGES --size PAYLOAD_BYTES

   qos0-pub   publishes COUNT messages, the last of them at QoS 1: its acknowledgement tells that
              all have arrived, and ends the measured time
   qos1-pub   publishes COUNT messages at QoS 1 and waits for every acknowledgement
   qos0-recv  asks the peer for COUNT messages and takes each from the library
   latency    publishes COUNT messages at QoS 1, one in flight at a time

   Output: one JSON object on one line: messages, seconds, cpu_seconds (all threads, user and
   system), and for latency median_us and p99_us. */

#ifndef BENCH_H
#define BENCH_H

#define BENCH_TOPIC "nxd/bench"
/* A message to BENCH_COMMAND/<count>/<size> starts the peer's source. */
#define BENCH_COMMAND "peer/source"

enum bench_case { QOS0_PUB, QOS1_PUB, QOS0_RECV, LATENCY };

struct bench {
    const char *host;
    int port;
    enum bench_case which;
    long count;
    int size;
    char *payload; /* size bytes */
    char command[64];
};

/* Ends the program on a wrong command line. */
void bench_parse(struct bench *bench, int argc, char **argv);

/* The measured part. */
void bench_begin(void);
/* Prints the result. */
void bench_end(long messages);

/* Latency: the round trips before the counted ones. */
long bench_warm_up(const struct bench *bench);
/* One round trip. The first bench_warm_up() of them start the measured part, and are not in it;
   the last of all prints the result. */
void bench_trip_begin(const struct bench *bench);
void bench_trip_end(const struct bench *bench);

/* Prints the reason and ends the program with status 1. */
void bench_fail(const char *what, int code);

#endif
