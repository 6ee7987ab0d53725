import Blocks
import Machine

/// The blocks that other chips have too, as this one connects them: addresses of the vendor's public register list.
extension Fabric {
  /// UART.
  func makeUART() -> UART {
    install(
      UART(
        UART.registers308("UART", at: 0x5000_1000), fifoDepth: 16,
        UART.Connections(
          clock: clocks.uart, interrupt: interrupt(.uart), transmit: pads.signal(.uartTX),
          receive: pads.signal(.uartRX), clearToSend: pads.signal(.uartCTS), requestToSend: pads.signal(.uartRTS)),
        on: emulation), in: .peripheral)
  }

  /// UART2.
  func makeUART2() -> UART {
    install(
      UART(
        UART.registers308("UART2", at: 0x5000_1100), fifoDepth: 16,
        UART.Connections(
          clock: clocks.uart2, interrupt: interrupt(.uart2), transmit: pads.signal(.uart2TX),
          receive: pads.signal(.uart2RX), clearToSend: pads.signal(.uart2CTS), requestToSend: pads.signal(.uart2RTS)),
        on: emulation), in: .peripheral)
  }

  /// SPI.
  func makeSPI() -> SPI {
    install(
      SPI(
        SPI.registers("SPI", at: 0x5000_1200),
        SPI.Connections(
          clock: clocks.spi, interrupt: interrupt(.spi), clockLine: pads.signal(.spiCLK),
          dataIn: pads.signal(.spiDI), dataOut: pads.signal(.spiDO), enable: pads.signal(.spiEN)), on: emulation),
      in: .peripheral)
  }

  /// I2C.
  func makeI2C() -> I2C {
    install(
      I2C(
        I2C.plainRegisters("I2C", at: 0x5000_1300),
        I2C.Connections(
          clock: clocks.i2c, interrupt: interrupt(.i2c), clockLine: pads.signal(.i2cSCL),
          dataLine: pads.signal(.i2cSDA)), on: emulation), in: .peripheral)
  }

  /// The watchdog, whose NMI is the CPU's.
  func makeWatchdog(nmi: Line) -> Watchdog {
    install(
      Watchdog(
        Watchdog.registers("WDOG", at: 0x5000_3100), clock: clocks.watchdog, nmi: nmi,
        freeze: freezeInput(.watchdog), on: emulation), in: .system)
  }

  /// The wake-up controller, on all pads.
  func makeWakeup() -> Wakeup {
    install(
      Wakeup(
        Wakeup.registers("WAKEUP", at: 0x5000_0100, pads: Pin.counts), clock: clocks.wakeup,
        interrupt: sharedInterrupt(.wakeup, "WAKEUP"), freeze: freezeInput(.wakeup),
        ports: Pin.counts.enumerated().map { port, count in (0..<count).map { pads[Pin(port, $0)] } }, on: emulation),
      in: .alwaysOn)
  }

  /// The quadrature decoder, which leads pairs of pads to its channels by itself.
  func makeQuadratureDecoder() -> QuadratureDecoder {
    let signals = (0..<6).map { [pads] _ in PadSignal(pads: pads.all) { _ in } }
    let decoder = QuadratureDecoder(
      QuadratureDecoder.choosingRegisters("QUAD", at: 0x5000_0200), layout: .choosing, clock: clocks.quadrature,
      interrupt: sharedInterrupt(.wakeup, "QUAD"),
      inputs: (0..<3).map { .init(a: signals[2 * $0], b: signals[2 * $0 + 1]) }, on: emulation)
    decoder.onPadChoice = { [unowned pads] codes, isRestored in
      for (channel, code) in codes.enumerated() {
        let pair = Int(code) < Self.quadraturePads.count ? Self.quadraturePads[Int(code)] : nil
        signals[2 * channel].route(to: pair.map { pads[$0.a] }, serialPad: nil)
        signals[2 * channel + 1].route(to: pair.map { pads[$0.b] }, serialPad: nil)
      }
      for signal in signals { isRestored ? signal.skipRouting() : signal.tellRouting() }
    }
    return install(decoder, in: .alwaysOn)
  }

  /// The pairs of pads by the codes of QDEC_CTRL2. Source: the decoder's driver of the vendor's SDK 5.
  private static let quadraturePads: [(a: Pin, b: Pin)?] = [
    nil, (Pin(0, 0), Pin(0, 1)), (Pin(0, 2), Pin(0, 3)), (Pin(0, 4), Pin(0, 5)), (Pin(0, 6), Pin(0, 7)),
    (Pin(1, 0), Pin(1, 1)), (Pin(1, 2), Pin(1, 3)), (Pin(2, 3), Pin(2, 4)), (Pin(2, 5), Pin(2, 6)),
    (Pin(2, 7), Pin(2, 8)), (Pin(2, 9), Pin(2, 0)),
  ]
}
