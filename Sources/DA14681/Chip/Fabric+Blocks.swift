import Blocks
import Machine

/// The blocks that other chips have too, as this one connects them: addresses of the vendor's public register list.
extension Fabric {
  /// UART, without FIFOs.
  public func makeUART() -> UART {
    install(
      UART(
        UART.plainRegisters("UART", at: 0x5000_1000), fifoDepth: 1,
        UART.Connections(
          clock: clocks.uart, interrupt: interrupt(.uart), transmit: pads.signal(.uartTX), receive: pads.signal(.uartRX)
        ),
        on: emulation), in: .peripheral)
  }

  /// UART2, with FIFOs and flow control.
  public func makeUART2() -> UART {
    install(
      UART(
        UART.registers("UART2", at: 0x5000_1100), fifoDepth: 16,
        UART.Connections(
          clock: clocks.uart, interrupt: interrupt(.uart2), transmit: pads.signal(.uart2TX),
          receive: pads.signal(.uart2RX), clearToSend: pads.signal(.uart2CTS), requestToSend: pads.signal(.uart2RTS)),
        on: emulation), in: .peripheral)
  }

  /// SPI.
  public func makeSPI() -> SPI {
    makeSPI("SPI", at: 0x5000_1200, .spi, clockLine: .spiCLK, dataIn: .spiDI, dataOut: .spiDO, enable: .spiEN)
  }

  /// SPI2.
  public func makeSPI2() -> SPI {
    makeSPI("SPI2", at: 0x5000_1300, .spi2, clockLine: .spi2CLK, dataIn: .spi2DI, dataOut: .spi2DO, enable: .spi2EN)
  }

  private func makeSPI(
    _ name: String, at base: UInt32, _ request: Interrupt, clockLine: PinFunction, dataIn: PinFunction,
    dataOut: PinFunction, enable: PinFunction
  ) -> SPI {
    install(
      SPI(
        SPI.registers(name, at: base),
        SPI.Connections(
          clock: clocks.spi, interrupt: interrupt(request), clockLine: pads.signal(clockLine),
          dataIn: pads.signal(dataIn), dataOut: pads.signal(dataOut), enable: pads.signal(enable)), on: emulation),
      in: .peripheral)
  }

  /// I2C.
  public func makeI2C() -> I2C { makeI2C("I2C", at: 0x5000_1400, .i2c, clockLine: .i2cSCL, dataLine: .i2cSDA) }

  /// I2C2.
  public func makeI2C2() -> I2C { makeI2C("I2C2", at: 0x5000_1500, .i2c2, clockLine: .i2c2SCL, dataLine: .i2c2SDA) }

  private func makeI2C(
    _ name: String, at base: UInt32, _ request: Interrupt, clockLine: PinFunction, dataLine: PinFunction
  ) -> I2C {
    install(
      I2C(
        I2C.registers(name, at: base),
        I2C.Connections(
          clock: clocks.i2c, interrupt: interrupt(request), clockLine: pads.signal(clockLine),
          dataLine: pads.signal(dataLine)), on: emulation), in: .peripheral)
  }

  /// The watchdog, whose NMI is the CPU's.
  public func makeWatchdog(nmi: Line) -> Watchdog {
    install(
      Watchdog(
        Watchdog.registers("WDOG", at: 0x5000_3100), clock: clocks.watchdog, nmi: nmi,
        freeze: freezeInput(.watchdog), on: emulation), in: .system)
  }

  /// The wake-up controller, on all pads.
  public func makeWakeup() -> Wakeup {
    install(
      Wakeup(
        Wakeup.registers("WAKEUP", at: 0x5000_0100, pads: Pin.counts), clock: clocks.wakeup,
        interrupt: interrupt(.wakeup), freeze: freezeInput(.wakeup),
        ports: Pin.counts.enumerated().map { port, count in (0..<count).map { pads[Pin(port, $0)] } }, on: emulation),
      in: .alwaysOn)
  }

  /// The quadrature decoder.
  public func makeQuadratureDecoder() -> QuadratureDecoder {
    install(
      QuadratureDecoder(
        QuadratureDecoder.registers("QUAD", at: 0x5000_1A00), clock: clocks.quadrature,
        interrupt: interrupt(.quadrature),
        inputs: [
          .init(a: pads.signal(.quadratureXA), b: pads.signal(.quadratureXB)),
          .init(a: pads.signal(.quadratureYA), b: pads.signal(.quadratureYB)),
          .init(a: pads.signal(.quadratureZA), b: pads.signal(.quadratureZB)),
        ], on: emulation), in: .peripheral)
  }
}
