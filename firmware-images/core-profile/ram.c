// All variables and the stack lie in the RAM macro that is retained.
__asm__(".globl _ram_size\n.set _ram_size, 0x2000");
