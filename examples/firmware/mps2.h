/* The parts of an MPS2 board that the example uses: UART0 and a clock. */
#ifndef MPS2_H
#define MPS2_H

/* Starts both. May be called again. */
void mps2_start(void);

/* A received byte, or -1 if there is none. */
int mps2_uart_receive(void);

/* Gives a byte to the UART; 0 if it is still busy with the last one. */
int mps2_uart_send(unsigned char byte);

/* Sleeps until a byte is received or about a millisecond is over; returns how many have passed since the last call. */
unsigned int mps2_wait(void);

#endif
