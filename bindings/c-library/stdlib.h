/* Stand-in for a C library (see build.rs): enough for the headers of ThreadX and NetX Duo to be read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <stddef.h>
int rand(void);
void srand(unsigned seed);
void abort(void);
