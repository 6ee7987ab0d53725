import Machine
import Testing

@testable import Parts

/// The flash on a bench.
final class Flash {
  let rig: Rig
  let memory: Memory
  let chip: NORFlash
  let bus = SPIBus()
  let select: LineDriver

  init(source: any VoltageSource = BenchSupply(millivolts: 3_700), seed: UInt64 = 0, size: Int = 1 << 20) {
    memory = Memory("flash", size: size, isWritable: false, fill: 0xFF)
    rig = Rig(source: source)
    let line = rig.line("CS", pull: true)
    select = line.driver("test")
    chip = NORFlash(
      on: rig.emulation, net: rig.net, chipSelect: line, memory: memory,
      coefficients: NORFlash.Coefficients(
        standby: coefficient(10), powerDown: coefficient(1), read: coefficient(4_000), program: coefficient(8_000),
        erase: coefficient(9_000)), seed: seed)
    bus.attach(chip)
  }

  @discardableResult
  func transfer(_ bytes: [UInt8]) -> [UInt8] {
    select.value = false
    defer { select.value = true }
    return bytes.map { UInt8(bus.exchange(UInt32($0), bits: 8)) }
  }

  func command(_ bytes: UInt8...) { transfer(bytes) }
  var status: UInt8 { transfer([0x05, 0])[1] }
  func read(_ address: UInt8..., count: Int = 1) -> [UInt8] {
    Array(transfer([0x03] + address + Array(repeating: 0, count: count)).dropFirst(4))
  }
}

@Suite struct NORFlashTests {
  /// What a damaged snapshot may hold, and firmware would stumble over.
  @Test func aStateThatNoFlashCanHaveIsRefused() throws {
    let flash = Flash()
    let good = flash.chip.saveState()
    try flash.chip.check(good)
    let damages: [(inout NORFlash.State) -> Void] = [
      { $0.status = [] }, { $0.status = [0, 0, 0, 0] }, { $0.position = -5 }, { $0.position = .max },
      { $0.operation = .init(address: .max, eraseLength: 4_096) }, { $0.operation = .init(address: -1, bytes: [0]) },
      { $0.operation = .init(address: 0, eraseLength: .max) }, { $0.operation = .init(address: 0, eraseLength: -1) },
      { $0.operation = .init(address: 0, bytes: Array(repeating: 0, count: 257)) },
      { $0.operation = .init(address: 0, status: [1]) },
      { $0.suspended = .init(operation: .init(address: 1 << 20, eraseLength: 4_096), rest: 1) },
    ]
    for (number, damage) in damages.enumerated() {
      var state = good
      damage(&state)
      #expect(throws: SnapshotError.self, "damage \(number)") { try flash.chip.check(state) }
    }
    var whole = good
    whole.operation = .init(address: 0, eraseLength: 1 << 20)
    try flash.chip.check(whole)
  }

  @Test func identifiesItself() {
    let flash = Flash()
    #expect(flash.transfer([0x9F, 0, 0, 0]).dropFirst() == [0xEF, 0x60, 0x14])
    let small = Flash(size: 1 << 18)
    #expect(small.transfer([0x9F, 0, 0, 0]).dropFirst() == [0xEF, 0x60, 0x12], "256 KiB")
    #expect(small.transfer([0x90, 0, 0, 0, 0, 0]).suffix(2) == [0xEF, 0x11])
    #expect(flash.transfer([0x90, 0, 0, 0, 0, 0]).dropFirst(4) == [0xEF, 0x13])
    #expect(flash.transfer([0xAB, 0, 0, 0, 0]).last == 0x13)
  }

  @Test func programsOnlyClearBitsWhenEnabledAndAfterTheirTime() {
    let flash = Flash()
    flash.command(0x02, 0, 0x10, 0, 0x0F)
    #expect(flash.status == 0)
    flash.command(0x06)
    #expect(flash.status == 2)
    flash.command(0x02, 0, 0x10, 0, 0x0F, 0xAA)
    #expect(flash.status == 3)
    #expect(flash.read(0, 0x10, 0) == [0xFF], "a busy chip does not answer")
    flash.rig.run(for: NORFlash.programTime - 1)
    #expect(flash.status == 3)
    #expect(flash.memory[0x1000] == 0xFF)
    flash.rig.run(for: 1)
    #expect(flash.status == 0)
    #expect(flash.read(0, 0x10, 0, count: 3) == [0x0F, 0xAA, 0xFF])
    flash.command(0x06)
    flash.command(0x02, 0, 0x10, 0, 0xF3)
    flash.rig.run(for: NORFlash.programTime)
    #expect(flash.memory[0x1000] == 0x03)
  }

  @Test func aProgramWrapsInItsPage() {
    let flash = Flash()
    flash.command(0x06)
    flash.transfer([0x02, 0, 0x20, 0xFE] + [1, 2, 3])
    flash.rig.run(for: .milliseconds(1))
    #expect([0x20FE, 0x20FF, 0x2000, 0x2100].map { flash.memory[$0] } == [1, 2, 3, 0xFF])
    flash.command(0x06)
    flash.transfer([0x02, 0, 0x30, 0x00] + Array(repeating: 0x11, count: 4) + Array(repeating: 0x22, count: 256))
    flash.rig.run(for: .milliseconds(1))
    #expect((0x3000..<0x3100).allSatisfy { flash.memory[$0] == 0x22 })
  }

  /// What will be there is known while a program or erase goes on.
  @Test func whatAnOperationWillLeaveIsKnown() {
    let flash = Flash()
    flash.memory.store([0x3C, 0x55, 0x77], at: 0x1FFF)
    let range = 0x1FFE..<0x2003
    func expectTrue(_ bytes: [UInt8]) {
      #expect(flash.chip.isBusy && flash.chip.contentsWhenDone(range) == bytes)
      #expect(range.map { flash.memory[$0] } != bytes)
      flash.rig.run(for: .milliseconds(50))
      #expect(!flash.chip.isBusy && range.map { flash.memory[$0] } == bytes)
      #expect(flash.chip.contentsWhenDone(range) == bytes)
    }
    flash.command(0x06)
    flash.command(0x02, 0, 0x20, 0, 0x0F, 0xFF, 0xAA)
    expectTrue([0xFF, 0x3C, 0x05, 0x77, 0xAA])
    flash.command(0x06)
    flash.command(0x20, 0, 0x10, 0)
    expectTrue([0xFF, 0xFF, 0x05, 0x77, 0xAA])
  }

  @Test(arguments: [(0x20 as UInt8, 4_096, 45 as UInt64), (0x52, 32_768, 120), (0xD8, 65_536, 150)])
  func erasesWholeBlocks(_ command: UInt8, _ length: Int, _ time: UInt64) {
    let flash = Flash()
    flash.memory.fill(0..<1 << 20, with: 0)
    flash.command(0x06)
    flash.command(command, 0x05, 0x43, 0x21)
    flash.rig.run(for: Tick.milliseconds(time) - 1)
    #expect(flash.chip.isBusy)
    flash.rig.run(for: 1)
    let start = 0x54321 / length * length
    #expect(flash.memory.contents.indices.filter { flash.memory[$0] == 0xFF } == Array(start..<start + length))
    #expect(flash.rig.charge("NOR flash", "erase") == 9_000_000_000 * Int128(Tick.milliseconds(time)))
  }

  @Test func powerDownHearsOnlyTheRelease() {
    let flash = Flash()
    flash.command(0xB9)
    #expect(flash.rig.power.loadCurrent == 1_000_000)
    #expect(flash.transfer([0x9F, 0, 0, 0]) == [0xFF, 0xFF, 0xFF, 0xFF])
    flash.command(0xAB)
    #expect(flash.read(0, 0, 0) == [0xFF])
    flash.rig.run(for: NORFlash.releaseTime)
    #expect(flash.transfer([0x9F, 0, 0, 0])[1] == 0xEF)
    #expect(flash.rig.power.loadCurrent == 10_000_000)
  }

  @Test func fastReadsHaveTheirDummies() {
    let flash = Flash()
    flash.memory.store([1, 2, 3, 4], at: 0x100)
    #expect(flash.transfer([0x0B, 0, 1, 0, 0, 0, 0]).suffix(2) == [1, 2])
    #expect(flash.transfer([0xEB, 0, 1, 0, 0, 0, 0, 0, 0]).suffix(2) == [1, 2])
    flash.memory.store([9], at: 0xFFFFF)
    flash.memory.store([8], at: 0)
    #expect(flash.read(0xFF, 0xFF, 0xFF, count: 2) == [9, 8], "reads wrap at the end of the chip")
  }

  @Test func statusRegistersAreWritten() {
    let flash = Flash()
    flash.command(0x06)
    flash.command(0x31, 0x02)
    flash.rig.run(for: NORFlash.statusWriteTime)
    #expect(flash.transfer([0x35, 0])[1] == 0x02)
    flash.command(0x06)
    flash.command(0x01, 0x7F)
    flash.rig.run(for: NORFlash.statusWriteTime)
    #expect(flash.status == 0x7C)
    #expect(flash.transfer([0x35, 0])[1] == 0x02)
  }

  @Test func anEraseCanBeSuspendedForReadsAndPrograms() {
    let flash = Flash()
    flash.memory.fill(0..<0x3000, with: 0)
    flash.command(0x06)
    flash.command(0x20, 0, 0x10, 0)
    flash.rig.run(for: .milliseconds(15))
    flash.command(0x75)
    #expect(flash.status & 1 == 1, "busy for tSUS")
    #expect(flash.read(0, 0, 0) == [0xFF])
    flash.rig.run(for: NORFlash.suspendTime)
    #expect(flash.status == 0)
    #expect(flash.transfer([0x35, 0])[1] == 0x80)
    #expect(flash.read(0, 0, 0) == [0])
    // Another erase is refused; a program of another page is not.
    flash.memory.fill(0x5000..<0x5100, with: 0xFF)
    flash.command(0x06)
    flash.command(0x20, 0, 0x20, 0)
    #expect(!flash.chip.isBusy)
    flash.command(0x02, 0, 0x50, 0, 0x5A)
    flash.command(0x75)
    flash.rig.run(for: NORFlash.programTime)
    #expect(flash.memory[0x5000] == 0x5A)
    flash.rig.run(for: .milliseconds(100))
    #expect(flash.memory[0x1000] == 0)
    flash.command(0x7A)
    #expect(flash.transfer([0x35, 0])[1] == 0)
    #expect(flash.status & 1 == 1)
    // 45 ms in all; 15 ms and tSUS of them are over.
    flash.rig.run(for: .milliseconds(30) - NORFlash.suspendTime - 1)
    #expect(flash.chip.isBusy)
    flash.rig.run(for: 1)
    #expect(flash.memory.contents[0..<0x3000].map { $0 } == (0..<0x3000).map { $0 / 0x1000 == 1 ? 0xFF : 0 })
  }

  @Test func aSuspendedProgramRefusesProgramsAndTheChipEraseIsNotSuspended() {
    let flash = Flash()
    flash.command(0x06)
    flash.command(0x02, 0, 0, 0, 1)
    flash.command(0x75)
    flash.rig.run(for: NORFlash.suspendTime)
    #expect(flash.transfer([0x35, 0])[1] == 0x80)
    flash.command(0x06)
    flash.command(0x02, 0, 1, 0, 2)
    #expect(!flash.chip.isBusy)
    flash.command(0x7A)
    flash.rig.run(for: NORFlash.programTime)
    #expect(flash.memory[0] == 1)
    #expect(flash.memory[0x100] == 0xFF)
    flash.command(0x06)
    flash.command(0xC7)
    flash.command(0x75)
    flash.rig.run(for: NORFlash.suspendTime)
    #expect(flash.chip.isBusy)
    #expect(flash.transfer([0x35, 0])[1] == 0)
  }

  @Test func anOperationAboutToEndIsNotSuspended() {
    let flash = Flash()
    flash.command(0x06)
    flash.command(0x02, 0, 0, 0, 1)
    flash.rig.run(for: NORFlash.programTime - NORFlash.suspendTime)
    flash.command(0x75)
    #expect(flash.transfer([0x35, 0])[1] == 0)
    flash.rig.run(for: NORFlash.suspendTime)
    #expect(flash.memory[0] == 1)
  }

  @Test func aResetStopsAnErase() {
    let flash = Flash()
    flash.memory.fill(0..<0x1000, with: 0)
    flash.command(0x06)
    flash.command(0x20, 0, 0, 0)
    flash.rig.run(for: .milliseconds(30))
    flash.command(0x99)
    #expect(flash.chip.isBusy, "without 66 there is no reset")
    flash.command(0x66)
    flash.command(0x99)
    #expect(flash.transfer([0x9F, 0])[1] == 0xFF)
    flash.rig.run(for: NORFlash.resetTime)
    #expect(flash.transfer([0x9F, 0])[1] == 0xEF)
    #expect(flash.status == 0)
    // A quarter of the time clears all bits, the rest sets them: at 30 of 45 ms 5 of 9 are set.
    let ones: Int = flash.memory.contents[0..<0x1000].reduce(0) { $0 + $1.nonzeroBitCount }
    let expected = 17_800...18_600
    #expect(expected.contains(ones), "\(ones) bits")
  }

  /// The contents after an operation that a power cut ended at `share` of its time.
  private func interrupted(_ command: [UInt8], at share: UInt64, seed: UInt64 = 7) -> [UInt8] {
    let flash = Flash(seed: seed)
    flash.memory.fill(0..<0x1000, with: 0x5A)
    flash.command(0x06)
    flash.transfer(command)
    let end = flash.chip.busyUntil ?? 0
    flash.rig.run(until: flash.rig.now + (end - flash.rig.now) * share / 100)
    flash.chip.abandon()
    #expect(!flash.chip.isBusy && flash.chip.busyUntil == nil)
    return Array(flash.memory.contents[0..<0x2000])
  }

  @Test func anInterruptedEraseIsAMixtureOfTheSeed() {
    let erase: [UInt8] = [0x20, 0, 0, 0]
    let before = [UInt8](repeating: 0x5A, count: 0x1000) + [UInt8](repeating: 0xFF, count: 0x1000)
    #expect(interrupted(erase, at: 0) == before)
    // First bits are cleared only, later they are set, and the next sector is left alone.
    let early = interrupted(erase, at: 10)
    let isCleared = zip(early, before).allSatisfy { now, then in now & then == now }
    #expect(early != before && isCleared)
    let middle = interrupted(erase, at: 60)
    #expect(Set(middle[..<0x1000]).count > 100)
    #expect(middle[0x1000...].allSatisfy { $0 == 0xFF })
    #expect(middle == interrupted(erase, at: 60))
    #expect(middle != interrupted(erase, at: 60, seed: 8))
    let late = interrupted(erase, at: 99)
    let erased = late[..<0x1000].count { $0 == 0xFF }
    #expect(erased > 0xE00)
  }

  @Test func anInterruptedProgramHasClearedSomeBits() {
    let program: [UInt8] = [0x02, 0, 0x10, 0] + [UInt8](repeating: 0x0F, count: 256)
    let middle = interrupted(program, at: 50)[0x1000..<0x1100]
    #expect(middle.allSatisfy { $0 & 0x0F == 0x0F })
    let set: Int = middle.reduce(0) { $0 + $1.nonzeroBitCount }
    let expected = 2_048 - 612...2_048 - 412
    #expect(expected.contains(set), "\(set) bits")
    #expect(interrupted(program, at: 0)[0x1000..<0x1100].allSatisfy { $0 == 0xFF })
  }

  @Test func countsOperationsAsTheyBegin() {
    let flash = Flash()
    var begun: [UInt64] = []
    let watching = flash.chip.watchOperations { begun.append($0) }
    defer { watching.end() }
    var first: [UInt64] = []
    var other: Subscription?
    other = flash.chip.watchOperations { number in
      first.append(number)
      other = nil
    }
    #expect(other != nil)
    for _ in 0..<2 {
      flash.command(0x06)
      flash.command(0x02, 0, 0, 0, 1)
      #expect(flash.chip.busyUntil == flash.rig.now + NORFlash.programTime)
      flash.rig.run(for: NORFlash.programTime)
    }
    flash.command(0x20, 0, 0, 0)
    #expect(first == [1] && begun == [1, 2], "an erase that is not enabled does not begin")
  }

  @Test func anEraseThatFailsHasErasedHalf() {
    let flash = Flash()
    flash.memory.fill(0..<0x2000, with: 0)
    flash.chip.eraseFails = { $0 == 0x1000 }
    for sector in [UInt8(0x00), 0x10] {
      flash.command(0x06)
      flash.command(0x20, 0, sector, 0)
      flash.rig.run(for: .milliseconds(45))
      #expect(!flash.chip.isBusy)
    }
    #expect([0, 0xFFF, 0x17FF, 0x1800].map { flash.memory[$0] } == [0xFF, 0xFF, 0xFF, 0])
  }

  @Test func aBitThatRotsTurnsOverAndIsTold() throws {
    let flash = Flash()
    var changes: [Range<Int>] = []
    let watching = flash.chip.watchChanges { changes.append($0) }
    defer { watching.end() }
    flash.chip.rot(offset: 0x1234, bit: 3)
    #expect(flash.memory[0x1234] == 0xF7 && changes == [0x1234..<0x1235])
    flash.chip.rot(offset: 0x1234 + flash.memory.size, bit: 11)
    #expect(flash.memory[0x1234] == 0xFF)
    #expect(flash.chip.saveState().changedSectors.map(\.number) == [1])
  }

  @Test func tellsOfEveryChangeWhenItTakesEffect() {
    let flash = Flash()
    var changes: [Range<Int>] = []
    let watching = flash.chip.watchChanges { changes.append($0) }
    defer { watching.end() }
    flash.command(0x06)
    flash.command(0x02, 0, 0x12, 0x34, 1)
    #expect(changes.isEmpty)
    var others: [Range<Int>] = []
    let other = flash.chip.watchChanges { others.append($0) }
    flash.rig.run(for: NORFlash.programTime)
    other.end()
    flash.command(0x06)
    flash.command(0x20, 0, 0x12, 0x34)
    flash.rig.run(for: .milliseconds(45))
    #expect(changes == [0x1200..<0x1300, 0x1000..<0x2000] && others == [0x1200..<0x1300])
  }

  @Test func aUsedChipsContentsAreInTheSnapshot() throws {
    let (first, second) = (Flash(), Flash())
    var used = first.memory.contents
    used[0x2345] = 7
    first.chip.takeContents(used)
    #expect(first.memory[0x2345] == 7)
    #expect(first.chip.saveState().changedSectors.map(\.number) == [2])
    try second.rig.restore(first.rig.snapshot())
    #expect(second.memory.contents == used)
  }

  @Test func snapshotKeepsContentsAndTheOperationUnderWay() throws {
    let (first, second) = (Flash(), Flash())
    first.command(0x06)
    first.command(0x02, 0, 0, 0, 0x55)
    first.rig.run(for: .milliseconds(1))
    first.command(0x06)
    first.command(0x20, 0, 0x10, 0)
    try second.rig.restore(first.rig.snapshot())
    #expect(second.memory[0] == 0x55)
    for flash in [first, second] { flash.rig.run(for: .milliseconds(50)) }
    #expect(!second.chip.isBusy)
    #expect(try first.rig.snapshot() == second.rig.snapshot())
  }

  @Test func randomTrafficNeverCrashes() {
    let flash = Flash()
    let noise = SeededNoise(seed: 25)
    let commands: [UInt8] = [
      0x05, 0x35, 0x9F, 0x06, 0x04, 0x31, 0x32, 0x02, 0x20, 0xD8, 0xC7, 0xAB, 0xB9, 0xEB, 0x03, 0x0B, 0x90, 0x4B, 0x01,
      0x75, 0x7A, 0x66, 0x99, 0x52,
    ]
    for round in 0..<5_000 as Range<UInt64> {
      let bits = noise.bits(round)
      let first = bits & 1 == 0 ? commands[Int(bits >> 8) % commands.count] : UInt8(truncatingIfNeeded: bits >> 8)
      let length = Int(bits >> 40 & 1 == 0 ? bits >> 41 & 7 : bits >> 41 & 511)
      flash.transfer([first] + (0..<length).map { UInt8(truncatingIfNeeded: noise.bits(round << 16 + UInt64($0))) })
      flash.rig.run(for: bits >> 34)
    }
    flash.rig.run(for: 3 * Tick.perSecond)
    #expect(!flash.chip.isBusy)
  }
}
