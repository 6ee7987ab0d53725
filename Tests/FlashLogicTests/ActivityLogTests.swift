import Testing

@testable import FlashLogic

struct ActivityLogTests {
  /// Three sectors: a ring that is soon full.
  private static let small = FlashArea(FlashMap.activity.start, size: 3 * FlashMap.sectorSize)

  private func entry(_ number: UInt32) -> ActivityEntry {
    ActivityEntry(
      minute: 13_000_000 + number, steps: UInt8(truncatingIfNeeded: number &* 7),
      heartRate: UInt8(truncatingIfNeeded: number / 3), movement: UInt8(truncatingIfNeeded: number &* 11),
      percent: UInt8(number % 101), isPlugged: number % 5 == 0)
  }

  private func append(_ entry: ActivityEntry, _ log: inout ActivityLog, _ flash: inout SimulatedNOR) -> Bool {
    do { try log.append(entry, &flash) } catch { return false }
    return true
  }

  private func reopened(_ flash: inout SimulatedNOR, _ area: FlashArea) -> ActivityLog {
    var log = ActivityLog(area)
    log.open(&flash)
    return log
  }

  private func all(_ log: ActivityLog, _ flash: inout SimulatedNOR) -> [ActivityEntry] {
    (log.first..<log.end).compactMap { log.entry($0, &flash) }
  }

  @Test func anEmptyFlashHoldsNothing() {
    var flash = SimulatedNOR()
    let log = reopened(&flash, FlashMap.activity)
    #expect(log.first == log.end)
    #expect(log.lastMinute == nil)
    #expect(log.entry(0, &flash) == nil)
  }

  @Test func entriesComeBack() {
    var flash = SimulatedNOR()
    var log = reopened(&flash, FlashMap.activity)
    for number in 0..<1200 as Range<UInt32> { #expect(append(entry(number), &log, &flash)) }
    // A sector takes 510: three heads and no erase of what is blank.
    #expect(flash.operations == 1203)
    let again = reopened(&flash, FlashMap.activity)
    #expect((again.first, again.end) == (log.first, log.end))
    #expect(again.lastMinute == entry(1199).minute)
    #expect(all(again, &flash) == (0..<1200).map(entry))
    #expect(flash.impossiblePrograms == 0)
  }

  @Test func theRingDropsItsOldestSector() {
    var flash = SimulatedNOR()
    var log = reopened(&flash, Self.small)
    let per = ActivityLog.entriesPerSector
    for number in 0..<(per * 7 + 5) {
      #expect(append(entry(number), &log, &flash))
      guard number % 101 == 0 else { continue }
      log = reopened(&flash, Self.small)
      let kept = all(log, &flash)
      #expect(kept.last == entry(number))
      #expect(kept.count == Int(number % per + 1 + min(number / per, 2) * per))
      #expect(kept == (number + 1 - UInt32(kept.count)...number).map(entry))
    }
    // Every sector was erased twice, and the ones before were blank.
    #expect(flash.contents[Int(Self.small.end)...].allSatisfy { $0 == 0xFF })
  }

  @Test func aClockThatGoesBackBeginsASector() {
    var flash = SimulatedNOR()
    var log = reopened(&flash, FlashMap.activity)
    var written: [ActivityEntry] = []
    for minute in [100, 101, 50, 51, 52, 70_000, 70_001, 3] as [UInt32] {
      var next = entry(1)
      next.minute = minute
      #expect(append(next, &log, &flash))
      written.append(next)
    }
    #expect(all(reopened(&flash, FlashMap.activity), &flash) == written)
  }

  /// Two and a half rounds of a small ring, with the supply failing in every single operation: nothing that was written
  /// is lost but what the ring drops anyway, and at most the last entry.
  @Test func powerFailsInEveryOperation() {
    let per = ActivityLog.entriesPerSector
    let start = per * 3 - 12
    var before = SimulatedNOR()
    var log = reopened(&before, Self.small)
    for number in 0..<start { #expect(append(entry(number), &log, &before)) }
    func run(_ flash: inout SimulatedNOR) -> UInt32 {
      var log = reopened(&flash, Self.small)
      for number in start..<(start + 40) where !append(entry(number), &log, &flash) { return number }
      return start + 40
    }
    var whole = before
    whole.restorePower()
    #expect(run(&whole) == start + 40)
    #expect(whole.operations == 43)
    for cut in 1...whole.operations {
      var flash = before
      flash.restorePower()
      flash.failsAt = cut
      let written = run(&flash)
      #expect(written < start + 40)
      flash.restorePower()
      var log = reopened(&flash, Self.small)
      var kept = all(log, &flash)
      // What was cut may have been whole; else the last entry is the one before.
      if kept.last == entry(written) { kept.removeLast() }
      #expect(kept.last == entry(written - 1), "cut \(cut)")
      #expect(kept.count >= Int(2 * per) - 12)
      #expect(kept == (written - UInt32(kept.count)..<written).map(entry))
      #expect(log.lastMinute ?? 0 >= entry(written - 1).minute)
      // It goes on.
      for number in (written + 1)..<(written + 30) { #expect(append(entry(number), &log, &flash)) }
      let after = all(reopened(&flash, Self.small), &flash)
      let expected: [ActivityEntry] = ((written + 1)..<(written + 30)).map(entry)
      #expect(Array(after.suffix(29)) == expected)
      #expect(flash.impossiblePrograms == 0)
    }
  }

  @Test func theFirstSectorOfABlankFlashIsCutAsWell() {
    for cut in 1...3 {
      var flash = SimulatedNOR(seed: UInt64(cut) &* 77)
      flash.failsAt = cut
      var log = reopened(&flash, FlashMap.activity)
      var written = 0 as UInt32
      while append(entry(written), &log, &flash) { written += 1 }
      flash.restorePower()
      log = reopened(&flash, FlashMap.activity)
      let kept = all(log, &flash)
      #expect(kept == (0..<UInt32(kept.count)).map(entry) && kept.count >= Int(written))
      #expect(append(entry(100), &log, &flash))
      #expect(all(reopened(&flash, FlashMap.activity), &flash).last == entry(100))
    }
  }

  @Test func aSectorThatCannotBeErasedIsPassedOver() {
    var flash = SimulatedNOR()
    var log = reopened(&flash, FlashMap.activity)
    for number in 0..<510 as Range<UInt32> { #expect(append(entry(number), &log, &flash)) }
    var stuck = StuckSector(flash, at: FlashMap.activity.start + FlashMap.sectorSize)
    for number in 510..<600 as Range<UInt32> {
      #expect(throws: Never.self) { try log.append(entry(number), &stuck) }
    }
    var again = ActivityLog(FlashMap.activity)
    again.open(&stuck)
    let kept = (again.first..<again.end).compactMap { again.entry($0, &stuck) }
    #expect(kept == (0..<600).map(entry))
  }
}

/// A flash in which one sector can be neither erased nor programmed any more, and holds zeros.
private struct StuckSector: FlashDevice {
  private var flash: SimulatedNOR
  private let sector: UInt32

  init(_ flash: SimulatedNOR, at sector: UInt32) {
    self.flash = flash
    self.sector = sector
    self.flash.place([UInt8](repeating: 0, count: Int(FlashMap.sectorSize)), at: sector)
  }

  mutating func read(_ address: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) {
    flash.read(address, into: bytes)
  }
  mutating func program(_ bytes: UnsafeBufferPointer<UInt8>, at address: UInt32) throws(FlashError) {
    guard address & ~(FlashMap.sectorSize - 1) != sector else { throw .failed }
    try flash.program(bytes, at: address)
  }
  mutating func erase(sectorAt address: UInt32) throws(FlashError) {
    guard address != sector else { throw .failed }
    try flash.erase(sectorAt: address)
  }
}
