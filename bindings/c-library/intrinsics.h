/* Stand-in for IAR's header (see build.rs): enough for the ports of ThreadX to be read.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
typedef unsigned __istate_t;
__istate_t __get_interrupt_state(void);
void __set_interrupt_state(__istate_t state);
void __disable_interrupt(void);
void __enable_interrupt(void);
