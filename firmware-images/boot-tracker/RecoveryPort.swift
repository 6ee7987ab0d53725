/// The cable in recovery: UART0 on the tracker's pads, received by interrupt. Its receiver holds six bytes, and the CPU stands
/// still while a page is erased (22 ms): who sends waits for the answer to what was sent before.
enum RecoveryPort {
  private static let size = 2048
  nonisolated(unsafe) private static var received = InlineArray<2048, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var head: UInt32 = 0
  nonisolated(unsafe) private static var tail: UInt32 = 0

  static func open() {
    UART0.start(receive: Pin(17), transmit: Pin(18))
    UART0.port.enableInterrupts(Peripheral.bit(UART0.received) | Peripheral.bit(UART0.error))
    Interrupt.uart0.clearPending()
    Interrupt.uart0.enable()
  }

  static var hasInput: Bool { Volatile.load(&head) != tail }

  /// The next byte received, if any.
  static func take() -> UInt8? {
    guard hasInput else { return nil }
    let byte = received[Int(tail) & (size - 1)]
    tail &+= 1
    return byte
  }

  static func send(_ byte: UInt8) { UART0.send(byte) }
  static func say(_ text: StaticString) { UART0.print(text) }
  /// `send` has waited.
  static func drain() {}

  fileprivate static func interrupt() {
    let port = UART0.port
    if port.has(UART0.error) {
      port.clear(UART0.error)
      UART0.errorSource.value = UART0.errorSource.value
    }
    while port.has(UART0.received) {
      port.clear(UART0.received)
      let byte = UInt8(truncatingIfNeeded: UART0.receiveData.value)
      guard head &- tail < UInt32(size) else { continue }
      received[Int(head) & (size - 1)] = byte
      head &+= 1
    }
  }
}

@_cdecl("uart0_interrupt") func uart0Interrupt() { RecoveryPort.interrupt() }
