import CortexM0
import Foundation
import Machine
import Testing
@testable import Session

/// Calls as a program makes them: operation in R0, argument in R1, BKPT 0xAB.
struct SemihostingTests {
  /// What the program wrote, and what it will read.
  final class Console: SemihostingConsole {
    var output: [UInt8] = []
    var errors: [UInt8] = []
    var input: [UInt8] = []

    func write(_ bytes: [UInt8], toError: Bool) -> Int {
      if toError { errors += bytes } else { output += bytes }
      return bytes.count
    }

    func read(_ count: Int) -> [UInt8] {
      let taken = Array(input.prefix(count))
      input.removeFirst(taken.count)
      return taken
    }
  }

  /// A core with 64 KiB of RAM at 0x07FC0000 and 4 KiB of ROM at 0.
  final class Bench {
    let emulation = Emulation()
    let bus = Bus()
    let cpu: CPU
    let ram = Memory("RAM", size: 0x1_0000, isWritable: true)
    let rom = Memory("ROM", size: 0x1000, isWritable: false, fill: 0x55)
    let console = Console()
    let host: Semihosting
    let path: String
    static let block: UInt32 = 0x07FC_0000
    static let data: UInt32 = 0x07FC_1000

    init(hasFolder: Bool = true) throws {
      cpu = CPU(emulation, bus: bus)
      bus.map(Mapping(ram, at: 0x07FC_0000))
      bus.map(Mapping(rom, at: 0))
      path = NSTemporaryDirectory() + "bandbox-semihosting-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      host = Semihosting(
        cpu, bus: bus, scheduler: emulation.scheduler, folder: hasFolder ? try SemihostingFolder(path: path) : nil,
        console: console, commandLine: "image one two",
        layout: Semihosting.Layout(heapBase: 0x07FC_4000, stackBase: 0x07FD_0000))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A call with a value in R1.
    @discardableResult func call(_ operation: UInt32, value: UInt32) -> UInt32 {
      cpu.setRegister(0, to: operation)
      cpu.setRegister(1, to: value)
      #expect(host.breakpoint(0xAB))
      return cpu.register(0)
    }

    /// A call with a block of words.
    @discardableResult func call(_ operation: SemihostingCall, _ words: UInt32...) -> UInt32 {
      for (index, word) in words.enumerated() { bus.write(Self.block + UInt32(4 * index), width: 4, value: word) }
      return call(operation.rawValue, value: Self.block)
    }

    /// Puts text into memory; returns its address.
    func text(_ text: String, at address: UInt32 = Bench.data) -> UInt32 {
      ram.store(Array(text.utf8) + [0], at: Int(address - 0x07FC_0000))
      return address
    }

    func open(_ name: String, _ mode: UInt32) -> UInt32 {
      call(.open, text(name), mode, UInt32(name.utf8.count))
    }

    var error: UInt32 { call(SemihostingCall.errorNumber.rawValue, value: 0) }
    func bytes(_ address: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { ram[Int(address - 0x07FC_0000) + $0] }
    }
  }

  static let failed = UInt32.max

  @Test func theConsoleIsColonTT() throws {
    let bench = try Bench()
    bench.console.input = Array("ab".utf8)
    let (input, output, error) = (bench.open(":tt", 0), bench.open(":tt", 4), bench.open(":tt", 8))
    #expect(Set([input, output, error]).count == 3)
    #expect(!Set([input, output, error]).contains(0))
    #expect(bench.call(.write, output, bench.text("out"), 3) == 0)
    #expect(bench.call(.write, error, bench.text("err"), 3) == 0)
    bench.call(SemihostingCall.writeString.rawValue, value: bench.text(" 0"))
    bench.call(SemihostingCall.writeCharacter.rawValue, value: bench.text("c"))
    #expect(bench.console.output == Array("out 0c".utf8))
    #expect(bench.console.errors == Array("err".utf8))
    #expect(bench.call(.read, input, Bench.data, 10) == 8)
    #expect(bench.bytes(Bench.data, 2) == Array("ab".utf8))
    #expect(bench.call(.read, input, Bench.data, 10) == 10, "the end of the input")
    #expect(bench.call(.isTerminal, output) == 1)
    #expect(bench.call(.seek, output, 0) == Self.failed)
    #expect(bench.error == UInt32(ESPIPE))
  }

  @Test func charactersComeOneByOneAndThenNone() throws {
    let bench = try Bench()
    bench.console.input = [0xFF, 0x41]
    #expect(bench.call(SemihostingCall.readCharacter.rawValue, value: 0) == 0xFF)
    #expect(bench.call(SemihostingCall.readCharacter.rawValue, value: 0) == 0x41)
    #expect(bench.call(SemihostingCall.readCharacter.rawValue, value: 0) == Self.failed)
  }

  @Test func filesAreWrittenAndReadBack() throws {
    let bench = try Bench()
    let file = bench.open("log.txt", 6)
    #expect(bench.call(.write, file, bench.text("0123456789"), 10) == 0)
    #expect(bench.call(.fileLength, file) == 10)
    #expect(bench.call(.seek, file, 4) == 0)
    #expect(bench.call(.read, file, Bench.data + 0x100, 16) == 10)
    #expect(bench.bytes(Bench.data + 0x100, 6) == Array("456789".utf8))
    #expect(bench.call(.isTerminal, file) == 0)
    #expect(bench.call(.close, file) == 0)
    #expect(bench.call(.close, file) == Self.failed)
    #expect(bench.error == UInt32(EBADF))
    let appended = bench.open("log.txt", 8)
    #expect(bench.call(.write, appended, bench.text("AB"), 2) == 0)
    bench.call(.close, appended)
    let names = (bench.text("log.txt", at: 0x07FC_2000), bench.text("new.txt", at: 0x07FC_2100))
    #expect(bench.call(.rename, names.0, 7, names.1, 7) == 0)
    #expect(FileManager.default.contents(atPath: bench.path + "/new.txt") == Data("0123456789AB".utf8))
    #expect(bench.call(.remove, names.1, 7) == 0)
    #expect(bench.call(.remove, names.1, 7) == Self.failed)
    #expect(bench.error == UInt32(ENOENT))
  }

  @Test func writingTruncatesAndReadingDoesNotCreate() throws {
    let bench = try Bench()
    try Data("old".utf8).write(to: URL(fileURLWithPath: bench.path + "/a"))
    #expect(bench.open("missing", 0) == Self.failed)
    #expect(bench.error == UInt32(ENOENT))
    let reader = bench.open("a", 0)
    #expect(bench.call(.write, reader, Bench.data, 1) == 1)
    #expect(bench.error == UInt32(EBADF))
    #expect(bench.open("a", 4) != Self.failed)
    #expect(bench.call(.fileLength, reader) == 0)
  }

  @Test func clocksTellVirtualTime() throws {
    let bench = try Bench()
    bench.emulation.scheduler.advance(to: .milliseconds(12_340))
    #expect(bench.call(SemihostingCall.clock.rawValue, value: 0) == 1_234)
    #expect(bench.call(SemihostingCall.time.rawValue, value: 0) == Semihosting.epoch + 12)
    #expect(bench.call(SemihostingCall.tickFrequency.rawValue, value: 0) == 1_536_000_000)
    #expect(bench.call(SemihostingCall.elapsed.rawValue, value: Bench.data) == 0)
    let ticks = UInt64(bench.bus.read(Bench.data, width: 4)) | UInt64(bench.bus.read(Bench.data + 4, width: 4)) << 32
    #expect(ticks == .milliseconds(12_340))
  }

  @Test func theEnvironment() throws {
    let bench = try Bench()
    #expect(bench.call(.commandLine, Bench.data, 14) == 0)
    #expect(bench.bytes(Bench.data, 14) == Array("image one two".utf8) + [0])
    #expect(bench.bus.read(Bench.block + 4, width: 4) == 13)
    #expect(bench.call(.commandLine, Bench.data, 13) == Self.failed)
    #expect(bench.call(.heapInfo, Bench.data) == 0)
    #expect(
      (0..<4).map { bench.bus.read(Bench.data + 4 * $0, width: 4) } == [
        0x07FC_4000, 0x07FC_F000, 0x07FD_0000, 0x07FC_F000,
      ])
    #expect(bench.call(.isError, 0xFFFF_FFFE) == 1)
    #expect(bench.call(.isError, 0) == 0)
    #expect(bench.call(.temporaryName, Bench.data, 7, 16) == 0)
    #expect(bench.bytes(Bench.data, 9) == Array("tmp7.tmp".utf8) + [0])
    #expect(bench.call(.temporaryName, Bench.data, 7, 8) == Self.failed)
    #expect(bench.call(.system, bench.text("ls"), 2) == Self.failed)
    #expect(bench.error == UInt32(ENOSYS))
    let features = bench.open(":semihosting-features", 0)
    #expect(bench.call(.read, features, Bench.data, 5) == 0)
    #expect(bench.bytes(Bench.data, 5) == [0x53, 0x48, 0x46, 0x42, 0x03])
  }

  @Test(arguments: [(0x2_0026, 0), (0x2_0023, 1), (0, 1)] as [(UInt32, Int32)])
  func exitGivesAStatus(reason: UInt32, status: Int32) throws {
    let bench = try Bench()
    var ended = 0
    bench.host.onExit = { ended += 1 }
    bench.call(SemihostingCall.exit.rawValue, value: reason)
    #expect(bench.host.exitStatus == status)
    #expect(ended == 1)
  }

  @Test func theExtendedExitGivesTheProgramsOwnStatus() throws {
    let bench = try Bench()
    bench.call(.exitExtended, 0x2_0026, 0x1_002A)
    #expect(bench.host.exitStatus == 42)
    bench.call(.exitExtended, 0x2_0024, 42)
    #expect(bench.host.exitStatus == 1)
  }

  @Test func otherBreakpointsAreNotOurs() throws {
    let bench = try Bench()
    #expect(!bench.host.breakpoint(0))
    #expect(bench.host.exitStatus == nil)
  }

  @Test func theBreakpointGoesOnBehindItself() throws {
    let bench = try Bench()
    // MOVS R0, #0x18 (SYS_EXIT); BKPT 0xAB; MOVS R2, #9; B .
    bench.ram.store([0x18, 0x20, 0xAB, 0xBE, 0x09, 0x22, 0xFE, 0xE7], at: 0x100)
    bench.cpu.start(stackPointer: 0x07FD_0000, programCounter: 0x07FC_0101)
    bench.cpu.run(until: .microseconds(10))
    #expect(bench.cpu.register(2) == 9)
    #expect(bench.host.exitStatus == 1)
  }
}
