import Machine

/// What differs between the chip's two UARTs.
public struct UARTConfiguration: Sendable {
  /// The name in the register list.
  public let name: String
  /// The address of its registers.
  public let base: UInt32
  /// Its registers.
  public let registers: [Register]
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
    name: "UART", base: 0x5000_1000, registers: UART.registers, fifoDepth: 1, interrupt: .uart,
    transmitPad: .uartTX, receivePad: .uartRX, clearToSendPad: nil, requestToSendPad: nil)
  /// The UART with FIFOs, auto flow control registers and shadow registers.
  public static let uart2 = UARTConfiguration(
    name: "UART2", base: 0x5000_1100, registers: UART.registers2, fifoDepth: 16, interrupt: .uart2,
    transmitPad: .uart2TX, receivePad: .uart2RX, clearToSendPad: .uart2CTS, requestToSendPad: .uart2RTS)
}
