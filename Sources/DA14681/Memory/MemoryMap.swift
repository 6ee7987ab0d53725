import Machine

/// The chip's memories and where they answer.
final class MemoryMap {
  static let ramBase: UInt32 = 0x07FC_0000
  static let ramSize = 0x2_0000
  static let cacheBase: UInt32 = 0x07FE_0000
  static let cacheSize = 0x4000
  static let flashBase: UInt32 = 0x0800_0000
  static let otpBase: UInt32 = 0x07F8_0000
  /// The RAM macros that PMU_CTRL.RETAIN_RAM's bits stand for: DataRAM1 to DataRAM5, as `ram` holds them. The sizes are
  /// those that public linker scripts for this chip place the first macro by (8, 24, 32, 32 and 32 KiB).
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
  /// What lies over the fixed map.
  private var shown: [Mapping] = []
  /// Whether the cache's data RAM may hold something since it lost its contents: it has answered, or was restored.
  private var mayHoldCacheRAM = true
  private var isCacheRAMVisible = false

  init(_ bus: Bus, flash: Memory) {
    self.bus = bus
    self.flash = flash
    _ = flash.makeTiming()
    bus.map(Mapping(rom, at: MaskROM.base))
    bus.map(Mapping(otp, at: Self.otpBase))
    bus.map(Mapping(ram, at: Self.ramBase))
    bus.map(Mapping(flash, at: Self.flashBase))
  }

  /// The order in which the first three macros follow each other, by SYS_CTRL.REMAP_RAMS.
  static let macroOrders = [[0, 1, 2], [1, 0, 2], [2, 0, 1], [2, 1, 0]]

  /// System RAM at `base` in the order that SYS_CTRL.REMAP_RAMS asks for; macros of their own order are one mapping.
  private func mappings(at base: UInt32, order: UInt32) -> [Mapping] {
    guard order & 3 != 0 else { return [Mapping(ram, at: base)] }
    var address = base
    var result: [Mapping] = []
    for macro in Self.macroOrders[Int(order & 3)] {
      let bytes = Self.macros[macro]
      result.append(Mapping(ram, at: address, offset: bytes.lowerBound, length: bytes.count))
      address += UInt32(bytes.count)
    }
    result.append(Mapping(ram, at: address, offset: Int(address - base)))
    return result
  }

  /// SYS_CTRL's remapping: the vectors' first 256 bytes, what answers at 0, the order of RAM, and whether the cache's data
  /// RAM is memory (while it belongs to the cache nothing answers there, nor at 0).
  ///
  /// Source: the public register descriptions: the first 256 bytes are those at 0x07FC0000, wherever the order of RAM puts
  /// them, and RAM at 0 has that order too.
  func remap(_ code: UInt32, ramOrder: UInt32 = 0, vectorsInRAM: Bool, cacheRAMVisible: Bool) {
    mayHoldCacheRAM = true
    isCacheRAMVisible = cacheRAMVisible
    var overlays: [Mapping] = []
    let first = Self.macros[Self.macroOrders[Int(ramOrder & 3)][0]].lowerBound
    if vectorsInRAM { overlays.append(Mapping(ram, at: 0, offset: first, length: 0x100)) }
    switch Remap(rawValue: code) {
    case .rom: overlays.append(Mapping(rom, at: 0))
    case .otp, .otpUncached: overlays.append(Mapping(otp, at: 0))
    case .flash, .flashUncached: overlays.append(Mapping(flash, at: 0))
    case .ram: overlays += mappings(at: 0, order: ramOrder)
    case .cacheRAM: if cacheRAMVisible { overlays.append(Mapping(cacheRAM, at: 0)) }
    case nil: break
    }
    if ramOrder & 3 != 0 { overlays += mappings(at: Self.ramBase, order: ramOrder) }
    if cacheRAMVisible { overlays.append(Mapping(cacheRAM, at: Self.cacheBase)) }
    // A snapshot's restoring asks for what is there already.
    guard !overlays.elementsEqual(shown, by: { $0.isSame(as: $1) }) else { return }
    shown = overlays
    bus.setOverlays(overlays)
  }

  /// RAM without power loses its contents, macro by macro.
  func lose(retainedMacros: UInt32, isCacheRetained: Bool) {
    for (bit, range) in Self.macros.enumerated() where retainedMacros >> UInt32(bit) & 1 == 0 {
      ram.fill(range, with: Self.lost)
    }
    guard !isCacheRetained, mayHoldCacheRAM else { return }
    cacheRAM.fill(0..<Self.cacheSize, with: Self.lost)
    mayHoldCacheRAM = isCacheRAMVisible
  }

  /// KiB of RAM that the bits retain.
  static func retainedKiB(_ macros: UInt32, isCacheRetained: Bool) -> Int64 {
    let bytes = Self.macros.enumerated().reduce(0) {
      $0 + (macros >> UInt32($1.offset) & 1 != 0 ? $1.element.count : 0)
    }
    return Int64(bytes + (isCacheRetained ? cacheSize : 0)) / 1024
  }
}
