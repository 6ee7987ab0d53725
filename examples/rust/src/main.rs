//! The smallest program for `cargo run` on an emulated micro:bit: it writes a line by ARM semihosting and ends with its status.
#![no_std]
#![no_main]

use core::arch::{asm, global_asm};

global_asm!(".section .vectors, \"a\"", ".word 0x20004000", ".word start");

/// ARM semihosting (Arm IHI 0100): operation in r0, parameter in r1.
fn semihosting(operation: u32, parameter: u32) {
    unsafe { asm!("bkpt 0xab", inout("r0") operation => _, in("r1") parameter) }
}

#[no_mangle]
pub extern "C" fn start() -> ! {
    semihosting(0x04, c"hello from Rust\n".as_ptr() as u32); // SYS_WRITE0
    semihosting(0x18, 0x20026); // SYS_EXIT, ADP_Stopped_ApplicationExit
    loop {}
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    semihosting(0x18, 0x20024); // ADP_Stopped_InternalError
    loop {}
}
