/// UART0 behind two rings. Its receiver holds six bytes; an interrupt comes with each.
enum Cable {
  private static let receiveSize = 4096
  private static let transmitSize = 2048
  nonisolated(unsafe) private static var received = InlineArray<4096, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var receiveHead: UInt32 = 0
  nonisolated(unsafe) private static var receiveTail: UInt32 = 0
  nonisolated(unsafe) private static var sending = InlineArray<2048, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var sendHead: UInt32 = 0
  nonisolated(unsafe) private static var sendTail: UInt32 = 0
  /// 1 while a byte is under way whose end will interrupt.
  nonisolated(unsafe) private static var isSending: UInt32 = 0
  nonisolated(unsafe) private(set) static var isOpen = false
  /// The most that ever waited in either ring.
  nonisolated(unsafe) private static var receiveMost: UInt32 = 0
  nonisolated(unsafe) private static var sendMost: UInt32 = 0

  /// Bytes that a ring has room for, that wait in it, and that ever did.
  static var receiveUse: (size: UInt32, used: UInt32, most: UInt32) {
    (UInt32(receiveSize), Volatile.load(&receiveHead) &- receiveTail, Volatile.load(&receiveMost))
  }
  static var sendUse: (size: UInt32, used: UInt32, most: UInt32) {
    (UInt32(transmitSize), sendHead &- Volatile.load(&sendTail), sendMost)
  }

  static func open() {
    receiveHead = receiveTail
    sendHead = sendTail
    isSending = 0
    UART0.start(receive: Board.receive, transmit: Board.transmit)
    Sleep.disarm()
    UART0.port.enableInterrupts(
      Peripheral.bit(UART0.received) | Peripheral.bit(UART0.sent) | Peripheral.bit(UART0.error))
    Interrupt.uart0.clearPending()
    Interrupt.uart0.enable()
    isOpen = true
  }

  static func close() {
    isOpen = false
    Interrupt.uart0.disable()
    UART0.stop()
    Board.transmit.disconnect()
    Sleep.disarm()
  }

  /// Whether nothing may disturb the cable: there is nothing that would, since its pads are nobody else's.
  static var isHostsTurn: Bool { false }

  static var hasInput: Bool { isOpen && Volatile.load(&receiveHead) != receiveTail }

  /// The next byte received, if any.
  static func take() -> UInt8? {
    guard hasInput else { return nil }
    let byte = received[Int(receiveTail) & (receiveSize - 1)]
    receiveTail &+= 1
    return byte
  }

  private static var hasRoom: Bool { sendHead &- Volatile.load(&sendTail) < UInt32(transmitSize) }

  /// Queues a byte; waits for room as long as the line takes. Without a cable the byte is lost.
  static func put(_ byte: UInt8) {
    guard isOpen else { return }
    while !hasRoom {
      // Looked at again with interrupts off: the one that makes room may come in between.
      cpu_interrupts_off()
      if !hasRoom { cpu_wait_for_interrupt() }
      cpu_interrupts_on()
    }
    sending[Int(sendHead) & (transmitSize - 1)] = byte
    cpu_interrupts_off()
    sendHead &+= 1
    if isSending == 0 { sendNext() }
    cpu_interrupts_on()
    sendMost = max(sendMost, sendHead &- Volatile.load(&sendTail))
  }

  private static func sendNext() {
    guard sendTail != sendHead else {
      isSending = 0
      return
    }
    isSending = 1
    UART0.transmitData.value = UInt32(sending[Int(sendTail) & (transmitSize - 1)])
    sendTail &+= 1
  }

  /// Waits until everything has left the line.
  static func drain() {
    guard isOpen else { return }
    while Volatile.load(&isSending) != 0 {}
  }

  fileprivate static func interrupt() {
    let port = UART0.port
    if port.has(UART0.error) {
      port.clear(UART0.error)
      let source = UART0.errorSource.value
      UART0.errorSource.value = source
      if source & 1 != 0 { Statistic.linkReceiveDropped.count() }
    }
    while port.has(UART0.received) {
      port.clear(UART0.received)
      let byte = UInt8(truncatingIfNeeded: UART0.receiveData.value)
      if receiveHead &- receiveTail < UInt32(receiveSize) {
        received[Int(receiveHead) & (receiveSize - 1)] = byte
        receiveHead &+= 1
      } else {
        Statistic.linkReceiveDropped.count()
      }
    }
    receiveMost = max(receiveMost, receiveHead &- receiveTail)
    if port.has(UART0.sent) {
      port.clear(UART0.sent)
      sendNext()
    }
  }
}

@_cdecl("uart0_interrupt") func uart0Interrupt() { Cable.interrupt() }
