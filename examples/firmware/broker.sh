# shellcheck shell=bash
# For run and check: a mosquitto of their own.

# broker_answers HOST PORT
broker_answers() {
    # shellcheck disable=SC2188 # opening the port is the test
    (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# start_broker LOG [PORT]: on PORT, or on a free one. Sets broker_port and broker_pid.
start_broker() {
    local mosquitto try
    mosquitto=$(PATH=$PATH:/usr/sbin command -v mosquitto) || {
        echo "firmware: mosquitto is missing (Debian package mosquitto)" >&2
        return 1
    }
    for try in 1 2 3 4 5 6 7 8; do
        broker_port=${2:-$((20000 + RANDOM % 20000))}
        # With no configuration mosquitto accepts everybody, from this machine alone.
        "$mosquitto" -p "$broker_port" >"$1" 2>&1 &
        broker_pid=$!
        while kill -0 "$broker_pid" 2>/dev/null; do
            if broker_answers 127.0.0.1 "$broker_port"; then
                return
            fi
            sleep 0.1
        done
    done
    echo "firmware: mosquitto did not start in $try tries; its last words: $(tail -n 1 "$1")" >&2
    return 1
}
