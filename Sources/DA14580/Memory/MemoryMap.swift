import Machine

/// The chip's memories and where they answer.
///
/// Source: the data sheet's memory map and its descriptions of EM_MAP and RETENTION_MODE. Chosen: the last 2 or 4 KB of SysRAM that
/// EM_MAP moves behind the retention RAM answer in their own place too.
final class MemoryMap {
  static let otpBase: UInt32 = 0x0004_0000
  static let otpSize = 0x8000
  static let retentionBase: UInt32 = 0x0008_0000
  static let sysBase: UInt32 = 0x2000_0000
  static let sysSize = 42 * 1024
  /// The cells of the retention RAM, one bit of RETENTION_MODE each: 2, 2, 3 and 1 KB.
  static let cells: [Range<Int>] = [0..<0x800, 0x800..<0x1000, 0x1000..<0x1C00, 0x1C00..<0x2000]
  /// What memory holds that lost its contents (chosen).
  static let lost: UInt8 = 0xA5

  let ram = Memory("SysRAM", size: sysSize, isWritable: true, fill: lost)
  let retention = Memory("retention RAM", size: 0x2000, isWritable: true, fill: lost)
  /// Erased OTP reads 0.
  let otp = Memory("OTP", size: otpSize, isWritable: false)
  let rom = MaskROM.make()
  private let bus: Bus
  /// What lies over the fixed map.
  private var shown: [Mapping] = []

  init(_ bus: Bus) {
    self.bus = bus
    bus.map(Mapping(rom, at: MaskROM.base))
    bus.map(Mapping(otp, at: Self.otpBase))
    bus.map(Mapping(retention, at: Self.retentionBase))
    bus.map(Mapping(ram, at: Self.sysBase))
  }

  /// What answers at 0, and the exchange memory behind the retention RAM: 2 KB of SysRAM for EM_MAP 8 to 15, 4 KB from 16 on.
  func remap(_ remap: DA14580.Remap, exchangeMap: UInt32) {
    let moved = min(Int(exchangeMap / 8), 2) * 0x800
    var overlays: [Mapping] = []
    switch remap {
    case .rom: overlays.append(Mapping(rom, at: 0))
    case .otp: overlays.append(Mapping(otp, at: 0))
    case .sysRAM: overlays.append(Mapping(ram, at: 0))
    case .retentionRAM: overlays.append(Mapping(retention, at: 0))
    }
    if moved > 0 {
      overlays.append(Mapping(ram, at: Self.retentionBase + 0x2000, offset: Self.sysSize - moved, length: moved))
    }
    // A snapshot's restoring asks for what is there already.
    guard !overlays.elementsEqual(shown, by: { $0.isSame(as: $1) }) else { return }
    shown = overlays
    bus.setOverlays(overlays)
  }

  /// RAM without power loses its contents, cell by cell.
  func lose(retainedCells: UInt32, retainsSysRAM: Bool) {
    for (bit, range) in Self.cells.enumerated() where retainedCells >> UInt32(bit) & 1 == 0 {
      retention.fill(range, with: Self.lost)
    }
    if !retainsSysRAM { ram.fill(0..<Self.sysSize, with: Self.lost) }
  }

  /// SysRAM takes over words of OTP.
  func copyOTP(words: Int) { ram.store(otp.contents.prefix(min(words * 4, Self.otpSize)), at: 0) }

  /// KiB of retention RAM that the bits retain.
  static func retainedKiB(_ cells: UInt32) -> Int64 {
    Int64(Self.cells.enumerated().reduce(0) { $0 + (cells >> UInt32($1.offset) & 1 != 0 ? $1.element.count : 0) })
      / 1024
  }
}
