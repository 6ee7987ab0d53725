/// Uses the debugger's console, files and clocks, says what it found, and exits with the number of checks that failed.
@_cdecl("main_swift") func main() {
  Clocks.runUndivided()
  var failures: UInt32 = 0
  func check(_ what: StaticString, _ isTrue: Bool) {
    Semihosting.print(what)
    Semihosting.print(isTrue ? ": ok\n" : ": FAILED\n")
    if !isTrue { failures += 1 }
  }
  var buffer: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
  withUnsafeMutableBytes(of: &buffer) { bytes in
    let address = UInt32(UInt(bitPattern: bytes.baseAddress))
    check("command line", Semihosting.call(Semihosting.commandLine, address, 64) == 0)
    _ = semihosting_call(Semihosting.write0, bytes.baseAddress)
    Semihosting.print("\n")

    let file = Semihosting.open("notes.txt", mode: 6)
    check("create notes.txt", file != Semihosting.failed)
    check("write", Semihosting.write("kept by the host\n", to: file) == 0)
    check("length", Semihosting.call(Semihosting.length, file) == 17)
    check("seek", Semihosting.call(Semihosting.seek, file, 8) == 0)
    check("read to the end", Semihosting.call(Semihosting.read, file, address, 64) == 64 - 9)
    check("the right bytes", bytes[0] == 0x74 && bytes[7] == 0x74 && bytes[8] == 0x0A)
    check("close", Semihosting.call(Semihosting.close, file) == 0)
    check("a closed handle fails", Semihosting.call(Semihosting.length, file) == Semihosting.failed)
    check("EBADF", semihosting_value(Semihosting.errorNumber, 0) == 9)
    check("no way out", Semihosting.open("../escape", mode: 4) == Semihosting.failed)
    check("EACCES", semihosting_value(Semihosting.errorNumber, 0) == 13)

    // 1,000 turns of four cycles at 16 MHz: 250 us, or 384,000 of the clock's ticks.
    _ = semihosting_call(Semihosting.elapsed, bytes.baseAddress)
    let start = bytes.load(as: UInt64.self)
    cpu_spin(1_000)
    _ = semihosting_call(Semihosting.elapsed, bytes.baseAddress)
    let ticks = bytes.load(as: UInt64.self) - start
    check("virtual time", ticks >= 384_000 && ticks < 390_000)
    check("the epoch", semihosting_value(Semihosting.time, 0) == 1_577_836_800)
  }
  Semihosting.print("input: ")
  var count: UInt32 = 0
  while semihosting_value(Semihosting.readC, 0) != Semihosting.failed { count += 1 }
  Semihosting.print(count)
  Semihosting.print(" bytes\n")
  Semihosting.exit(failures)
}
