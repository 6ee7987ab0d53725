/// The CPU's external interrupt lines, by number. Source: the interrupt fields of NVIC ISER in the public register list.
enum Interrupt: Int, CaseIterable {
  case bleWakeup, bleGeneral, uart, uart2, i2c, spi, adc, keyboard, radioDiagnostics, radioCalibration
  case gpio0, gpio1, gpio2, gpio3, gpio4, timer
  /// Of the wake-up controller and of the quadrature decoder.
  case wakeup
  case pcm, sourceIn, sourceOut, dma

  /// The name in the register list.
  var name: String { Self.names[rawValue].name }

  /// The block that requests it; those of audio and DMA are not in the list.
  var block: String { Self.names[rawValue].block }

  private static let names: [(name: String, block: String)] = [
    ("BLE_WAKEUP_LP_IRQn", "BLE"), ("BLE_GEN_IRQn", "BLE"), ("UART_IRQn", "UART"), ("UART2_IRQn", "UART2"),
    ("I2C_IRQn", "I2C"), ("SPI_IRQn", "SPI"), ("ADC_IRQn", "GPADC"), ("KEYBRD_IRQn", "KBRD"),
    ("BLE_RF_DIAG_IRQn", "BLE"), ("RFCAL_IRQn", "RFCU"), ("GPIO0_IRQn", "KBRD"), ("GPIO1_IRQn", "KBRD"),
    ("GPIO2_IRQn", "KBRD"), ("GPIO3_IRQn", "KBRD"), ("GPIO4_IRQn", "KBRD"), ("SWTIM_IRQn", "TIMERS"),
    ("WKUP_QUADEC_IRQn", "WAKEUP"), ("PCM_IRQn", "APU"), ("SRC_IN_IRQn", "APU"), ("SRC_OUT_IRQn", "APU"),
    ("DMA_IRQn", "DMA"),
  ]
}
