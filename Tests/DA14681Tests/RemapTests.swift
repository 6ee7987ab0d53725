import ChipTesting
import Machine
import Testing

@testable import DA14681

/// SYS_CTRL.REMAP_ADR0 and REMAP_RAMS, on a whole chip.
struct RemapTests {
  static let sysCtrl: UInt32 = 0x5000_0012
  /// The first byte of each macro in the RAM as it is without remapping.
  static let starts = [0, 0x2000, 0x8000, 0x1_0000, 0x1_8000]

  /// A chip whose macros begin with their number, 1 to 5, and whose flash and OTP begin with words of their own.
  private func chip() -> Chip {
    let chip = Chip()
    chip.load(Thumb.waiting)
    for (index, start) in Self.starts.enumerated() { chip.soc.ram.store([UInt8(index + 1), 0, 0, 0], at: start) }
    chip.flash.store([0xF1, 0xA5], at: 0x1000)
    return chip
  }

  /// REMAP_RAMS, and where DataRAM1, DataRAM2 and DataRAM3 are then.
  @Test(
    arguments: [
      (0, [0, 0x2000, 0x8000]), (1, [0x6000, 0, 0x8000]), (2, [0x8000, 0xA000, 0]), (3, [0xE000, 0x8000, 0]),
    ] as [(UInt32, [UInt32])])
  func theFirstThreeMacrosChangePlaces(order: UInt32, places: [UInt32]) {
    let chip = chip()
    chip.write(Self.sysCtrl, 0x0423 | order << 3)
    #expect(chip.read(Self.sysCtrl) == 0x0423 | order << 3)
    for (index, place) in (places + [0x1_0000, 0x1_8000]).enumerated() {
      #expect(chip.read(0x07FC_0000 + place, width: 4) == UInt32(index + 1))
      #expect(chip.read(place, width: 4) == UInt32(index + 1), "RAM at 0 has the same order")
      chip.write(0x07FC_0000 + place + 4, 0x50 + UInt32(index), width: 4)
      #expect(chip.soc.ram[Self.starts[index] + 4] == UInt8(0x50 + index))
    }
    #expect(!chip.soc.bus.faulted)
    chip.write(Self.sysCtrl, 0x0423)
    #expect(chip.read(0x07FC_2004, width: 4) == 0x51)
  }

  @Test func vectorsInRAMAreThoseAtTheBeginningOfRAM() {
    let chip = chip()
    chip.write(Self.sysCtrl, 0x4422 | 2 << 3)
    #expect(chip.read(0, width: 4) == 3)
    #expect(chip.read(0x1000) == 0xA5F1)
    chip.write(0xFC, 0xCAFE, width: 4)
    #expect(chip.soc.ram.word(at: 0x80FC) == 0xCAFE)
  }

  /// The macros keep their contents and their retention bits, wherever they are.
  @Test func aMacroIsRetainedWhereverItIs() {
    let chip = Chip()
    var program = Thumb()
    program.store16(Self.sysCtrl, 0x0423 | 3 << 3)
    program.store32(0xE000_ED10, 4)
    program.store16(0x5000_0010, 0x060F)  // DataRAM2 and DataRAM3
    program.waitForInterrupt()
    program.stop()
    chip.soc.start(.image(stackPointer: 0x07FE_0000, programCounter: 0x07FC_8101, remap: .ram))
    // DataRAM2 is at 0x07FC8000 with this order: the program goes on at the same address.
    chip.soc.ram.store(program.bytes, at: 0x8100)
    chip.soc.ram.store(program.bytes, at: 0x2100)
    for (index, start) in Self.starts.enumerated() { chip.soc.ram.store([UInt8(index + 1), 0, 0, 0], at: start) }
    chip.run(for: .milliseconds(5))
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.read(0x07FC_8000, width: 4) == 2)
    #expect(chip.read(0x07FC_0000, width: 4) == 3)
    #expect(chip.read(0x07FC_E000, width: 4) == 0xA5A5_A5A5)
  }

  @Test func aSnapshotKeepsTheOrder() throws {
    let chip = chip()
    chip.write(Self.sysCtrl, 0x0423 | 1 << 3)
    let other = Chip()
    other.load(Thumb.waiting)
    try other.restore(chip.snapshot)
    #expect(other.read(0x07FC_0000, width: 4) == 2)
    #expect(other.read(0x6000, width: 4) == 1)
  }

  @Test func uncachedFlashAnswersPastTheCache() {
    let chip = chip()
    chip.write(Self.sysCtrl, 0x0424)
    #expect(chip.read(0x1000) == 0xA5F1)
    #expect(!chip.soc.bus.faulted)
  }

  /// The same loop in the flash, with the cache and past it.
  @Test func uncachedFlashIsSlower() {
    func counted(_ code: UInt32) -> UInt32 {
      let chip = Chip()
      chip.soc.start(.image(stackPointer: 0x07FE_0000, programCounter: 0x201, remap: .flash))
      var program = Thumb()
      program.store16(Self.sysCtrl, 0x0420 | code)
      program.store32(0x07FC_8000, 0)
      let loop = program.place
      program.increment(0x07FC_8000)
      program.branch(to: loop)
      chip.flash.store(program.bytes, at: 0x200)
      chip.run(for: .milliseconds(10))
      return chip.read(0x07FC_8000, width: 4)
    }
    let (cached, uncached) = (counted(2), counted(4))
    #expect(cached > 5 * uncached)
    #expect(uncached > 0)
  }

  @Test func uncachedOTPAndNothing() {
    let chip = chip()
    chip.write(Self.sysCtrl, 0x0425)
    _ = chip.read(0x1000, width: 4)
    #expect(!chip.soc.bus.faulted)
    chip.write(Self.sysCtrl, 0x0426)
    _ = chip.read(0x1000, width: 4)
    #expect(chip.soc.bus.faulted, "the cache has its RAM")
  }
}
