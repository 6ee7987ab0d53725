import DA14681
import Machine
import TestBand
import Testing
import World
@testable import Boards

/// The register sequences of public flash drivers for this chip, from code in RAM, on the band's own flash: manual mode
/// with its break sequences, status polling, erasing, programming, deep power-down, and back to auto mode.
@Suite struct FlashDriverTests {
  static let controller: UInt32 = 0x0C00_0000
  static let flash: UInt32 = 0x0800_0000
  private let band: MiBand2

  init() {
    let emulation = Emulation()
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    band = MiBand2(emulation, seed: 1, motion: StillMotion(), heart: heart, startPercent: 80, setup: BoardSetup())
    band.soc.start(.image(stackPointer: 0x07FE_0000, programCounter: 0x07FC_0101, remap: .ram))
    band.soc.ram.store([0x30, 0xBF, 0xFD, 0xE7], at: 0x100)  // wfi; b .-2
    run(100)
    write(0x5000_0000, 0x1000, width: 2)  // HCLK 16 MHz
  }

  private func run(_ microseconds: UInt64) { band.soc.run(until: band.emulation.now + .microseconds(microseconds)) }
  private func read(_ address: UInt32, width: Int = 4) -> UInt32 { band.soc.bus.read(address, width: width) }
  private func write(_ address: UInt32, _ value: UInt32, width: Int = 4) {
    band.soc.bus.write(address, width: width, value: value)
  }

  /// Out of continuous read on four lines and on one, then single SPI with the two upper lines driven high.
  private func enterManualMode() {
    write(Self.controller + 4, read(Self.controller + 4) & ~1)
    for lines: UInt32 in [4, 1] {
      write(Self.controller, lines)
      transfer([0xFF])
    }
    write(Self.controller + 4, read(Self.controller + 4) | 0x3C)
  }

  private func enterAutoMode() {
    write(Self.controller + 4, read(Self.controller + 4) | 1)
    write(0x400C_3000, 1)  // flushes the cache
  }

  /// Sends bytes and reads `count` more in one selection.
  @discardableResult
  private func transfer(_ bytes: [UInt8], reading count: Int = 0) -> [UInt8] {
    write(Self.controller, 8)
    for byte in bytes { write(Self.controller + 0x18, UInt32(byte), width: 1) }
    let answer = (0..<count).map { _ in UInt8(read(Self.controller + 0x1C, width: 1)) }
    write(Self.controller, 0x10)
    return answer
  }

  /// Polls the busy bit; returns how many microseconds it took, in steps of ten.
  private func waitUntilReady() -> UInt64 {
    var waited: UInt64 = 0
    while transfer([0x05], reading: 1)[0] & 1 != 0, waited < 10_000_000 {
      run(10)
      waited += 10
    }
    return waited
  }

  @Test func identifiesErasesProgramsAndReadsBack() {
    enterManualMode()
    #expect(transfer([0x9F], reading: 3) == [0xEF, 0x60, 0x14])
    transfer([0x06])
    #expect(transfer([0x05], reading: 1)[0] & 3 == 2)
    transfer([0x20, 0x06, 0x00, 0x00])
    #expect(waitUntilReady() > 1_000)
    #expect(transfer([0x05], reading: 1)[0] & 3 == 0, "write enable ends with the erase")
    transfer([0x06])
    transfer([0x02, 0x06, 0x00, 0x10] + (0..<32).map { UInt8($0) ^ 0x5A })
    #expect(waitUntilReady() > 10)
    enterAutoMode()
    #expect(read(Self.flash + 0x6_000C) == 0xFFFF_FFFF)
    #expect(read(Self.flash + 0x6_0010) == 0x5958_5B5A)
    #expect(read(Self.flash + 0x6_0030) == 0xFFFF_FFFF)
    // Without write enable nothing changes.
    enterManualMode()
    transfer([0x02, 0x06, 0x00, 0x10, 0])
    enterAutoMode()
    #expect(read(Self.flash + 0x6_0010) == 0x5958_5B5A)
  }

  @Test func quadEnableIsSetAndStays() {
    enterManualMode()
    transfer([0x06])
    transfer([0x01, 0x00, 0x02])
    _ = waitUntilReady()
    #expect(transfer([0x35], reading: 1)[0] & 2 == 2)
    enterAutoMode()
  }

  @Test func deepPowerDownDeafensUntilReleased() {
    enterManualMode()
    transfer([0xB9])
    run(50)
    #expect(transfer([0x9F], reading: 3) == [0xFF, 0xFF, 0xFF])
    transfer([0xAB])
    run(50)
    #expect(transfer([0x9F], reading: 3) == [0xEF, 0x60, 0x14])
  }

  /// The controller erases by itself; a break sequence comes before where reads are continuous.
  @Test func autoModeErasesToo() {
    band.soc.flash.store([1, 2, 3, 4], at: 0x6_0000)
    write(Self.controller + 0x0C, 0xA8A5_00EB)
    write(Self.controller + 0x10, 0x56)
    write(Self.controller + 0x30, 0x3_FFFF)
    write(Self.controller + 0x28, 0x7A75_0620)
    write(Self.controller + 0x34, 0x8005)
    #expect(read(Self.flash + 0x6_0000) == 0x0403_0201)
    write(Self.controller + 0x24, 0x0106_0000)
    var polls = 0
    while read(Self.controller + 0x24) & 1 << 24 != 0, polls < 100_000 {
      run(100)
      polls += 1
    }
    #expect(polls > 10)
    write(0x400C_3000, 1)
    #expect(read(Self.flash + 0x6_0000) == 0xFFFF_FFFF)
  }
}
