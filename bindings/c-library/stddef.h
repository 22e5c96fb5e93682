/* Stand-in for a C library (see build.rs): enough for the headers of ThreadX and NetX Duo to be read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __WCHAR_TYPE__ wchar_t;
typedef __WINT_TYPE__ wint_t;
#undef NULL
#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
