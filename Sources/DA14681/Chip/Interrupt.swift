/// The CPU's external interrupt lines, by number. Source: the interrupt fields of NVIC ISER in the public register list.
public enum Interrupt: Int, CaseIterable, Sendable {
  case bleWakeup = 0
  case bleGeneral = 1
  case ftdfWakeup = 2
  case ftdfGeneral = 3
  case radioCalibration = 4
  case coexistence = 5
  case crypto = 6
  case missRateMonitor = 7
  case uart = 8
  case uart2 = 9
  case i2c = 10
  case i2c2 = 11
  case spi = 12
  case spi2 = 13
  case adc = 14
  case keyboard = 15
  case infrared = 16
  case wakeup = 17
  case timer0 = 18
  case timer1 = 19
  case quadrature = 20
  case usb = 21
  case pcm = 22
  case sourceIn = 23
  case sourceOut = 24
  case vbus = 25
  case dma = 26
  case radioDiagnostics = 27
  case trng = 28
  case dcdc = 29
  case xtal16Ready = 30
}
