/* Stand-in for a C library (see build.rs): enough for the headers of ThreadX and NetX Duo to be read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#define CHAR_BIT 8
#define SHRT_MAX __SHRT_MAX__
#define INT_MAX __INT_MAX__
#define LONG_MAX __LONG_MAX__
#define USHRT_MAX (SHRT_MAX * 2 + 1)
#define UINT_MAX (INT_MAX * 2U + 1U)
#define ULONG_MAX (LONG_MAX * 2UL + 1UL)
