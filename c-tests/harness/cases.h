/* What nearly every test program includes. */
#ifndef HARNESS_CASES_H
#define HARNESS_CASES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "broker.h"
#include "check.h"
#include "peer.h"
#include "program.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* The main function of a program whose cases are in `cases`. */
#define CASES_MAIN(options)                                              \
    int main(int argc, char **argv)                                      \
    {                                                                    \
        return app_main(argc, argv, (options), cases, COUNT_OF(cases));  \
    }

#endif
