/// What a pad is connected to: the PID field of its mode register. Codes that are not listed connect it to nothing.
///
/// Source: the data sheet's table of pin functions and the GPIO driver of the vendor's SDK 5.
enum PinFunction: UInt32, CaseIterable, Codable {
  case gpio = 0
  case uartRX = 1
  case uartTX = 2
  case uart2RX = 3
  case uart2TX = 4
  case spiDI = 5
  case spiDO = 6
  case spiCLK = 7
  case spiEN = 8
  case i2cSCL = 9
  case i2cSDA = 10
  /// An input of the ADC, on P0_0 to P0_3.
  case adc = 15
  case pwm0 = 16
  case pwm1 = 17
  case uartCTS = 19
  case uartRTS = 20
  case uart2CTS = 21
  case uart2RTS = 22
  case pwm2 = 23
  case pwm3 = 24
  case pwm4 = 25

  /// The level of the function's output while its block does not drive it; `nil` for inputs and open-drain lines.
  var idleLevel: Bool? {
    switch self {
    case .uartTX, .uart2TX, .uartRTS, .uart2RTS, .spiEN: true
    case .spiDO, .spiCLK, .pwm0, .pwm1, .pwm2, .pwm3, .pwm4: false
    case .gpio, .adc, .uartRX, .uart2RX, .uartCTS, .uart2CTS, .spiDI, .i2cSCL, .i2cSDA: nil
    }
  }
}
