// The C library and division entries of the mask ROM, at the addresses that the chip's public symbol file gives (see
// Sources/DA14681/Memory/MaskROMSymbolList.swift; rom.ld puts them there): images built with the vendor's SDK call them. Written
// here from what the run-time ABI for the ARM architecture (IHI 0043) and C say of them; nothing but the addresses is the
// chip's. Each fits into the room that its neighbours leave it. What an ABI helper may change is r0 to r3, r12 and flags.
//
// The first word of the state of rand is in RAM, at the end of what the ROM has for variables; the place is chosen.
#include <stdint.h>

#define ENTRY(name) __attribute__((naked, used, section(".library." #name))) void name(void)

// r0, r1 = r0 / r1, r0 % r1, a bit at a time. By zero: the largest quotient, and the dividend as the remainder.
ENTRY(rom_uidivmod) {
  __asm__(
    "movs r2, #0\n movs r3, #32\n"
    "1: adds r0, r0, r0\n adcs r2, r2\n"
    // With the carry the remainder has 33 bits, which is more than any divisor.
    "bcs 2f\n cmp r2, r1\n blo 3f\n"
    "2: subs r2, r2, r1\n adds r0, r0, #1\n"
    "3: subs r3, r3, #1\n bne 1b\n"
    "mov r1, r2\n bx lr");
}

// The same for signed numbers: the quotient goes towards zero, the remainder has the dividend's sign.
ENTRY(rom_idivmod) {
  __asm__(
    "push {r4, r5, lr}\n"
    "asrs r4, r0, #31\n asrs r5, r1, #31\n"
    "eors r0, r4\n subs r0, r0, r4\n"
    "eors r1, r5\n subs r1, r1, r5\n"
    "eors r5, r4\n"
    "bl rom_uidivmod\n"
    "eors r0, r5\n subs r0, r0, r5\n"
    "eors r1, r4\n subs r1, r1, r4\n"
    "pop {r4, r5, pc}");
}

ENTRY(rom_rand) { __asm__("b rom_rand_body"); }

ENTRY(rom_srand) { __asm__("b rom_srand_body"); }

// r0 = to, r1 = from, r2 = bytes: words while both are aligned, then bytes.
ENTRY(rom_memcpy) {
  __asm__(
    "mov r3, r0\n orrs r3, r1\n lsls r3, r3, #30\n bne 3f\n"
    "1: subs r2, r2, #4\n blo 2f\n ldmia r1!, {r3}\n stmia r0!, {r3}\n b 1b\n"
    "2: adds r2, r2, #4\n"
    "3: subs r2, r2, #1\n blo 4f\n ldrb r3, [r1]\n strb r3, [r0]\n adds r1, r1, #1\n adds r0, r0, #1\n b 3b\n"
    "4: bx lr");
}

// r0 = to, r1 = bytes, r2 = value. Leaves r0 as it is.
ENTRY(rom_memset) {
  __asm__("1: subs r1, r1, #1\n blo 2f\n strb r2, [r0, r1]\n b 1b\n 2: bx lr");
}

// r0 = to, r1 = bytes.
ENTRY(rom_memclr) { __asm__("movs r2, #0\n b rom_memset"); }

// C's memset: r0 = to, r1 = value, r2 = bytes; returns r0.
ENTRY(rom_memset_wrapper) { __asm__("mov r3, r1\n mov r1, r2\n mov r2, r3\n b rom_memset"); }

// r0 = one, r1 = other, r2 = bytes; returns the difference of the first bytes that differ, or 0.
ENTRY(rom_memcmp) {
  __asm__(
    "push {r4, lr}\n"
    "1: subs r2, r2, #1\n blo 2f\n"
    "ldrb r3, [r0]\n ldrb r4, [r1]\n adds r0, r0, #1\n adds r1, r1, #1\n"
    "subs r3, r3, r4\n beq 1b\n"
    "mov r0, r3\n pop {r4, pc}\n"
    "2: movs r0, #0\n pop {r4, pc}");
}

ENTRY(rom_uread4) { __asm__("b rom_uread4_body"); }

// Writes r0 at r1, which need not be aligned, and returns r0.
ENTRY(rom_uwrite4) {
  __asm__(
    "strb r0, [r1]\n lsrs r2, r0, #8\n strb r2, [r1, #1]\n lsrs r2, r0, #16\n strb r2, [r1, #2]\n"
    "lsrs r2, r0, #24\n strb r2, [r1, #3]\n bx lr");
}

// Behind the call stand the number n of cases and n + 1 distances in halfwords from the first one's place, the last for all
// other values: goes on at the one that r3 chooses. (As disassembled images show the compiler's helper of that name.)
ENTRY(rom_switch8) {
  __asm__(
    "push {r4}\n"
    "mov r4, lr\n subs r4, r4, #1\n ldrb r4, [r4]\n"
    "cmp r3, r4\n blo 1f\n mov r3, r4\n"
    "1: mov r4, lr\n ldrb r3, [r4, r3]\n adds r3, r3, r3\n adds r3, r3, r4\n"
    "pop {r4}\n bx r3");
}

// What does not fit into its entry's room: behind the last entry of the Bluetooth stack.
__attribute__((naked, used, section(".library.bodies"))) void rom_bodies(void) {
  __asm__(
    ".balign 4\n"
    // A linear congruential generator, 0 to 0x7FFFFFFF.
    ".thumb_func\n rom_rand_body:\n"
    "ldr r1, 1f\n ldr r0, [r1]\n ldr r2, 2f\n muls r0, r2, r0\n ldr r2, 3f\n adds r0, r0, r2\n str r0, [r1]\n"
    "lsrs r0, r0, #1\n bx lr\n"
    ".thumb_func\n rom_srand_body:\n ldr r1, 1f\n str r0, [r1]\n bx lr\n"
    // The word at r0, which need not be aligned.
    ".thumb_func\n rom_uread4_body:\n"
    "ldrb r1, [r0]\n ldrb r2, [r0, #1]\n ldrb r3, [r0, #2]\n ldrb r0, [r0, #3]\n"
    "lsls r0, r0, #8\n adds r0, r0, r3\n lsls r0, r0, #8\n adds r0, r0, r2\n lsls r0, r0, #8\n adds r0, r0, r1\n bx lr\n"
    ".balign 4\n 1: .word 0x07FDFF00\n 2: .word 1103515245\n 3: .word 12345\n"
    ".global rom_rand_body\n .global rom_srand_body\n .global rom_uread4_body");
}
