/// UART behind two rings. The interrupt empties the receive FIFO and refills the transmit FIFO. SysTick tells how long the line
/// has been silent.
enum Cable {
  private static let receiveSize = Int(CABLE_RING)
  private static let transmitSize = Int(CABLE_SEND_RING)
  nonisolated(unsafe) private static var receiveHead: UInt32 = 0
  nonisolated(unsafe) private static var receiveTail: UInt32 = 0
  nonisolated(unsafe) private static var sendHead: UInt32 = 0
  nonisolated(unsafe) private static var sendTail: UInt32 = 0
  nonisolated(unsafe) private(set) static var isOpen = false
  /// SysTick when the last byte came or went.
  nonisolated(unsafe) private static var lastByte: UInt32 = 0

  private static let receiveInterrupt: UInt16 = 1
  private static let transmitInterrupt: UInt16 = 2
  private static var tickControl: WideRegister { WideRegister(0xE000_E010) }
  private static var tickReload: WideRegister { WideRegister(0xE000_E014) }
  private static var ticks: WideRegister { WideRegister(0xE000_E018) }
  private static let tickMask: UInt32 = 0xFF_FFFF
  /// 0.3 s at 16 MHz: longer than most hosts take from an answer to their next request, or between two characters of one.
  private static let turnaround: UInt32 = 4_800_000

  static func open() {
    receiveHead = receiveTail
    sendHead = sendTail
    tickReload.value = tickMask
    ticks.value = 0
    tickControl.value = 5
    isOpen = true
    UART.start()
    Board.transmit.configure(.uartTransmit, .output)
    Bus.listen()
    UART.interruptEnable.value = receiveInterrupt
    Interrupt.uart.clearPending()
    Interrupt.uart.enable()
  }

  static func close() {
    isOpen = false
    Interrupt.uart.disable()
    UART.stop()
    tickControl.value = 0
    Board.transmit.configure(.gpio, .none)
    Bus.listen()
  }

  /// Whether the host speaks, or may at any moment, so that nothing else may use the pad: it was heard or told something a short
  /// while ago. Between a request and its answer it says nothing.
  static var isHostsTurn: Bool {
    isOpen && (Volatile.load(&lastByte) &- ticks.value) & tickMask < turnaround
  }

  static var hasInput: Bool { isOpen && Volatile.load(&receiveHead) != receiveTail }

  /// The next byte received, if any.
  static func take() -> UInt8? {
    guard hasInput else { return nil }
    let byte = cable_ring()[Int(receiveTail) & (receiveSize - 1)]
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
    cable_send_ring()[Int(sendHead) & (transmitSize - 1)] = byte
    sendHead &+= 1
    UART.interruptEnable.value = receiveInterrupt | transmitInterrupt
  }

  /// Waits until everything has left the line.
  static func drain() {
    guard isOpen else { return }
    while Volatile.load(&sendTail) != sendHead {}
    while !UART.isDrained {}
  }

  fileprivate static func interrupt() {
    _ = UART.identity.value
    while true {
      let status = UART.lineStatus.value
      if status & UART.overrun != 0 { Statistic.linkReceiveDropped.count() }
      guard status & UART.dataReady != 0 else { break }
      let byte = UInt8(truncatingIfNeeded: UART.data.value)
      if receiveHead &- receiveTail < UInt32(receiveSize) {
        cable_ring()[Int(receiveHead) & (receiveSize - 1)] = byte
        receiveHead &+= 1
      } else {
        Statistic.linkReceiveDropped.count()
      }
    }
    lastByte = ticks.value
    while sendTail != sendHead, UART.status.has(UART.transmitNotFull) {
      UART.data.value = UInt16(cable_send_ring()[Int(sendTail) & (transmitSize - 1)])
      sendTail &+= 1
    }
    if sendTail == sendHead { UART.interruptEnable.value = receiveInterrupt }
  }
}

@_cdecl("uart_interrupt") func uartInterrupt() { Cable.interrupt() }
