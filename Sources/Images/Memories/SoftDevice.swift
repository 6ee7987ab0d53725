/// A protocol stack of Nordic's for the nRF51, which lies below the application that is linked for it. Its licence keeps it
/// to Nordic's chips: Bandbox has none.
struct SoftDevice {
  /// Its name and version.
  let name: String
  /// Where its applications begin.
  let start: UInt32

  /// Those that people have images for: S130 as its release notes 2.0.1 say, the S110 ones remembered.
  private static let known = [
    SoftDevice(name: "S110 7.x", start: 0x1_6000), SoftDevice(name: "S110 8.0", start: 0x1_8000),
    SoftDevice(name: "S130 2.0.x", start: 0x1_B000),
  ]

  /// Those that a chip can have.
  static func all(on map: MemoryMap) -> [SoftDevice] { map.chip.hasPrefix("nRF51") ? known : [] }
}
