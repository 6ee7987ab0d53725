import ChipTesting
import Foundation
import Machine
import Testing

@testable import DA14681

/// The boot ROM's program, with a host at the other end of UART2.
struct BootROMTests {
  /// A host that speaks 57600 8N1 on the pads that the board's cradle has.
  final class Host {
    let chip: Chip
    var heard: [(time: Tick, byte: UInt8)] = []
    var waiting: [UInt8] = []
    static let format = SerialFormat(baud: 57_600)

    init(_ chip: Chip) {
      self.chip = chip
      chip.soc.uart2.tx.receiverFormat = Host.format
      chip.soc.uart2.tx.onReceive = { [unowned self, unowned chip] in
        #expect(!$0.framingError)
        self.heard.append((chip.now, $0.byte))
      }
      chip.soc.uart2.rx.onIdle = { [unowned self] in self.next() }
    }

    func send(_ bytes: [UInt8]) {
      waiting += bytes
      if !chip.soc.uart2.rx.isBusy { next() }
    }

    private func next() {
      if !waiting.isEmpty { chip.soc.uart2.rx.send(waiting.removeFirst(), format: Host.format) }
    }

    /// Runs until the device has sent so many bytes in all, or for `limit`.
    func wait(forBytes count: Int, atMost limit: Tick = .seconds(UInt64(1))) {
      let end = chip.now + limit
      while heard.count < count && chip.now < end { chip.run(for: .microseconds(100)) }
    }
    var bytes: [UInt8] { heard.map(\.byte) }
  }

  static let mark: UInt32 = 0x07FC_8000

  /// A RAM image: vectors, then a program at 0x100 that leaves its mark and stops.
  static func image(size: Int = 0x200) -> [UInt8] {
    var program = Thumb()
    program.store16(mark, 0x1234)
    program.stop()
    var bytes = [UInt8](repeating: 0x5A, count: size)
    bytes.replaceSubrange(0..<8, with: [0, 0, 0xFD, 0x07, 0x01, 0x01, 0xFC, 0x07])
    bytes.replaceSubrange(0x100..<0x100 + program.bytes.count, with: program.bytes)
    return bytes
  }

  private func upload(_ image: [UInt8], to host: Host) {
    host.wait(forBytes: 1)
    host.send([1, UInt8(truncatingIfNeeded: image.count), UInt8(truncatingIfNeeded: image.count >> 8)])
    host.wait(forBytes: 2)
    host.send(image)
    host.wait(forBytes: 3, atMost: .seconds(UInt64(20)))
  }

  @Test func theTableIsTheCommittedELF() throws {
    let elf = #filePath.replacing("Tests/DA14681Tests/BootROMTests.swift", with: "firmware-images/bootrom/bootrom.elf")
    let file = try [UInt8](#require(FileManager.default.contents(atPath: elf)))
    let bytes = MaskROM.code.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
    #expect(file.firstRange(of: bytes) != nil)
    let rom = MaskROM.make()
    #expect(rom.word(at: 0) == 0x07FE_0000)
    #expect(rom.word(at: 4 * MaskROM.code.count) == 0xDEDE_DEDE)
  }

  @Test func announcesItselfUntilSomebodyAnswers() {
    let chip = Chip()
    let host = Host(chip)
    chip.soc.start()
    #expect(chip.soc.isWithoutImage)
    chip.run(for: .seconds(UInt64(5)))
    #expect(host.bytes.allSatisfy { $0 == 2 })
    #expect((24...25).contains(host.heard.count))
    // Nothing else follows within 30 ms, and the watchdog (2.6 s) is fed.
    for (one, next) in zip(host.heard, host.heard.dropFirst()) {
      #expect(next.time - one.time > .milliseconds(190) && next.time - one.time < .milliseconds(210))
    }
    #expect(chip.soc.resets == [.powerOn: 1])
    #expect(chip.emulation.journal.unmodelled.isEmpty)
  }

  @Test(arguments: [0x200, 0x1204])
  func startsAnImageInRAM(size: Int) {
    let chip = Chip()
    let host = Host(chip)
    chip.soc.start()
    let image = Self.image(size: size)
    host.wait(forBytes: 1)
    let asked = chip.now
    host.send([1, UInt8(truncatingIfNeeded: size), UInt8(truncatingIfNeeded: size >> 8)])
    host.wait(forBytes: 2)
    #expect(chip.now - asked < .milliseconds(2))
    host.send(image)
    host.wait(forBytes: 3, atMost: .seconds(UInt64(20)))
    #expect(host.bytes == [2, 6, image.reduce(0, ^)])
    let isThere = chip.soc.ram.contents[..<size] == image[...]
    #expect(isThere)
    // A host that sleeps for as long as the transfer took.
    chip.run(for: .milliseconds(9_900))
    #expect(host.heard.count == 3)
    host.send([6])
    chip.run(for: .milliseconds(5))
    #expect(chip.read(Self.mark) == 0x1234)
    #expect(chip.read(0x5000_0012) == 0x4423)
    #expect(chip.read(0x104, width: 1) == UInt32(image[0x104]))
    // UART2 is left as the ROM used it.
    #expect(chip.read(0x5000_110C) == 3)
    #expect(chip.soc.cpu.lastFault == nil)
  }

  @Test func beginsAnewAfterEachMistake() {
    let chip = Chip()
    let host = Host(chip)
    chip.soc.start()
    host.wait(forBytes: 1)
    // No length, length 0, noise.
    host.send([1])
    host.wait(forBytes: 2)
    host.send([1, 0, 0])
    host.wait(forBytes: 4)
    #expect(host.bytes == [2, 2, 0x15, 2])
    host.send([0x55, 0xAA, 0x20])
    host.wait(forBytes: 5)
    // An image that never comes: two seconds.
    host.send([1, 0, 1])
    host.wait(forBytes: 6)
    let accepted = chip.now
    host.wait(forBytes: 7, atMost: .seconds(UInt64(3)))
    #expect(host.bytes.suffix(3) == [2, 6, 2])
    #expect(chip.now - accepted > .milliseconds(1_990) && chip.now - accepted < .milliseconds(2_010))
    // A checksum that the host does not agree to, by a word or by silence for ten seconds.
    host.heard = []
    host.send([1, 1, 0])
    host.wait(forBytes: 1)
    host.send([0x77])
    host.wait(forBytes: 2)
    host.send([0x15])
    host.wait(forBytes: 3)
    #expect(host.bytes == [6, 0x77, 2])
    host.heard = []
    host.send([1, 1, 0])
    host.wait(forBytes: 1)
    host.send([0x77])
    host.wait(forBytes: 2)
    chip.run(for: .milliseconds(9_900))
    #expect(host.bytes == [6, 0x77])
    chip.run(for: .milliseconds(200))
    #expect(host.bytes == [6, 0x77, 2])
    #expect(chip.soc.resets == [.powerOn: 1])
  }

  @Test func retriesUntilItWorks() {
    let chip = Chip()
    let host = Host(chip)
    chip.soc.start()
    for _ in 0..<3 {
      host.heard = []
      upload(Self.image(), to: host)
      host.send([0x15])
    }
    host.heard = []
    upload(Self.image(), to: host)
    host.send([6])
    chip.run(for: .milliseconds(5))
    #expect(chip.read(Self.mark) == 0x1234)
  }

  /// Leaves a mark that counts the starts, then does what `last` says.
  private func flashed(_ last: (inout Thumb) -> Void) -> Chip {
    let chip = Chip()
    var program = Thumb()
    program.increment(Self.mark)
    last(&program)
    program.stop()
    chip.flash.store([0x70, 0x50, 0, 0, 0x80, 0, 1, 0x40, 0, 0, 0xFE, 0x07, 0x01, 0x01, 0x00, 0x08], at: 0)
    chip.flash.store(program.bytes, at: 0x100)
    return chip
  }

  @Test func takesItsTimeToBootFromFlash() {
    let chip = flashed { _ in }
    chip.soc.start()
    while chip.soc.cpu.programCounter < 0x0800_0000 && chip.now < .milliseconds(1) { chip.run(for: 1) }
    // At 4 MHz: two reads of a word on one line, 64 clocks each, and one of the line with the vectors, 96; the rest executes.
    #expect(chip.now > .microseconds(56 + 30) && chip.now < .microseconds(56 + 100))
  }

  @Test func theBootPinAsksForTheUARTOnce() {
    let chip = flashed { _ in }
    let host = Host(chip)
    chip.soc.start(.serial)
    host.wait(forBytes: 2)
    #expect(host.bytes == [2, 2])
    chip.soc.ram.store([0, 0, 0, 0], at: 0x8000)
    chip.soc.resetHardware()
    chip.run(for: .milliseconds(1))
    #expect(chip.read(Self.mark, width: 4) == 1)
    #expect(host.heard.count == 2)
  }

  @Test func theWatchdogAndTheResetLineRunTheROM() {
    let chip = flashed {
      $0.store16(0x5000_3102, 1)
      $0.store16(0x5000_3100, 2)
    }
    chip.soc.ram.store([0, 0, 0, 0], at: 0x8000)
    chip.soc.start()
    chip.soc.ram.store([0, 0, 0, 0], at: 0x8000)
    chip.run(for: .milliseconds(50))
    #expect(chip.soc.resets == [.powerOn: 1, .watchdog: 2])
    #expect(chip.read(Self.mark, width: 4) == 3)
    chip.soc.resetHardware()
    chip.run(for: .milliseconds(1))
    #expect(chip.read(Self.mark, width: 4) == 4)
  }

  /// With the ROM at address 0 and no vectors in RAM, a software reset comes to the ROM too.
  @Test func aSoftwareResetWithTheROMRemappedBootsAgain() {
    let chip = flashed { $0.store16(0x5000_0012, 0x8020) }
    chip.soc.start()
    chip.soc.ram.store([0, 0, 0, 0], at: 0x8000)
    chip.run(for: .milliseconds(3))
    let starts = Int(chip.read(Self.mark, width: 4))
    #expect(starts > 5)
    #expect(abs((chip.soc.resets[.software] ?? 0) - starts) <= 1)
    #expect(chip.soc.cpu.lastFault == nil)
  }

  @Test func aFlashThatWasEmptiedSendsTheNextBootToTheUART() {
    let chip = flashed { _ in }
    let host = Host(chip)
    chip.soc.start()
    chip.run(for: .milliseconds(1))
    chip.flash.fill(0..<0x1000, with: 0xFF)
    chip.soc.resetHardware()
    chip.run(for: .milliseconds(10))
    #expect(host.bytes == [2])
    #expect(chip.soc.isWithoutImage)
  }
}
