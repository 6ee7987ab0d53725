import Machine

extension DA14580 {
  /// What blocks of the peripheral domain take while they are clocked or on, beside the core, in microamperes.
  public struct PeripheralCoefficients: CoefficientSet {
    /// UART and UART2, clocked.
    public var uart: Coefficient
    /// SPI, clocked.
    public var spi: Coefficient
    /// I2C, clocked.
    public var i2c: Coefficient
    /// The ADC, enabled.
    public var adc: Coefficient

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.uart, \.spi, \.i2c, \.adc] }

    private static let serial = Coefficient.Source.estimate(
      "no table is public; the high end is what the nRF51822's block of the kind takes, from memory")

    /// Of these blocks the data sheet has a current of the ADC alone.
    public static let documented = PeripheralCoefficients(
      uart: .current("DA14580.uart", 10, 50, 230, "UARTs clocked (CLK_PER_REG), 3.0 V", serial),
      spi: .current("DA14580.spi", 10, 40, 180, "SPI clocked (CLK_PER_REG), 3.0 V", serial),
      i2c: .current("DA14580.i2c", 10, 60, 380, "I2C clocked (CLK_PER_REG), 3.0 V", serial),
      adc: .current(
        "DA14580.gpadc", 3, 5, 50, "enabled (GP_ADC_EN), 3.0 V",
        .published("data sheet 3.4: 5 uA at 100,000 conversions a second; the band is an estimate")))
  }
}
