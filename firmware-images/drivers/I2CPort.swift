/// The I2C controller as master at 400 kHz, talking to one target. Every wait has an end: a target that holds the bus or
/// does not answer makes the call fail.
enum I2CPort {
  private static var control: Register { Register(0x5000_1400) }
  private static var target: Register { Register(0x5000_1404) }
  private static var data: Register { Register(0x5000_1410) }
  private static var interrupts: Register { Register(0x5000_1434) }
  private static var clearAbort: Register { Register(0x5000_1454) }
  private static var enable: Register { Register(0x5000_146C) }
  private static var status: Register { Register(0x5000_1470) }

  private static let aborted: UInt16 = 1 << 6
  private static let readCommand: UInt16 = 1 << 8
  private static let transmitNotFull: UInt16 = 1 << 1
  private static let transmitEmpty: UInt16 = 1 << 2
  private static let receiveNotEmpty: UInt16 = 1 << 3
  private static let masterActive: UInt16 = 1 << 5
  /// Polls before giving up: some 10 ms.
  private static let patience = 20_000

  static func start(target address: UInt16) {
    Clocks.peripherals.set(Clocks.i2cEnable)
    enable.value = 0
    control.value = 1 | 2 << 1 | 1 << 5 | 1 << 6  // master, fast, restarts allowed, no slave
    target.value = address
    enable.value = 1
  }

  static func stop() {
    enable.value = 0
    Clocks.peripherals.clear(Clocks.i2cEnable)
  }

  /// Writes to consecutive registers of the target; the transfer ends when the FIFO has run empty.
  static func write(_ register: UInt8, _ count: Int, _ byte: (Int) -> UInt8) -> Bool {
    guard push(UInt16(register)) else { return finish() }
    for index in 0..<count where !push(UInt16(byte(index))) { return finish() }
    return finish()
  }

  /// Reads one register; nil when the target did not answer.
  static func read(_ register: UInt8) -> UInt8? {
    guard push(UInt16(register)), push(readCommand) else {
      _ = finish()
      return nil
    }
    for _ in 0..<patience {
      if status.has(receiveNotEmpty) {
        let value = UInt8(truncatingIfNeeded: data.value)
        return finish() ? value : nil
      }
      if interrupts.has(aborted) { break }
    }
    _ = finish()
    return nil
  }

  private static func push(_ value: UInt16) -> Bool {
    for _ in 0..<patience where status.has(transmitNotFull) {
      data.value = value
      return true
    }
    return false
  }

  private static func finish() -> Bool {
    for _ in 0..<patience where status.has(transmitEmpty) && !status.has(masterActive) { break }
    guard interrupts.has(aborted) else { return true }
    _ = clearAbort.value
    return false
  }
}
