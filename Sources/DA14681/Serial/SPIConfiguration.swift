import Machine

/// What differs between the chip's two SPI controllers.
public struct SPIConfiguration: Sendable {
  /// Its registers, and its name in the register list.
  public let block: RegisterBlock
  /// Its line into the NVIC.
  public let interrupt: Interrupt
  /// The pad functions of clock, data in, data out and enable.
  public let clock: PinFunction
  /// The pad function of data in.
  public let dataIn: PinFunction
  /// The pad function of data out.
  public let dataOut: PinFunction
  /// The pad function of the enable output.
  public let enable: PinFunction

  /// The first controller.
  public static let spi = SPIConfiguration(
    block: SPI.block, interrupt: .spi, clock: .spiCLK, dataIn: .spiDI,
    dataOut: .spiDO, enable: .spiEN)
  /// The second controller.
  public static let spi2 = SPIConfiguration(
    block: SPI.block2, interrupt: .spi2, clock: .spi2CLK, dataIn: .spi2DI,
    dataOut: .spi2DO, enable: .spi2EN)
}
