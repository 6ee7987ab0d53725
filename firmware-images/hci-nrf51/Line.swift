/// UART0 at 115200 8N1 behind two rings.
enum Line {
  private static let size: UInt32 = 1_024
  nonisolated(unsafe) private static var received = InlineArray<1024, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var receiveHead: UInt32 = 0
  nonisolated(unsafe) private static var receiveTail: UInt32 = 0
  nonisolated(unsafe) private static var sending = InlineArray<1024, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var sendHead: UInt32 = 0
  nonisolated(unsafe) private static var sendTail: UInt32 = 0
  nonisolated(unsafe) private static var isSending: UInt32 = 0
  /// 1: what was received is no longer whole; a cable was pulled out, or bytes were lost.
  nonisolated(unsafe) private static var isBroken: UInt32 = 0

  static func open(receive: Pin, transmit: Pin) {
    UART0.start(receive: receive, transmit: transmit)
    UART0.port.enableInterrupts(
      Peripheral.bit(UART0.received) | Peripheral.bit(UART0.sent) | Peripheral.bit(UART0.error))
    Interrupt.uart0.clearPending()
    Interrupt.uart0.enable()
  }

  /// The next byte received, if any.
  static func take() -> UInt8? {
    guard Volatile.load(&receiveHead) != receiveTail else { return nil }
    let byte = received[Int(receiveTail & (size - 1))]
    receiveTail &+= 1
    return byte
  }

  /// Whether what came before is no longer whole, once.
  static func takeBreak() -> Bool {
    guard Volatile.load(&isBroken) != 0 else { return false }
    cpu_interrupts_off()
    isBroken = 0
    receiveTail = receiveHead
    cpu_interrupts_on()
    return true
  }

  static func hasRoom(_ count: UInt32) -> Bool { sendHead &- Volatile.load(&sendTail) &+ count <= size }

  /// Queues a byte, for which there is room.
  static func put(_ byte: UInt8) {
    sending[Int(sendHead & (size - 1))] = byte
    cpu_interrupts_off()
    sendHead &+= 1
    if isSending == 0 { sendNext() }
    cpu_interrupts_on()
  }

  /// Sleeps until an interrupt, unless there is something to do.
  static func sleep() {
    cpu_interrupts_off()
    let isIdle =
      Volatile.load(&receiveHead) == receiveTail && Volatile.load(&isBroken) == 0
      && (Volatile.load(&LinkLayer.hasWork) == 0 || !hasRoom(Host.eventRoom))
    if isIdle { cpu_wait_for_interrupt() }
    cpu_interrupts_on()
  }

  private static func sendNext() {
    guard sendTail != sendHead else {
      isSending = 0
      return
    }
    isSending = 1
    UART0.transmitData.value = UInt32(sending[Int(sendTail & (size - 1))])
    sendTail &+= 1
  }

  fileprivate static func interrupt() {
    let port = UART0.port
    if port.has(UART0.error) {
      port.clear(UART0.error)
      let source = UART0.errorSource.value
      UART0.errorSource.value = source
      isBroken = 1
    }
    while port.has(UART0.received) {
      port.clear(UART0.received)
      let byte = UInt8(truncatingIfNeeded: UART0.receiveData.value)
      if receiveHead &- receiveTail < size {
        received[Int(receiveHead & (size - 1))] = byte
        receiveHead &+= 1
      } else {
        isBroken = 1
      }
    }
    if port.has(UART0.sent) {
      port.clear(UART0.sent)
      sendNext()
    }
  }
}

@_cdecl("uart0_interrupt") func uart0Interrupt() { Line.interrupt() }
