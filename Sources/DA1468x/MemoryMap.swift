import Machine

/// The chip's memories and where they answer.
final class MemoryMap {
  static let ramBase: UInt32 = 0x07FC_0000
  static let ramSize = 0x2_0000
  static let cacheBase: UInt32 = 0x07FE_0000
  static let cacheSize = 0x4000
  static let flashBase: UInt32 = 0x0800_0000
  static let otpBase: UInt32 = 0x07F8_0000
  /// The RAM macros that PMU_CTRL.RETAIN_RAM's bits stand for, from the lowest address on. The sizes are not public
  /// beyond doubt (8, 24, 32, 32 and 32 KiB).
  static let macros: [Range<Int>] = [
    0..<0x2000, 0x2000..<0x8000, 0x8000..<0x1_0000, 0x1_0000..<0x1_8000, 0x1_8000..<0x2_0000,
  ]
  /// What memory holds that lost its contents (chosen).
  static let lost: UInt8 = 0xA5

  let ram = Memory("RAM", size: ramSize, isWritable: true, fill: lost)
  let cacheRAM = Memory("cache RAM", size: cacheSize, isWritable: true, fill: lost)
  let otp = Memory("OTP", size: 0x1_0000, isWritable: false)
  let rom = MaskROM.make()
  let flash: Memory
  private let bus: Bus

  init(_ bus: Bus, flash: Memory) {
    self.bus = bus
    self.flash = flash
    _ = flash.makeTiming()
    bus.map(Mapping(rom, at: MaskROM.base))
    bus.map(Mapping(otp, at: Self.otpBase))
    bus.map(Mapping(ram, at: Self.ramBase))
    bus.map(Mapping(flash, at: Self.flashBase))
  }

  /// SYS_CTRL's remapping: the vectors' first 256 bytes, what answers at 0, and whether the cache's data RAM is memory
  /// (while it belongs to the cache nothing answers there).
  func remap(_ code: UInt32, vectorsInRAM: Bool, cacheRAMVisible: Bool) {
    var overlays: [Mapping] = []
    if vectorsInRAM { overlays.append(Mapping(ram, at: 0, length: 0x100)) }
    switch Remap(rawValue: code) {
    case .rom: overlays.append(Mapping(rom, at: 0))
    case .otp: overlays.append(Mapping(otp, at: 0))
    case .flash: overlays.append(Mapping(flash, at: 0))
    case .ram: overlays.append(Mapping(ram, at: 0))
    case .cacheRAM: overlays.append(Mapping(cacheRAM, at: 0))
    case nil: break
    }
    if cacheRAMVisible { overlays.append(Mapping(cacheRAM, at: Self.cacheBase)) }
    bus.setOverlays(overlays)
  }

  /// RAM without power loses its contents, macro by macro.
  func lose(retainedMacros: UInt32, isCacheRetained: Bool) {
    for (bit, range) in Self.macros.enumerated() where retainedMacros >> UInt32(bit) & 1 == 0 {
      ram.fill(range, with: Self.lost)
    }
    if !isCacheRetained { cacheRAM.fill(0..<Self.cacheSize, with: Self.lost) }
  }

  /// KiB of RAM that the bits retain.
  static func retainedKiB(_ macros: UInt32, isCacheRetained: Bool) -> Int64 {
    let bytes = Self.macros.enumerated().reduce(0) {
      $0 + (macros >> UInt32($1.offset) & 1 != 0 ? $1.element.count : 0)
    }
    return Int64(bytes + (isCacheRetained ? cacheSize : 0)) / 1024
  }
}
