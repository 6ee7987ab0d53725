import Machine

extension DA14681 {
  /// What blocks take beside the core while they are clocked or on, in microamperes.
  public struct PeripheralCoefficients: CoefficientSet {
    /// UART and UART2, clocked.
    public var uart: Coefficient
    /// SPI and SPI2, clocked.
    public var spi: Coefficient
    /// I2C and I2C2, clocked.
    public var i2c: Coefficient
    /// The ADC, enabled.
    public var adc: Coefficient
    /// The DMA controller while a channel is on, for each MHz of HCLK.
    public var dma: Coefficient
    /// The fuel gauge, enabled; in sleep too.
    public var gauge: Coefficient
    /// Each brown-out comparator that is enabled; in sleep too.
    public var comparator: Coefficient
    /// The charger itself, enabled, from VBUS.
    public var charger: Coefficient

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.uart, \.spi, \.i2c, \.adc, \.dma, \.gauge, \.comparator, \.charger]
    }

    private static let serial = Coefficient.Source.estimate(
      "no table is public; the high end is what the nRF51822's block of the kind takes, from memory")

    /// No current is public.
    public static let documented = PeripheralCoefficients(
      uart: .current("DA14681.uart", 10, 50, 230, "UARTs clocked (CLK_PER_REG)", serial),
      spi: .current("DA14681.spi", 10, 40, 180, "SPIs clocked (CLK_PER_REG)", serial),
      i2c: .current("DA14681.i2c", 10, 60, 380, "I2Cs clocked (CLK_PER_REG)", serial),
      adc: .current(
        "DA14681.gpadc", 25, 100, 300, "converter and its regulator enabled (GP_ADC_EN)",
        .estimate("no table is public; converters of 10 bits on Bluetooth chips take 50 to 300 uA")),
      dma: .perMegahertz(
        "DA14681.dma", 0.5, 3, 10, "a channel on (DMA_ON), waiting or copying, for each MHz of HCLK",
        .estimate(
          "no table is public; a tenth of the CPU's; high: the order of DMA controllers of 3 V microcontrollers without DC-DC, "
            + "from memory")),
      gauge: .current(
        "DA14681.fuel gauge", 2, 7, 40, "SOC_ENABLE, awake or asleep",
        .estimate(
          "no table is public; gauges with a coulomb counter take 5.1 (MAX17260, maximintegrated.com), 7 (MAX17055, "
            + "scribd.com/document/618690644) and 70 uA (LTC2941 data sheet); the high end leaves room for the rest in the 83 uA "
            + "of a Mi Band 2")),
      comparator: .current(
        "DA14681.brown-out", 0.05, 0.3, 10, "each comparator enabled (BOD_CTRL2_REG), awake or asleep",
        .estimate(
          "no table is public; supply supervisors take tenths of a uA to a few; high: the nRF51822's comparator, 10 uA "
            + "(devzone.nordicsemi.com/f/nordic-q-a/28); the figures of sleep contain the band gap and no comparator: they follow "
            + "the DA14585's family, whose registers have none")),
      charger: .current(
        "DA14681.charger", 100, 500, 2_000, "CHARGE_ON and VBUS present, from VBUS, beside what it charges with",
        .estimate(
          "no table is public; linear chargers take 300 (at most 2,000) uA (LTC4054 data sheet) and 1,000 (1,500) uA "
            + "(MCP73811 data sheet)")))
  }
}
