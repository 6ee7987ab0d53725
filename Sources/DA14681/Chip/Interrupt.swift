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

  /// The name in the register list.
  public var name: String { Self.names[rawValue] }

  /// The block that requests it; that of the radio's calibration and diagnostics is not in the list.
  public var block: String {
    switch self {
    case .bleWakeup, .bleGeneral: "BLE"
    case .ftdfWakeup, .ftdfGeneral: "FTDF"
    case .radioCalibration, .radioDiagnostics: "RFCU"
    case .coexistence: "COEX"
    case .crypto: "AES_HASH"
    case .missRateMonitor: "CACHE"
    case .uart: "UART"
    case .uart2: "UART2"
    case .i2c: "I2C"
    case .i2c2: "I2C2"
    case .spi: "SPI"
    case .spi2: "SPI2"
    case .adc: "GPADC"
    case .keyboard: "KBSCAN"
    case .infrared: "IR"
    case .wakeup: "WAKEUP"
    case .timer0: "GP_TIMERS"
    case .timer1: "TIMER1"
    case .quadrature: "QUAD"
    case .usb: "USB"
    case .pcm, .sourceIn, .sourceOut: "APU"
    case .vbus, .xtal16Ready: "CRG_TOP"
    case .dma: "DMA"
    case .trng: "TRNG"
    case .dcdc: "DCDC"
    }
  }

  private static let names = [
    "BLE_WAKEUP_LP_IRQn", "BLE_GEN_IRQn", "FTDF_WAKEUP_IRQn", "FTDF_GEN_IRQn", "RFCAL_IRQn", "COEX_IRQn",
    "CRYPTO_IRQn", "MRM_IRQn", "UART_IRQn", "UART2_IRQn", "I2C_IRQn", "I2C2_IRQn", "SPI_IRQn", "SPI2_IRQn", "ADC_IRQn",
    "KEYBRD_IRQn", "IRGEN_IRQn", "WKUP_GPIO_IRQn", "SWTIM0_IRQn", "SWTIM1_IRQn", "QUADEC_IRQn", "USB_IRQn", "PCM_IRQn",
    "SRC_IN_IRQn", "SRC_OUT_IRQn", "VBUS_IRQn", "DMA_IRQn", "RF_DIAG_IRQn", "TRNG_IRQn", "DCDC_IRQn", "XTAL16RDY_IRQn",
  ]
}
