import ChipTesting
import Machine
import Testing

@testable import NRF51

/// The flash controller: what programs write, what that takes, what it refuses.
struct NVMCTests {
  private static let config: UInt32 = 0x4001_E504
  private static let erase: UInt32 = 0x4001_E508
  private static let ready: UInt32 = 0x4001_E400
  private static let place: UInt32 = 0x2_0000
  private let chip = Chip()

  /// Runs a program in flash until it begins an operation, which has to take `time` in which no instruction is executed.
  private func expectHalt(of program: Thumb, for time: Tick) throws {
    chip.start(program)
    while chip.soc.nvmc.busyUntil == nil { chip.run(for: 1) }
    let end = try #require(chip.soc.nvmc.busyUntil)
    // The access is in the second of the two cycles of the store, and the run ends behind it.
    #expect(end - chip.now <= time && end - chip.now >= time - cycle)
    let before = chip.soc.cpu.cycles
    chip.soc.run(until: end)
    #expect(chip.soc.cpu.cycles == before)
    chip.run(for: 2 * cycle)
    #expect(chip.soc.cpu.cycles > before)
    #expect(chip.soc.nvmc.busyUntil == nil)
  }

  @Test func aWordTakes48MicrosecondsInWhichTheCPUStandsStill() throws {
    var program = Thumb()
    program.store32(Self.config, 1)
    program.store32(Self.place, 0x1234_5678)
    program.stop()
    try expectHalt(of: program, for: .microseconds(48))
    #expect(chip.read(Self.place) == 0x1234_5678)
    #expect(chip.read(Self.ready) == 1)
  }

  @Test func aPageTakes22MillisecondsToErase() throws {
    chip.soc.flash.store([UInt8](repeating: 0, count: 4_096), at: Int(Self.place) - 1_024)
    var program = Thumb()
    program.store32(Self.config, 2)
    program.store32(Self.erase, Self.place)
    program.stop()
    try expectHalt(of: program, for: .milliseconds(22))
    #expect(chip.read(Self.place - 4) == 0)
    #expect(chip.read(Self.place) == .max)
    #expect(chip.read(Self.place + 1_020) == .max)
    #expect(chip.read(Self.place + 1_024) == 0)
  }

  @Test func aWriteClearsBitsAndSetsNone() {
    var program = Thumb()
    program.store32(Self.config, 1)
    program.store32(Self.place, 0xFFFF_00FF)
    program.store32(Self.place, 0x0FF0_FFFF)
    program.stop()
    chip.start(program)
    chip.run(for: .milliseconds(1))
    #expect(chip.read(Self.place) == 0x0FF0_00FF)
  }

  @Test func codeInRAMGoesOnAndSeesREADY() {
    var program = Thumb()
    program.store32(Self.config, 2)
    program.store32(Self.erase, Self.place)
    let loop = program.place
    program.increment(0x2000_0000)
    program.copy32(from: Self.ready, to: 0x2000_0004)
    program.branch(to: loop)
    chip.startInRAM(program)
    chip.run(for: .milliseconds(10))
    #expect(chip.read(0x2000_0000) > 5_000)
    #expect(chip.read(0x2000_0004) == 0)
    chip.run(for: .milliseconds(13))
    #expect(chip.read(0x2000_0004) == 1)
  }

  @Test func interruptsWaitUntilTheWriteIsOver() {
    var program = Thumb()
    program.increment(0x2000_0000)
    program.stop()
    let entry = program.place * 2
    var whole = program
    whole.store32(0xE000_E100, 1 << 8)
    whole.store32(0x4000_8304, 1 << 16)
    whole.store32(0x4000_8510, 0)
    whole.store32(0x4000_8540, 200)
    whole.store32(Self.config, 2)
    whole.store32(0x4000_8000, 1)
    whole.store32(Self.erase, Self.place)
    whole.stop()
    chip.flash(whole, handler: 0)
    chip.soc.flash.store([UInt8(truncatingIfNeeded: 0x101 + entry), UInt8((0x101 + entry) >> 8)], at: 4)
    chip.soc.start()
    chip.run(for: .milliseconds(21))
    #expect(chip.read(0x4000_8140) == 1)
    #expect(chip.read(0x2000_0000) == 0)
    chip.run(for: .milliseconds(2))
    #expect(chip.read(0x2000_0000) == 1)
  }

  @Test(arguments: [UInt32(0), 2])
  func aWriteWithoutWENFaults(mode: UInt32) {
    var program = Thumb()
    program.store32(Self.config, mode)
    program.store32(Self.place, 0)
    program.stop()
    var handler = program
    let entry = handler.place * 2
    handler.stop()
    chip.start(handler, handler: entry)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.cpu.lastFault?.address == Self.place)
    #expect(chip.read(Self.place) == .max)
    #expect(chip.emulation.journal.unmodelled.contains { $0.register == "NVMC: write refused" })
    #expect(chip.soc.isFaultedForGood)
  }

  @Test func aProtectedBlockCannotBeWrittenOrErasedUntilTheReset() {
    chip.start(Thumb.stopped)
    chip.write(0x4000_0604, 1)
    chip.write(0x4000_0604, 0)
    #expect(chip.read(0x4000_0604) == 1)
    chip.write(Self.config, 1)
    chip.write(Self.place, 0)
    #expect(chip.soc.bus.faulted)
    chip.soc.bus.faulted = false
    chip.write(Self.config, 2)
    chip.write(Self.erase, Self.place)
    #expect(chip.soc.bus.faulted)
    chip.soc.bus.faulted = false
    #expect(chip.soc.nvmc.busyUntil == nil)
    chip.soc.resetHardware()
    chip.run(for: .microseconds(1))
    #expect(chip.read(0x4000_0604) == 0)
  }

  @Test func UICRIsWrittenAndErasedLikeFlash() {
    chip.start(Thumb.stopped)
    #expect(chip.read(0x1000_1080) == .max)
    chip.write(0x1000_1080, 0)
    #expect(chip.soc.bus.faulted)
    chip.soc.bus.faulted = false
    chip.write(Self.config, 1)
    chip.write(0x1000_1080, 0xFF00)
    chip.run(for: .microseconds(50))
    #expect(chip.read(0x1000_1080) == 0xFF00)
    chip.soc.resetHardware()
    chip.run(for: .microseconds(1))
    #expect(chip.read(0x1000_1080) == 0xFF00)
    chip.write(Self.config, 2)
    chip.write(0x4001_E514, 1)
    chip.run(for: .milliseconds(23))
    #expect(chip.read(0x1000_1080) == .max)
  }

  @Test func eraseAllLeavesNothing() {
    chip.startInRAM(Thumb.stopped)
    chip.soc.flash.fill(0..<chip.soc.flash.size, with: 0)
    chip.soc.uicr.program([1, 2, 3, 4], at: 0x84)
    #expect(chip.read(0x1000_1084) == 0x0403_0201)
    chip.write(Self.config, 2)
    chip.write(0x4001_E50C, 1)
    chip.run(for: .milliseconds(23))
    #expect(chip.soc.flash.contents.allSatisfy { $0 == 0xFF })
    #expect(chip.read(0x1000_1084) == .max)
  }

  @Test func thoseWhoWatchHearOfOperationsAndChanges() {
    chip.startInRAM(Thumb.stopped)
    var begun: [UInt64] = []
    var changed: [Range<Int>] = []
    let watching = [
      chip.soc.nvmc.watchOperations { begun.append($0) }, chip.soc.nvmc.watchChanges { changed.append($0) },
    ]
    chip.write(Self.config, 1)
    chip.write(Self.place, 0x11)
    #expect(chip.soc.nvmc.busyUntil == .microseconds(48))
    #expect(chip.soc.nvmc.contentsWhenDone(0x2_0000..<0x2_0004) == [0x11, 0, 0, 0])
    #expect(changed.isEmpty)
    chip.run(for: .microseconds(48) + 1)
    #expect(chip.soc.nvmc.busyUntil == nil)
    chip.soc.nvmc.eraseFails = { $0 == 0x2_0000 }
    chip.write(Self.config, 2)
    chip.write(Self.erase, Self.place)
    chip.run(for: .milliseconds(23))
    chip.soc.nvmc.program([1, 2], at: 0x100)
    chip.soc.nvmc.rot(offset: 0x100, bit: 1)
    #expect(begun == [1, 2])
    #expect(changed == [0x2_0000..<0x2_0004, 0x2_0000..<0x2_0200, 0x100..<0x102, 0x100..<0x101])
    #expect(chip.soc.flash[0x100] == 3)
    for subscription in watching { subscription.end() }
  }

  @Test func aResetInTheMiddleLeavesAPart() {
    chip.startInRAM(Thumb.stopped)
    chip.soc.flash.fill(0x2_0000..<0x2_0400, with: 0)
    chip.write(Self.config, 2)
    chip.write(Self.erase, Self.place)
    chip.run(for: .milliseconds(11))
    chip.soc.resetHardware()
    chip.run(for: .microseconds(1))
    #expect(chip.read(Self.place) == .max)
    #expect(chip.read(Self.place + 0x1FC) == .max)
    #expect(chip.read(Self.place + 0x204) == 0)
    #expect(chip.read(Self.ready) == 1)
  }
}

extension Thumb {
  /// A program that does nothing for ever.
  static var stopped: Thumb {
    var program = Thumb()
    program.stop()
    return program
  }
}
