/// The SPI flash. It is woken for its first access and stays awake until `rest`.
struct NORFlash: FlashDevice {
  private enum Command {
    static let program: UInt8 = 0x02
    static let read: UInt8 = 0x03
    static let status: UInt8 = 0x05
    static let writeEnable: UInt8 = 0x06
    static let erase: UInt8 = 0x20
    static let wake: UInt8 = 0xAB
    static let powerDown: UInt8 = 0xB9
  }

  nonisolated(unsafe) private static var isAwake = false

  /// Sends it to sleep, 1 uA.
  static func rest() {
    guard isAwake else { return }
    isAwake = false
    Bus.begin()
    command(Command.powerDown)
    Bus.end()
  }

  private static func begin() {
    Bus.begin()
    guard !isAwake else { return }
    isAwake = true
    command(Command.wake)
    for _ in 0..<250 { cpu_no_operation() }  // 30 us at least
  }

  private static func command(_ command: UInt8) {
    Bus.flashSelect.setLow()
    SPI.exchange(command)
    Bus.flashSelect.setHigh()
  }

  /// Selects the flash and sends a command with its address.
  private static func command(_ command: UInt8, _ address: UInt32) {
    Bus.flashSelect.setLow()
    SPI.exchange(command)
    SPI.exchange(UInt8(truncatingIfNeeded: address >> 16))
    SPI.exchange(UInt8(truncatingIfNeeded: address >> 8))
    SPI.exchange(UInt8(truncatingIfNeeded: address))
  }

  private static func finish() {
    Bus.flashSelect.setHigh()
    Bus.flashSelect.setLow()
    SPI.exchange(Command.status)
    while SPI.exchange(0) & 1 != 0 {}
    Bus.flashSelect.setHigh()
  }

  mutating func read(_ address: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) {
    guard FlashMap.flash.contains(address, count: UInt32(truncatingIfNeeded: bytes.count)) else {
      for index in 0..<bytes.count { bytes[index] = 0xFF }
      return
    }
    Self.begin()
    Self.command(Command.read, address)
    var index = 0
    SPI.receive(bytes.count) {
      bytes[index] = $0
      index &+= 1
    }
    Bus.flashSelect.setHigh()
    Bus.end()
  }

  mutating func program(_ bytes: UnsafeBufferPointer<UInt8>, at address: UInt32) throws(FlashError) {
    guard FlashMap.flash.contains(address, count: UInt32(truncatingIfNeeded: bytes.count)) else { throw .outside }
    var index = 0
    while index < bytes.count {
      let place = address &+ UInt32(truncatingIfNeeded: index)
      let room = Int(FlashMap.pageSize &- place & (FlashMap.pageSize &- 1))
      let count = min(room, bytes.count &- index)
      Self.begin()
      Self.command(Command.writeEnable)
      Self.command(Command.program, place)
      for offset in 0..<count { SPI.exchange(bytes[index &+ offset]) }
      Self.finish()
      Self.command(Command.read, place)
      var isGood = true
      var offset = index
      SPI.receive(count) {
        if bytes[offset] != $0 { isGood = false }
        offset &+= 1
      }
      Bus.flashSelect.setHigh()
      Bus.end()
      guard isGood else { throw .failed }
      index &+= count
    }
  }

  mutating func erase(sectorAt address: UInt32) throws(FlashError) {
    guard address & (FlashMap.sectorSize &- 1) == 0, FlashMap.flash.contains(address, count: FlashMap.sectorSize) else {
      throw .outside
    }
    Self.begin()
    Self.command(Command.writeEnable)
    Self.command(Command.erase, address)
    Self.finish()
    Bus.end()
    guard isErased(FlashArea(address, size: FlashMap.sectorSize)) else { throw .failed }
  }

  /// Feeds the watchdog.
  mutating func breathe() { Register(0x5000_3100).value = 0xFF }
}
