import SeededRandom
import Testing

@testable import FlashLogic

struct SettingsStoreTests {
  private func read(_ store: inout SettingsStore, _ flash: inout SimulatedNOR) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: SettingsStore.capacity)
    return bytes.withUnsafeMutableBufferPointer { store.read(&flash, into: $0) }.map { Array(bytes.prefix($0)) }
  }

  private func write(_ bytes: [UInt8], _ store: inout SettingsStore, _ flash: inout SimulatedNOR) -> Bool {
    bytes.withUnsafeBufferPointer {
      do { try store.write(&flash, $0) } catch { return false }
      return true
    }
  }

  private func reopened(_ flash: inout SimulatedNOR) -> SettingsStore {
    var store = SettingsStore(FlashMap.settings)
    store.open(&flash)
    return store
  }

  /// A record of its own for every number, of sizes from nothing to all there is room for.
  private func record(_ number: Int) -> [UInt8] {
    (0..<(number * 7 % (SettingsStore.capacity + 1))).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
  }

  @Test func anEmptyFlashHoldsNothing() {
    var flash = SimulatedNOR()
    var store = reopened(&flash)
    #expect(read(&store, &flash) == nil)
    #expect(flash.operations == 0)
  }

  @Test func theLastRecordIsReadAgain() {
    var flash = SimulatedNOR()
    var store = reopened(&flash)
    for number in 1...700 {
      #expect(write(record(number), &store, &flash))
      #expect(read(&store, &flash) == record(number))
      var again = reopened(&flash)
      #expect(read(&again, &flash) == record(number))
    }
    #expect(flash.impossiblePrograms == 0)
    // 128 places: an erase for every 32 records after the first round; nothing outside the area is touched.
    #expect(flash.contents[..<Int(FlashMap.settings.start)].allSatisfy { $0 == 0xFF })
    #expect(flash.contents[Int(FlashMap.settings.end)...].allSatisfy { $0 == 0xFF })
  }

  @Test func aRecordThatIsTooLongIsRefused() {
    var flash = SimulatedNOR()
    var store = reopened(&flash)
    #expect(write(record(3), &store, &flash))
    #expect(!write([UInt8](repeating: 1, count: SettingsStore.capacity + 1), &store, &flash))
    #expect(read(&store, &flash) == record(3))
  }

  /// Three hundred records and an erase of everything, with the supply failing in every single operation.
  @Test func powerFailsInEveryOperation() {
    func run(_ flash: inout SimulatedNOR) -> (written: Int, wanted: Int) {
      var store = reopened(&flash)
      for number in 1...140 where !write(record(number), &store, &flash) { return (number - 1, number) }
      return (140, 140)
    }
    var whole = SimulatedNOR()
    #expect(run(&whole).written == 140)
    let operations = whole.operations
    #expect(operations >= 141)
    for cut in 1...operations {
      var flash = SimulatedNOR(seed: UInt64(cut))
      flash.failsAt = cut
      let (written, wanted) = run(&flash)
      flash.restorePower()
      var store = reopened(&flash)
      let found = read(&store, &flash)
      #expect(found == (written == 0 ? nil : record(written)) || found == record(wanted), "cut \(cut)")
      // It goes on working.
      #expect(write(record(1000), &store, &flash))
      var again = reopened(&flash)
      #expect(read(&again, &flash) == record(1000))
      #expect(flash.impossiblePrograms == 0)
    }
  }

  @Test func anEraseIsWholeOrHasNotHappened() {
    var full = SimulatedNOR()
    var store = reopened(&full)
    for number in 1...50 { #expect(write(record(number), &store, &full)) }
    for cut in 1...5 {
      var flash = full
      flash.restorePower()
      flash.failsAt = cut
      var cutStore = reopened(&flash)
      #expect(throws: FlashError.self) { try cutStore.erase(&flash) }
      flash.restorePower()
      var again = reopened(&flash)
      let found = read(&again, &flash)
      // An empty record stands for no settings.
      #expect(found == record(50) || found == [] || found == nil, "cut \(cut)")
      if cut > 1 { #expect(found == [] || found == nil) }
    }
    var erased = reopened(&full)
    full.restorePower()
    #expect(throws: Never.self) { try erased.erase(&full) }
    #expect(full[FlashMap.settings].allSatisfy { $0 == 0xFF })
    #expect(read(&erased, &full) == nil)
    #expect(write(record(9), &erased, &full))
    #expect(read(&erased, &full) == record(9))
  }

  @Test func garbageIsNotARecord() {
    var random = SplitMix(seed: 7)
    let garbage = random.bytes(Int(FlashMap.settings.size))
    var flash = SimulatedNOR()
    flash.place(garbage, at: FlashMap.settings.start)
    var store = reopened(&flash)
    #expect(read(&store, &flash) == nil)
    #expect(write(record(5), &store, &flash))
    var again = reopened(&flash)
    #expect(read(&again, &flash) == record(5))
  }
}
