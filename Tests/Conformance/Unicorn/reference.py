"""Runs programs on Unicorn's Cortex-M0 for the differential test.

Reads one JSON request a line from standard input and answers with one JSON line:
  {"flash": bytes, "ram": bytes, "programs": words}, 18 words a program: R0..R14, PC, flags, instructions
      -> {"results": words, "stops": [WHY, ...]}, 22 words a program: R0..R14, PC, flags, MSP, PSP, PRIMASK, CONTROL,
         digest; WHY it stopped is null after all of its instructions
  {"halfwords": true} -> {"undefined": bytes}, one bit for each 16-bit encoding below 0xE800
Bytes and little-endian words are base64. RAM starts as given, or as zeros, for each request and lives through its programs. The digest is the CRC-32 of RAM.
"""

import base64
import json
import struct
import sys
import zlib

from unicorn import UC_ARCH_ARM, UC_HOOK_INTR, UC_MODE_THUMB, Uc, UcError
from unicorn import unicorn_const as uc
from unicorn import arm_const as arm

FLASH_SIZE = 0x20000
RAM_BASE, RAM_SIZE = 0x200000, 0x8000
GENERAL = [getattr(arm, "UC_ARM_REG_R%d" % n) for n in range(13)] + [
    arm.UC_ARM_REG_SP,
    arm.UC_ARM_REG_LR,
    arm.UC_ARM_REG_PC,
]
SPECIAL = [
    arm.UC_ARM_REG_MSP,
    arm.UC_ARM_REG_PSP,
    arm.UC_ARM_REG_PRIMASK,
    arm.UC_ARM_REG_CONTROL,
]
# QEMU's exception numbers (target/arm/cpu.h), as Unicorn reports them to its interrupt hook.
INTERRUPTS = {1: "undefined", 2: "supervisorCall", 4: "unaligned", 7: "breakpoint"}
ERRORS = {
    uc.UC_ERR_INSN_INVALID: "undefined",
    uc.UC_ERR_READ_UNMAPPED: "unmappedRead",
    uc.UC_ERR_WRITE_UNMAPPED: "unmappedWrite",
    uc.UC_ERR_WRITE_PROT: "unmappedWrite",
    uc.UC_ERR_READ_UNALIGNED: "unaligned",
    uc.UC_ERR_WRITE_UNALIGNED: "unaligned",
    # It looks at the place after the last instruction; programs end when PC leaves the code.
    uc.UC_ERR_FETCH_UNMAPPED: None,
    uc.UC_ERR_FETCH_PROT: None,
}


class Machine:
    def __init__(self, flash, ram=b""):
        self.engine = Uc(UC_ARCH_ARM, UC_MODE_THUMB)
        self.engine.ctl_set_cpu_model(arm.UC_CPU_ARM_CORTEX_M0)
        self.engine.mem_map(0, FLASH_SIZE, uc.UC_PROT_READ | uc.UC_PROT_EXEC)
        self.engine.mem_map(RAM_BASE, RAM_SIZE, uc.UC_PROT_READ | uc.UC_PROT_WRITE)
        self.engine.mem_write(0, flash)
        self.engine.mem_write(RAM_BASE, ram)
        self.engine.hook_add(UC_HOOK_INTR, self.interrupted)
        self.interrupt = None

    def interrupted(self, engine, number, _):
        self.interrupt = number
        engine.emu_stop()

    def execute(self, address, count, until=0xFFFFFFFE):
        """Runs `count` instructions and tells why it stopped: None after all of them."""
        self.interrupt = None
        try:
            self.engine.emu_start(address | 1, until, count=count)
        except UcError as error:
            if self.interrupt is None:
                return ERRORS.get(error.errno, "error %d" % error.errno)
        if self.interrupt is None:
            return None
        return INTERRUPTS.get(self.interrupt, "exception %d" % self.interrupt)

    def run(self, program):
        write = self.engine.reg_write
        write(arm.UC_ARM_REG_CONTROL, 0)
        write(arm.UC_ARM_REG_PRIMASK, 0)
        write(arm.UC_ARM_REG_PSP, 0)
        for name, value in zip(GENERAL[:15], program):
            write(name, value)
        write(arm.UC_ARM_REG_APSR, program[16])
        stop = self.execute(program[15], program[17])
        read = self.engine.reg_read
        values = [read(name) for name in GENERAL]
        values.append(read(arm.UC_ARM_REG_APSR) & 0xF0000000)
        values += [read(name) for name in SPECIAL]
        values.append(zlib.crc32(self.engine.mem_read(RAM_BASE, RAM_SIZE)))
        return values, stop


def undefined_halfwords():
    """Executes every 16-bit encoding alone, with registers that make loads and stores succeed."""
    bits = bytearray(65536 // 8)
    base = 0x400000
    machine = Machine(b"\0" * FLASH_SIZE)
    machine.engine.mem_map(base, 0x40000)
    code = b"".join(halfword.to_bytes(2, "little") + b"\x00\xbf" for halfword in range(0xE800))
    machine.engine.mem_write(base, code)
    for halfword in range(0xE800):
        for name in GENERAL[:15]:
            machine.engine.reg_write(name, RAM_BASE + 0x800)
        address = base + 4 * halfword
        if machine.execute(address, 1, address + 2) == "undefined":
            bits[halfword >> 3] |= 1 << (halfword & 7)
    return bytes(bits)


def answer(request):
    if request.get("halfwords"):
        return {"undefined": base64.b64encode(undefined_halfwords()).decode()}
    machine = Machine(base64.b64decode(request["flash"]), base64.b64decode(request["ram"]))
    words = [word[0] for word in struct.iter_unpack("<I", base64.b64decode(request["programs"]))]
    results, stops = [], []
    for place in range(0, len(words), 18):
        values, stop = machine.run(words[place : place + 18])
        results += values
        stops.append(stop)
    packed = struct.pack("<%dI" % len(results), *results)
    return {"results": base64.b64encode(packed).decode(), "stops": stops}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
