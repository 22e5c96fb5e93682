/* Stand-in for a C library (see build.rs): enough for the headers of ThreadX and NetX Duo to be read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <stddef.h>
void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);
int memcmp(const void *a, const void *b, size_t size);
size_t strlen(const char *text);
