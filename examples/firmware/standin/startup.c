/* Reset and vectors of a Cortex-M. */
#include "semihost.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

extern uint32_t standin_stack_top[], standin_data_start[], standin_data_end[], standin_data_image[],
    standin_bss_start[], standin_bss_end[];

int main(void);
void reset(void);
void fault(void);

#define VTOR (*(volatile uint32_t *)0xE000ED08)
#define CCR (*(volatile uint32_t *)0xE000ED14)
#define CCR_UNALIGN_TRP (1u << 3)
#define CPACR (*(volatile uint32_t *)0xE000ED88)

typedef void (*const vector)(void);

__attribute__((section(".vectors"), used)) static vector vectors[16] = {
    (vector)standin_stack_top, reset, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault,
    fault, fault, fault,
};

void reset(void)
{
    memcpy(standin_data_start, standin_data_image, (size_t)((char *)standin_data_end - (char *)standin_data_start));
    memset(standin_bss_start, 0, (size_t)((char *)standin_bss_end - (char *)standin_bss_start));
    VTOR = (uint32_t)vectors;
#ifndef __ARM_FEATURE_UNALIGNED
    /* Code for a processor that has no unaligned accesses must not make any on this one either. */
    CCR |= CCR_UNALIGN_TRP;
#endif
#ifdef __ARM_FP
    CPACR |= 0xFu << 20;
    __asm__ volatile("dsb\n\tisb");
#endif
    semihost_exit(main());
}

/* No exception is expected. Its stacked program counter says where it came from. */
static __attribute__((used)) void report(const uint32_t *frame, uint32_t number)
{
    semihost_print("exception %u at %x, called from %x\n", (unsigned)number, (unsigned)frame[6], (unsigned)frame[5]);
    semihost_exit(70);
}

__attribute__((naked)) void fault(void)
{
    __asm__ volatile("mov r0, sp\n\tmrs r1, ipsr\n\tb report");
}
