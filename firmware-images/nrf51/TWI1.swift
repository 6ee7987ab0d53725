/// TWI1 as master at 400 kHz. The CPU sleeps from byte to byte. A target that does not answer makes the call fail; one that
/// holds the clock for ever is the watchdog's.
enum TWI1 {
  private static var port: Peripheral { Peripheral(4) }
  private static let startReceive: UInt = 0x000
  private static let startTransmit: UInt = 0x008
  private static let stopTask: UInt = 0x014
  private static let resume: UInt = 0x020
  private static let stopped: UInt = 0x104
  private static let received: UInt = 0x108
  private static let sent: UInt = 0x11C
  private static let error: UInt = 0x124
  private static let suspendsAtByte: UInt32 = 1
  private static let stopsAtByte: UInt32 = 2
  private static var shorts: WideRegister { port.register(0x200) }

  /// Once, before the first transfer; interrupts that become pending have to end WFE.
  static func start(clock: Pin, data: Pin) {
    clock.openDrain()
    data.openDrain()
    port.register(0x508).value = UInt32(clock.number)
    port.register(0x50C).value = UInt32(data.number)
    port.register(0x524).value = 0x0668_0000
    port.register(0x500).value = 5
    port.enableInterrupts(
      Peripheral.bit(stopped) | Peripheral.bit(received) | Peripheral.bit(sent) | Peripheral.bit(error))
  }

  /// Writes to consecutive registers of a target.
  static func write(_ target: UInt32, _ register: UInt8, _ count: Int, _ byte: (Int) -> UInt8) -> Bool {
    guard begin(target, register) else { return false }
    for index in 0..<count {
      port.register(0x51C).value = UInt32(byte(index))
      guard hasSent() else { return false }
    }
    port.trigger(stopTask)
    end()
    return true
  }

  static func write(_ target: UInt32, _ register: UInt8, _ value: UInt8) -> Bool {
    write(target, register, 1) { _ in value }
  }

  /// Reads `count` bytes, at least 1, from consecutive registers of a target.
  @inline(__always)
  static func read(_ target: UInt32, _ register: UInt8, _ count: Int, _ take: (UInt8) -> Void) -> Bool {
    guard begin(target, register) else { return false }
    shorts.value = count == 1 ? stopsAtByte : suspendsAtByte
    port.trigger(startReceive)
    var left = count
    while left > 0 {
      port.wait(for: received, or: error)
      guard !port.has(error) else {
        fail()
        return false
      }
      acknowledge(received)
      if left == 2 { shorts.value = stopsAtByte }
      let value = UInt8(truncatingIfNeeded: port.register(0x518).value)
      left -= 1
      if left > 0 { port.trigger(resume) }
      take(value)
    }
    end()
    return true
  }

  static func read(_ target: UInt32, _ register: UInt8) -> UInt8? {
    var value: UInt8 = 0
    return read(target, register, 1) { value = $0 } ? value : nil
  }

  private static func begin(_ target: UInt32, _ register: UInt8) -> Bool {
    port.clear(stopped)
    port.clear(received)
    port.clear(error)
    shorts.value = 0
    port.register(0x588).value = target
    port.register(0x51C).value = UInt32(register)
    port.trigger(startTransmit)
    return hasSent()
  }

  private static func hasSent() -> Bool {
    port.wait(for: sent, or: error)
    guard !port.has(error) else {
      fail()
      return false
    }
    acknowledge(sent)
    return true
  }

  private static func fail() {
    port.register(0x4C4).value = 7
    acknowledge(error)
    port.trigger(stopTask)
    end()
  }

  private static func end() {
    port.wait(for: stopped, or: stopped)
    shorts.value = 0
    acknowledge(stopped)
  }

  /// The event first, else the line makes it pending again.
  private static func acknowledge(_ event: UInt) {
    port.clear(event)
    Interrupt.spi1TWI1.clearPending()
  }
}
