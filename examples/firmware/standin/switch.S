/* Leaves one context and goes on with another: void kernel_switch(void **leave, void *enter). What a called function
 * must preserve is kept on the stack that is left; its top is stored at *leave. */
    .syntax unified
    .thumb
    .section .text.kernel_switch, "ax"
    .global kernel_switch
    .type kernel_switch, %function
kernel_switch:
    push {r4-r11, lr}
#ifdef __ARM_FP
    vpush {s16-s31}
#endif
    mov r2, sp
    str r2, [r0]
    mov sp, r1
#ifdef __ARM_FP
    vpop {s16-s31}
#endif
    pop {r4-r11, pc}
    .size kernel_switch, . - kernel_switch
