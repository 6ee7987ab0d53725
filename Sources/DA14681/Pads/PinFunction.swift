/// What a pad is connected to: the PID field of its mode register. Codes that are not listed connect it to nothing.
///
/// Source: public DA1468x driver headers (the GPIO function enumeration).
public enum PinFunction: UInt32, CaseIterable, Codable, Sendable {
  case gpio = 0
  case uartRX = 1
  case uartTX = 2
  case uartInfraredRX = 3
  case uartInfraredTX = 4
  case uart2RX = 5
  case uart2TX = 6
  case uart2InfraredRX = 7
  case uart2InfraredTX = 8
  case uart2CTS = 9
  case uart2RTS = 10
  case spiDI = 11
  case spiDO = 12
  case spiCLK = 13
  case spiEN = 14
  case spi2DI = 15
  case spi2DO = 16
  case spi2CLK = 17
  case spi2EN = 18
  case i2cSCL = 19
  case i2cSDA = 20
  case i2c2SCL = 21
  case i2c2SDA = 22
  case pwm0 = 23
  case pwm1 = 24
  case pwm2 = 25
  case pwm3 = 26
  case pwm4 = 27
  case quadratureXA = 39
  case quadratureXB = 40
  case quadratureYA = 41
  case quadratureYB = 42
  case quadratureZA = 43
  case quadratureZB = 44
  case infraredOut = 45
  case breath = 46
  /// A row of the keyboard matrix: the scanner drives each such pad by itself.
  case keyboardRow = 47
  /// A clock that GPIO_CLK_SEL chooses.
  case clock = 52
  /// TIMER1's pulse in one-shot mode.
  case oneShot = 53
  /// TIMER1's PWM.
  case pwm5 = 54

  /// The level of the function's output while its block does not drive it; `nil` for inputs and open-drain lines.
  var idleLevel: Bool? {
    switch self {
    case .uartTX, .uart2TX, .uart2RTS, .spiEN, .spi2EN: true
    case .uartInfraredTX, .uart2InfraredTX, .spiDO, .spi2DO, .spiCLK, .spi2CLK: false
    case .pwm0, .pwm1, .pwm2, .pwm3, .pwm4, .pwm5, .oneShot, .clock, .infraredOut, .breath: false
    case .keyboardRow: true
    case .gpio, .uartRX, .uartInfraredRX, .uart2RX, .uart2InfraredRX, .uart2CTS, .spiDI, .spi2DI: nil
    case .quadratureXA, .quadratureXB, .quadratureYA, .quadratureYB, .quadratureZA, .quadratureZB: nil
    case .i2cSCL, .i2cSDA, .i2c2SCL, .i2c2SDA: nil
    }
  }
}
