/// A second-stage loader: uploaded by the boot ROM's serial boot, it reads, erases and programs the flash over UART2 at
/// 115200 and reboots the chip. See README.md for the protocol.
@_cdecl("main_swift") func main() {
  Register(0x5000_3300).value = 1 << 3  // SET_FREEZE: nobody feeds the watchdog here
  Clocks.runUndivided()
  Clocks.powerPeripherals()
  UART2.start()
  NORFlash.start()
  while !Loader.isHostThere { Loader.announce() }
  while true { Loader.obey() }
}

enum Loader {
  private static let acknowledged: UInt8 = 0x06
  private static let refused: UInt8 = 0x15

  static var isHostThere: Bool { UART2.lineStatus.has(UART2.dataReady) }

  /// 02 01 and the protocol's version; again every tenth of a second or so.
  static func announce() {
    for byte: UInt8 in [0x02, 0x01, 0x01] { UART2.send(byte) }
    var wait: UInt32 = 100_000
    while wait > 0 && !isHostThere { wait -= 1 }
  }

  private static func receive() -> UInt8 {
    while !UART2.lineStatus.has(UART2.dataReady) {}
    return UInt8(truncatingIfNeeded: UART2.data.value)
  }

  private static func receiveWord() -> UInt32 {
    var value: UInt32 = 0
    for shift: UInt32 in [0, 8, 16, 24] { value |= UInt32(receive()) << shift }
    return value
  }

  /// One command: a letter, address and count as little-endian words.
  static func obey() {
    let command = receive()
    let address = receiveWord()
    let count = receiveWord()
    guard address < NORFlash.size, count <= NORFlash.size - address else { return UART2.send(refused) }
    switch command {
    case UInt8(ascii: "I"): identify()
    case UInt8(ascii: "E"): erase(address, count)
    case UInt8(ascii: "W"): write(address, count)
    case UInt8(ascii: "R"): read(address, count)
    case UInt8(ascii: "B"): reboot()
    default: UART2.send(refused)
    }
  }

  private static func identify() {
    UART2.send(acknowledged)
    for address: UInt in [0x5000_3200, 0x5000_3201, 0x5000_3202, 0x5000_3204] {
      UART2.send(ByteRegister(address).value)
    }
    let identity = NORFlash.identity
    for shift: UInt32 in [16, 8, 0] { UART2.send(UInt8(truncatingIfNeeded: identity >> shift)) }
  }

  private static func erase(_ address: UInt32, _ count: UInt32) {
    var sector = address & ~(NORFlash.sectorSize - 1)
    while sector < address + count {
      NORFlash.erase(sectorAt: sector)
      sector += NORFlash.sectorSize
    }
    UART2.send(acknowledged)
  }

  /// At most a page's worth of bytes within one page follow, and their exclusive or.
  private static func write(_ address: UInt32, _ count: UInt32) {
    guard count > 0, address & (NORFlash.pageSize - 1) + count <= NORFlash.pageSize else { return UART2.send(refused) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(NORFlash.pageSize)) { page in
      var sum: UInt8 = 0
      for place in 0..<Int(count) {
        let byte = receive()
        page[place] = byte
        sum ^= byte
      }
      guard receive() == sum, let start = page.baseAddress else { return UART2.send(refused) }
      NORFlash.program(start, count: count, at: address)
      UART2.send(acknowledged)
    }
  }

  private static func read(_ address: UInt32, _ count: UInt32) {
    UART2.send(acknowledged)
    var sum: UInt8 = 0
    NORFlash.read(from: address, count: count) {
      sum ^= $0
      UART2.send($0)
    }
    UART2.send(sum)
  }

  /// The watchdog is how drivers for this chip have the boot ROM run again.
  private static func reboot() {
    UART2.send(acknowledged)
    while !UART2.isDrained {}
    Register(0x5000_3102).value = 1  // NMI_RST: reset at 0
    Register(0x5000_3100).value = 1
    Register(0x5000_3302).value = 1 << 3  // RESET_FREEZE
    while true {}
  }
}
