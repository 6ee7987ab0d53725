import _Volatile

/// The flash behind the controller in manual mode, one data line. Commands of the NOR parts seen with this chip.
enum NORFlash {
  static let sectorSize: UInt32 = 4_096
  static let pageSize: UInt32 = 256
  static let size: UInt32 = 1 << 20

  private static var bus: WideRegister { WideRegister(0x0C00_0000) }
  private static var mode: WideRegister { WideRegister(0x0C00_0004) }
  private static var output: VolatileMappedRegister<UInt8> { VolatileMappedRegister(unsafeBitPattern: 0x0C00_0018) }
  private static var input: VolatileMappedRegister<UInt8> { VolatileMappedRegister(unsafeBitPattern: 0x0C00_001C) }

  /// Takes the controller out of auto mode, and the flash out of continuous read and power-down.
  static func start() {
    mode.value = 0
    select()
    deselect()
    command(0xFF)
    command(0xAB)
    for _ in 0..<64 { cpu_no_operation() }
  }

  private static func select() { bus.value = 1 | 1 << 3 }
  private static func deselect() { bus.value = 1 << 4 }

  private static func command(_ byte: UInt8) {
    select()
    output.store(byte)
    deselect()
  }

  private static func begin(_ byte: UInt8, at address: UInt32) {
    select()
    output.store(byte)
    output.store(UInt8(truncatingIfNeeded: address >> 16))
    output.store(UInt8(truncatingIfNeeded: address >> 8))
    output.store(UInt8(truncatingIfNeeded: address))
  }

  private static func waitUntilReady() {
    select()
    output.store(0x05)
    while input.load() & 1 != 0 {}
    deselect()
  }

  /// Manufacturer, type and capacity, in the three low bytes.
  static var identity: UInt32 {
    select()
    output.store(0x9F)
    var value: UInt32 = 0
    for _ in 0..<3 { value = value << 8 | UInt32(input.load()) }
    deselect()
    return value
  }

  static func erase(sectorAt address: UInt32) {
    command(0x06)
    begin(0x20, at: address)
    deselect()
    waitUntilReady()
  }

  /// Programs bytes of one page.
  static func program(_ bytes: UnsafePointer<UInt8>, count: UInt32, at address: UInt32) {
    command(0x06)
    begin(0x02, at: address)
    for place in 0..<Int(count) { output.store(bytes[place]) }
    deselect()
    waitUntilReady()
  }

  /// Hands `count` bytes from `address` on to `take`, one after another.
  static func read(from address: UInt32, count: UInt32, _ take: (UInt8) -> Void) {
    begin(0x03, at: address)
    var rest = count
    while rest > 0 {
      take(input.load())
      rest -= 1
    }
    deselect()
  }
}
