import Machine

/// What differs between the chip's two UARTs.
public struct UARTConfiguration: Sendable {
  /// Its registers, and its name in the register list.
  public let block: RegisterBlock
  /// Characters that each FIFO holds; 1 where there is none but the holding registers.
  public let fifoDepth: Int
  /// Its line into the NVIC.
  public let interrupt: Interrupt
  /// The pad function of the transmitter.
  public let transmitPad: PinFunction
  /// The pad function of the receiver.
  public let receivePad: PinFunction
  /// The pad functions of the flow control, where it has one.
  let clearToSendPad: PinFunction?
  let requestToSendPad: PinFunction?

  /// The plain UART.
  public static let uart = UARTConfiguration(
    block: UART.block, fifoDepth: 1, interrupt: .uart,
    transmitPad: .uartTX, receivePad: .uartRX, clearToSendPad: nil, requestToSendPad: nil)
  /// The UART with FIFOs, auto flow control registers and shadow registers.
  public static let uart2 = UARTConfiguration(
    block: UART.block2, fifoDepth: 16, interrupt: .uart2,
    transmitPad: .uart2TX, receivePad: .uart2RX, clearToSendPad: .uart2CTS, requestToSendPad: .uart2RTS)
}
