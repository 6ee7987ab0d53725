/// UART2 behind two rings. The interrupt empties the receive FIFO, so that frames of any length may follow each other
/// without a gap, and refills the transmit FIFO.
enum Cable {
  private static let receiveSize = 4096
  private static let transmitSize = 2048
  nonisolated(unsafe) private static var received = InlineArray<4096, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var receiveHead: UInt32 = 0
  nonisolated(unsafe) private static var receiveTail: UInt32 = 0
  nonisolated(unsafe) private static var sending = InlineArray<2048, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var sendHead: UInt32 = 0
  nonisolated(unsafe) private static var sendTail: UInt32 = 0
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

  private static let receiveInterrupt: UInt16 = 1
  private static let transmitInterrupt: UInt16 = 2

  static func open() {
    receiveHead = receiveTail
    sendHead = sendTail
    UART2.start()
    UART2.interruptEnable.value = receiveInterrupt
    Interrupt.uart2.clearPending()
    Interrupt.uart2.enable()
    isOpen = true
  }

  static func close() {
    isOpen = false
    Interrupt.uart2.disable()
    UART2.stop()
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
    sendHead &+= 1
    sendMost = max(sendMost, sendHead &- Volatile.load(&sendTail))
    UART2.interruptEnable.value = receiveInterrupt | transmitInterrupt
  }

  /// Waits until everything has left the line.
  static func drain() {
    guard isOpen else { return }
    while Volatile.load(&sendTail) != sendHead {}
    while !UART2.isDrained {}
  }

  fileprivate static func interrupt() {
    _ = UART2.identity.value
    while true {
      let status = UART2.lineStatus.value
      if status & UART2.overrun != 0 { Statistic.linkReceiveDropped.count() }
      guard status & UART2.dataReady != 0 else { break }
      let byte = UInt8(truncatingIfNeeded: UART2.data.value)
      if receiveHead &- receiveTail < UInt32(receiveSize) {
        received[Int(receiveHead) & (receiveSize - 1)] = byte
        receiveHead &+= 1
      } else {
        Statistic.linkReceiveDropped.count()
      }
    }
    receiveMost = max(receiveMost, receiveHead &- receiveTail)
    while sendTail != sendHead, UART2.status.has(UART2.transmitNotFull) {
      UART2.data.value = UInt16(sending[Int(sendTail) & (transmitSize - 1)])
      sendTail &+= 1
    }
    if sendTail == sendHead { UART2.interruptEnable.value = receiveInterrupt }
  }
}

@_cdecl("uart2_interrupt") func uart2Interrupt() { Cable.interrupt() }
