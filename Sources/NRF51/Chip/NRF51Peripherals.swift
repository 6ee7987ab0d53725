/// The serial blocks, the analogue ones, the encryption and the radio.
public final class NRF51Peripherals {
  /// The 2.4 GHz radio; it hears others where it is given an air.
  public let radio: RADIO
  /// The asynchronous serial port.
  public let uart: UART0
  /// SPI0 and SPI1.
  public let spi: [SPIMaster]
  /// TWI0 and TWI1.
  public let twi: [TWIMaster]
  /// SPIS1.
  public let spiSlave: SPISlave
  /// What is at the pads that the converter and the comparator look at.
  public let analogInputs: AnalogInputs
  /// The converter.
  public let adc: ADC
  /// The low-power comparator.
  public let comparator: LPCOMP
  /// The die's temperature sensor.
  public let temperature: TEMP
  /// The random number generator.
  public let random: RNG
  /// The quadrature decoder.
  public let quadrature: QDEC
  /// Encryption of blocks.
  public let ecb: ECB
  /// Encryption of packets.
  public let ccm: CCM
  /// The address resolver.
  public let aar: AAR

  /// All of them, on a fabric.
  init(_ fabric: NRF51Fabric) {
    radio = RADIO(fabric)
    uart = UART0(fabric)
    spi = (0..<2).map { SPIMaster(fabric, number: $0) }
    twi = (0..<2).map { TWIMaster(fabric, number: $0) }
    spiSlave = SPISlave(fabric)
    analogInputs = AnalogInputs(fabric)
    adc = ADC(fabric, inputs: analogInputs)
    comparator = LPCOMP(fabric, inputs: analogInputs)
    temperature = TEMP(fabric)
    random = RNG(fabric)
    quadrature = QDEC(fabric)
    let core = AESCore()
    ecb = ECB(fabric, core: core)
    ccm = CCM(fabric, core: core)
    aar = AAR(fabric, core: core)
  }
}
