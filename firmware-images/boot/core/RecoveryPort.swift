/// The cradle's cable in recovery: UART2, received by interrupt, so that nothing is lost while the flash is at work.
enum RecoveryPort {
  private static let size = 2048
  nonisolated(unsafe) private static var received = InlineArray<2048, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var head: UInt32 = 0
  nonisolated(unsafe) private static var tail: UInt32 = 0

  static func open() {
    UART2.start()
    UART2.interruptEnable.value = 1
    Interrupt.uart2.clearPending()
    Interrupt.uart2.enable()
  }

  private static var headNow: UInt32 {
    withUnsafePointer(to: &head) { WideRegister(UInt(bitPattern: $0)).value }
  }

  static var hasInput: Bool { headNow != tail }

  /// The next byte received, if any.
  static func take() -> UInt8? {
    guard hasInput else { return nil }
    let byte = received[Int(tail) & (size - 1)]
    tail &+= 1
    return byte
  }

  @inline(__always) static func send(_ byte: UInt8) { UART2.send(byte) }
  @inline(__always) static func say(_ text: StaticString) { print(uart: text) }
  /// Waits until everything has left the line.
  @inline(__always) static func drain() { while !UART2.isDrained {} }

  fileprivate static func interrupt() {
    _ = UART2.identity.value
    while UART2.lineStatus.has(UART2.dataReady) {
      let byte = UInt8(truncatingIfNeeded: UART2.data.value)
      guard head &- tail < UInt32(size) else { continue }
      received[Int(head) & (size - 1)] = byte
      head &+= 1
    }
  }
}

@_cdecl("uart2_interrupt") func uart2Interrupt() { RecoveryPort.interrupt() }
