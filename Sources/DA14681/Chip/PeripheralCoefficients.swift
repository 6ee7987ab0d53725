import Machine

extension DA14681 {
  /// What blocks of the peripheral domain take while they are clocked or on, beside the core, in microamperes.
  public struct PeripheralCoefficients: CoefficientSet {
    /// UART and UART2, clocked.
    public var uart: Coefficient
    /// SPI and SPI2, clocked.
    public var spi: Coefficient
    /// I2C and I2C2, clocked.
    public var i2c: Coefficient
    /// The ADC, enabled.
    public var adc: Coefficient

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.uart, \.spi, \.i2c, \.adc] }

    private static let serial = Coefficient.Source.estimate(
      "no table is public; the high end is what the nRF51822's block of the kind takes, from memory")

    /// No current is public.
    public static let documented = PeripheralCoefficients(
      uart: .current("DA14681.uart", 10, 50, 230, "UARTs clocked (CLK_PER_REG)", serial),
      spi: .current("DA14681.spi", 10, 40, 180, "SPIs clocked (CLK_PER_REG)", serial),
      i2c: .current("DA14681.i2c", 10, 60, 380, "I2Cs clocked (CLK_PER_REG)", serial),
      adc: .current(
        "DA14681.gpadc", 25, 100, 300, "converter and its regulator enabled (GP_ADC_EN)",
        .estimate("no table is public; converters of 10 bits on Bluetooth chips take 50 to 300 uA")))
  }
}
