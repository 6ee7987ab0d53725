//! What src/main.rs does, with no library at all: RUSTC_BOOTSTRAP=1 cargo run --bin no_core
#![feature(no_core, lang_items, rustc_attrs, decl_macro)]
#![allow(internal_features)]
#![no_core]
#![no_main]
#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}
#[lang = "copy"] pub trait Copy {}
#[rustc_builtin_macro] macro_rules! global_asm { () => {}; }
global_asm!(r#"
.section .vectors, "a"
.word 0x20004000, start
.text
.thumb
.globl start
.type start, %function
.thumb_func
start:
 movs r0, #4
 ldr r1, =text
 bkpt 0xab
 movs r0, #0x18
 ldr r1, =0x20026
 bkpt 0xab
1: b 1b
.ltorg
text: .asciz "hello from Rust\n"
"#);
