/* Leaves one context and goes on with another: void kernel_switch(void **leave, void *enter). What a called function
 * must preserve is kept on the stack that is left; its top is stored at *leave. Uppermost
 * is the return address, below it what thread.c sets to 0. */
    .syntax unified
    .thumb
    .section .text.kernel_switch, "ax"
    .global kernel_switch
    .type kernel_switch, %function
    .thumb_func
kernel_switch:
#if __ARM_ARCH_6M__
    push {r4-r7, lr}
    sub sp, #16
    mov r4, r8
    mov r5, r9
    mov r6, r10
    mov r7, r11
    mov r2, sp
    stmia r2!, {r4-r7}
    mov r2, sp
    str r2, [r0]
    mov sp, r1
    ldmia r1!, {r4-r7}
    mov r8, r4
    mov r9, r5
    mov r10, r6
    mov r11, r7
    mov sp, r1
    pop {r4-r7, pc}
#else
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
#endif
    .size kernel_switch, . - kernel_switch
