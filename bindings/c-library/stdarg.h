/* Stand-in for a C library (see build.rs): enough for the headers of ThreadX and NetX Duo to be read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
typedef __builtin_va_list va_list;
/* newlib asks for it by this name. */
typedef __builtin_va_list __gnuc_va_list;
