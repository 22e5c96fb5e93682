# Counts what measure.elf executed. Input: its output (lines "section NAME"), then QEMU's log of every instruction.
# Variables: client_start, client_end, begin, end: addresses as eight hexadecimal digits.
#
# Prints a line per section: NAME TOTAL CLIENT MEMORY CALLS
#   TOTAL   all instructions, those of the stand-in and the broker too
#   CLIENT  those in the client's own code
#   MEMORY  those of memcpy and its kind, called by the client
#   CALLS   calls of ThreadX and NetX Duo services
# With detail=1 also what each of its functions, and each service it called, has executed.
FNR == 1 { file++ }
file == 1 {
    if ($1 == "section")
        name[++sections] = $2
    next
}
$1 != "Trace" { next }
{
    split($4, part, "/")
    pc = part[2] ""
    if (pc == begin) {
        section++
        inside = 1
        callee = ""
        next
    }
    if (pc == end)
        inside = 0
    if (!inside)
        next
    total[section]++
    symbol = $5
    if (pc >= client_start && pc < client_end) {
        client[section]++
        callee = ""
        if (detail)
            own[section, symbol]++
        next
    }
    # Until the client has been called it has called nobody.
    if (!client[section])
        next
    if (callee == "") {
        callee = symbol
        if (callee !~ /^(mem|__aeabi)/)
            calls[section]++
        if (detail)
            called[section, callee]++
    }
    if (callee ~ /^(mem|__aeabi)/)
        memory[section]++
    if (detail)
        cost[section, callee]++
}
END {
    for (i = 1; i <= sections; i++) {
        printf "%s %d %d %d %d\n", name[i], total[i], client[i], memory[i], calls[i]
        if (!detail)
            continue
        for (key in own) {
            split(key, part, SUBSEP)
            if (part[1] == i)
                printf "    own %6d %s\n", own[key], part[2] | "sort -k2,2nr"
        }
        close("sort -k2,2nr")
        for (key in cost) {
            split(key, part, SUBSEP)
            if (part[1] == i)
                printf "    in  %6d %s, %d calls\n", cost[key], part[2], called[key] | "sort -k2,2nr"
        }
        close("sort -k2,2nr")
    }
    if (section != sections) {
        print "sections in the log: " section ", announced: " sections > "/dev/stderr"
        exit 1
    }
}
