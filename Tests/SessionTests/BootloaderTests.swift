import Boards
import FlashLogic
import Foundation
import Machine
import Testing
@testable import Images
@testable import Session

/// The shipped bootloader on the emulated band.
@Suite struct BootloaderTests {
  private static let first = (BootloaderBench.slot0, BootloaderBench.image(1))
  private static let second = (BootloaderBench.slot1, BootloaderBench.image(2, size: 0x500))

  @Test func theCodeIsTheELFs() throws {
    let map = BoardCatalogue.standard.memoryMap
    let elf = try Image.read(path: Repository.root + "/firmware-images/boot/boot.elf", for: map)
    let segments = elf.flashSegments().segments
    let shipped = try ShippedBootloader.segment(for: map).bytes
    for segment in segments {
      let start = Int(segment.address - 0x0800_0000)
      #expect(Array(shipped[start..<start + segment.bytes.count]) == segment.bytes)
    }
    #expect(shipped.count <= BootloaderBench.slot0)
    #expect(ShippedBootloader.isOne(in: shipped, for: map))
    #expect(!ShippedBootloader.isOne(in: [UInt8](repeating: 0xFF, count: 16), for: map))
  }

  @Test func startsSlot0() throws {
    let bench = BootloaderBench(try BootloaderBench.flash([Self.first, Self.second]))
    bench.start()
    bench.run(for: .milliseconds(20))
    #expect(bench.running == 1)
    #expect(bench.band.flash.busyUntil == nil)
    #expect(bench.sent.isEmpty)
  }

  /// An image on test that does not confirm itself is taken back by the watchdog's reset.
  @Test func testThenRevert() throws {
    let bench = BootloaderBench(
      try BootloaderBench.flash([Self.first, Self.second, BootloaderBench.pending()]))
    bench.start()
    #expect(bench.runUntilStarted() == 2)
    #expect(bench.version(in: BootloaderBench.slot0) == 2 && bench.version(in: BootloaderBench.slot1) == 1)
    bench.forget()
    #expect(bench.runUntilStarted() == 1)
    #expect(bench.band.soc.resets[.watchdog] == 1)
    #expect(bench.version(in: BootloaderBench.slot1) == 2)
  }

  @Test func permanentStays() throws {
    let bench = BootloaderBench(
      try BootloaderBench.flash([Self.first, Self.second, BootloaderBench.pending(permanent: true)]))
    bench.start()
    #expect(bench.runUntilStarted() == 2)
    bench.forget()
    #expect(bench.runUntilStarted() == 2)
    #expect(bench.band.soc.resets[.watchdog] == 1)
  }

  @Test func aWrongHashKeepsTheOldImage() throws {
    var image = Self.second
    image.1[0x300] ^= 0x10
    let bench = BootloaderBench(try BootloaderBench.flash([Self.first, image, BootloaderBench.pending()]))
    bench.start()
    #expect(bench.runUntilStarted() == 1)
    #expect(bench.version(in: BootloaderBench.slot1) == nil)
  }

  /// The supply fails in the middle of a program or erase of an upgrade and of going back: one of the images runs every
  /// time. Every 17th operation here; all of them, and every pair, in `BootTests` of FlashLogic.
  @Test(arguments: [false, true]) func powerCuts(isRevert: Bool) throws {
    let flash = try BootloaderBench.flash([Self.first, Self.second, BootloaderBench.pending()])
    let whole = BootloaderBench(flash)
    var all: UInt64 = 0
    let counting = whole.band.flash.watchOperations { all = $0 }
    defer { counting.end() }
    whole.start()
    _ = whole.runUntilStarted()
    let upgrade = all
    #expect(upgrade > 15)
    whole.forget()
    #expect(whole.runUntilStarted() == 1)
    for cut in stride(from: isRevert ? upgrade + 1 : 1, through: isRevert ? all : upgrade, by: 17) {
      let bench = BootloaderBench(flash)
      var isCut = false
      let watching = bench.band.flash.watchOperations { number in isCut = isCut || number == cut }
      defer { watching.end() }
      bench.start()
      while !isCut { bench.run(for: .microseconds(200)) }
      // In the middle of the operation, at another part of it each time.
      if let end = bench.band.flash.busyUntil {
        let rest = end - bench.emulation.now
        bench.run(for: rest * UInt64(cut * 37 % 100) / 100)
      }
      bench.cutPower()
      let started = bench.runUntilStarted()
      #expect(started == 1 || started == 2, "nothing runs after a cut in operation \(cut)")
      if isRevert && cut > upgrade + 3 { #expect(started == 1, "operation \(cut)") }
      if !isRevert && cut < upgrade { #expect(started == 2, "operation \(cut)") }
    }
  }

  // MARK: Recovery

  @Test func nothingBootableIsRecovery() throws {
    let bench = BootloaderBench(try BootloaderBench.flash([]))
    bench.start()
    bench.run(for: .milliseconds(100))
    #expect(bench.sent == "bandbox boot: serial recovery\r\nslot 0: no image\r\nslot 1: no image\r\n")
    let watch = BootWatch(bench.band.board)
    #expect(watch.verdict == BootVerdict(.nothingToStart, BootFindings(slot0: .noImage, slot1: .noImage)))
    #expect(watch.text == "the bootloader stays in serial recovery: slot 0: no image; slot 1: no image")
    // It stays, with the watchdog fed.
    bench.run(for: .seconds(UInt64(90)))
    #expect(bench.band.soc.resets == [.powerOn: 1])
  }

  @Test func theKeyHeldForASecondIsRecovery() throws {
    let flash = try BootloaderBench.flash([Self.first])
    let bench = BootloaderBench(flash)
    bench.band.touchKey.isTouched = true
    bench.start()
    bench.run(for: .milliseconds(1_100))
    #expect(bench.sent == "bandbox boot: serial recovery\r\n" && bench.running != 1)
    let watch = BootWatch(bench.band.board)
    #expect(watch.verdict == BootVerdict(.key, BootFindings()) && watch.text == nil)
    bench.band.touchKey.isTouched = false
    // Nobody says anything for a minute: the band starts.
    bench.run(for: .seconds(UInt64(66)))
    #expect(bench.running == 1)
    let other = BootloaderBench(flash)
    other.band.touchKey.isTouched = true
    other.start()
    other.run(for: .milliseconds(500))
    #expect(other.running != 1 && other.sent.isEmpty)
    other.band.touchKey.isTouched = false
    other.run(for: .milliseconds(20))
    #expect(other.running == 1 && other.sent.isEmpty)
  }

  /// The two words behind the vectors, through a reset that keeps RAM; they count once.
  @Test func aRequestIsRecovery() throws {
    let bench = BootloaderBench(try BootloaderBench.flash([Self.first]))
    bench.start()
    #expect(bench.runUntilStarted() == 1)
    bench.band.soc.ram.store([1, 0, 0, 0, 0x55, 0x4F, 0x4F, 0x42], at: 0xF8)
    bench.band.soc.resetHardware()
    bench.run(for: .milliseconds(100))
    #expect(bench.sent == "bandbox boot: serial recovery\r\n")
    let watch = BootWatch(bench.band.board)
    #expect(watch.verdict == BootVerdict(.request, BootFindings()) && watch.text == nil)
    bench.forget()
    bench.band.soc.resetHardware()
    #expect(bench.runUntilStarted(atMost: .milliseconds(50)) == 1)
    #expect(watch.verdict.flatMap(Report.Bootloader.init) == nil)
  }
}
