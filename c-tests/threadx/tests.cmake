# One program each: c-tests/threadx/<name>.c. They use only tx_api.h and pthread, exit with 0 when
# they pass and print the reason when they fail.
set(THREADX_TESTS
    block_pools
    byte_pools
    event_flags
    exiting
    foreign
    grace
    initialization
    interrupts
    mutexes
    priorities
    queues
    random_order
    semaphores
    sleeping
    threads
    timers
    unchecked
)
