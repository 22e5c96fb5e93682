/* Stand-in for a C library (see build.rs): enough for the headers of ThreadX and NetX Duo to be read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
int isdigit(int c);
int tolower(int c);
int toupper(int c);
