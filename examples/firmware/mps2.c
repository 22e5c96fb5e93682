#include "mps2.h"

#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(address))

/* UART0, a CMSDK APB UART. It holds one byte in each direction. */
#define UART_DATA         REGISTER(0x40004000)
#define UART_STATE        REGISTER(0x40004004)
#define UART_CONTROL      REGISTER(0x40004008)
#define UART_INTERRUPT    REGISTER(0x4000400C)
#define UART_BAUD_DIVIDER REGISTER(0x40004010)

#define STATE_SEND_FULL           (1U << 0)
#define STATE_RECEIVE_FULL        (1U << 1)
#define CONTROL_SEND              (1U << 0)
#define CONTROL_RECEIVE           (1U << 1)
#define CONTROL_RECEIVE_INTERRUPT (1U << 3)
#define INTERRUPT_RECEIVE         (1U << 1)

/* TIMER0, a CMSDK APB timer: 32 bits, counting down. It is the clock. */
#define TIMER_CONTROL REGISTER(0x40000000)
#define TIMER_VALUE   REGISTER(0x40000004)
#define TIMER_RELOAD  REGISTER(0x40000008)
#define TIMER_ON      1U

/* UART0's receive interrupt is number 0 of the interrupt controller. */
#define NVIC_ENABLE        REGISTER(0xE000E100)
#define NVIC_CLEAR_PENDING REGISTER(0xE000E280)
#define NVIC_UART0_RECEIVE (1U << 0)

/* SysTick ends the sleep every millisecond. It would be a slow clock: a millisecond more than one goes unnoticed. */
#define SYSTICK_CONTROL REGISTER(0xE000E010)
#define SYSTICK_RELOAD  REGISTER(0xE000E014)
#define SYSTICK_VALUE   REGISTER(0xE000E018)
#define SYSTICK_ON      7U /* counts processor cycles and makes its interrupt pending */

#define SCB_INTERRUPT_STATE REGISTER(0xE000ED04)
#define STATE_SYSTICK_CLEAR (1U << 25)

#define CLOCK_HZ      25000000U
#define CLOCKS_PER_MS (CLOCK_HZ / 1000U)
#define BAUD          115200U

/* A longer time is taken for this, because then QEMU itself was held up: the other end must not seem to be silent. */
#define LONGEST_MS 10U

static uint32_t last_clock;

/* Interrupts stay masked: nothing in the firmware is ever interrupted. One that is pending still ends a WFI, and
 * that is all they are for. */
void mps2_start(void)
{
    static int started;

    if (started)
    {
        return;
    }
    started = 1;
    __asm__ volatile("cpsid i" ::: "memory");
    UART_BAUD_DIVIDER = CLOCK_HZ / BAUD;
    UART_CONTROL = CONTROL_SEND | CONTROL_RECEIVE | CONTROL_RECEIVE_INTERRUPT;
    NVIC_ENABLE = NVIC_UART0_RECEIVE;
    TIMER_RELOAD = 0xFFFFFFFFU;
    TIMER_VALUE = 0xFFFFFFFFU;
    TIMER_CONTROL = TIMER_ON;
    last_clock = TIMER_VALUE;
    SYSTICK_RELOAD = CLOCKS_PER_MS - 1U;
    SYSTICK_VALUE = 0;
    SYSTICK_CONTROL = SYSTICK_ON;
}

int mps2_uart_receive(void)
{
    /* Before the byte is taken: the next one asks for the interrupt anew. */
    UART_INTERRUPT = INTERRUPT_RECEIVE;
    NVIC_CLEAR_PENDING = NVIC_UART0_RECEIVE;
    if (!(UART_STATE & STATE_RECEIVE_FULL))
    {
        return -1;
    }
    return (int)(UART_DATA & 0xFFU);
}

int mps2_uart_send(unsigned char byte)
{
    if (UART_STATE & STATE_SEND_FULL)
    {
        return 0;
    }
    UART_DATA = byte;
    return 1;
}

unsigned int mps2_wait(void)
{
    uint32_t ms;

    __asm__ volatile("dsb\n\twfi" ::: "memory");
    SCB_INTERRUPT_STATE = STATE_SYSTICK_CLEAR;
    ms = (last_clock - TIMER_VALUE) / CLOCKS_PER_MS;
    last_clock -= ms * CLOCKS_PER_MS;
    return ms < LONGEST_MS ? ms : LONGEST_MS;
}
