import Machine

/// The currents of the chip, all required; from the supply, at 3 V. Each block's load takes its own.
public struct NRF51Coefficients: CoefficientSet {
  /// System OFF, nothing retained.
  public var systemOff: Coefficient
  /// Each 8 KiB block of RAM retained in System OFF.
  public var ramRetainedOff: Coefficient
  /// System ON, the CPU asleep and no 16 MHz clock, without any RAM.
  public var systemOn: Coefficient
  /// Each 8 KiB block of RAM that is on, in System ON.
  public var ramOn: Coefficient
  /// The CPU executing from flash, beside the 16 MHz clock.
  public var cpu: Coefficient
  /// Constant latency: the regulator stays on while the CPU sleeps, beside the 16 MHz clock.
  public var constantLatency: Coefficient
  /// The 16 MHz RC oscillator and what runs with it.
  public var rc16M: Coefficient
  /// The 16 MHz crystal oscillator and what runs with it.
  public var crystal16M: Coefficient
  /// The 16 MHz crystal oscillator running while nobody asks for its clock.
  public var crystal16MStandby: Coefficient
  /// The 32 kHz RC oscillator.
  public var rc32K: Coefficient
  /// The 32,768 Hz crystal oscillator, with a real-time counter on it.
  public var crystal32K: Coefficient
  /// LFCLK made of the 16 MHz clock, beside that.
  public var synthesised32K: Coefficient
  /// A timer at 16 MHz, beside the clock.
  public var timerFast: Coefficient
  /// A timer at 1 MHz and below, beside the clock.
  public var timerSlow: Coefficient
  /// The workaround of anomaly 73 switched on in a timer.
  public var timerAnomaly73: Coefficient
  /// GPIOTE while a channel looks for edges, beside the 16 MHz clock.
  public var gpioteInput: Coefficient
  /// The watchdog running.
  public var watchdog: Coefficient
  /// UART0 enabled, beside the clock.
  public var uart: Coefficient
  /// SPI0, SPI1 or SPIS1 enabled, beside the clock.
  public var spi: Coefficient
  /// TWI0 or TWI1 while it transfers, beside the clock.
  public var twi: Coefficient
  /// The ADC converting.
  public var adc: Coefficient
  /// The random number generator running.
  public var rng: Coefficient
  /// The temperature sensor measuring.
  public var temperature: Coefficient
  /// ECB encrypting.
  public var ecb: Coefficient
  /// CCM at work.
  public var ccm: Coefficient
  /// AAR at work.
  public var aar: Coefficient
  /// The quadrature decoder sampling.
  public var quadrature: Coefficient
  /// The low-power comparator.
  public var comparator: Coefficient
  /// The power-failure comparator while the CPU is awake.
  public var powerFailure: Coefficient
  /// The radio ramping up to transmit.
  public var radioRampTX: Coefficient
  /// The radio ramping up to receive.
  public var radioRampRX: Coefficient
  /// The radio transmitting at +4 dBm.
  public var radioTXPlus4: Coefficient
  /// The radio transmitting at 0 dBm.
  public var radioTX0: Coefficient
  /// The radio transmitting at -4 dBm.
  public var radioTXMinus4: Coefficient
  /// The radio transmitting at -8 dBm.
  public var radioTXMinus8: Coefficient
  /// The radio transmitting at -20 dBm and below.
  public var radioTXMinus20: Coefficient
  /// The radio receiving at 1 Mbit/s.
  public var radioRX: Coefficient
  /// What the DC/DC converter makes of the current of the CPU and the radio.
  public var dcdcRatio: Coefficient

  /// Every current needs its coefficient.
  public init(
    systemOff: Coefficient, ramRetainedOff: Coefficient, systemOn: Coefficient, ramOn: Coefficient,
    cpu: Coefficient, constantLatency: Coefficient, rc16M: Coefficient, crystal16M: Coefficient,
    crystal16MStandby: Coefficient, rc32K: Coefficient, crystal32K: Coefficient, synthesised32K: Coefficient,
    timerFast: Coefficient, timerSlow: Coefficient, timerAnomaly73: Coefficient, gpioteInput: Coefficient,
    watchdog: Coefficient, uart: Coefficient, spi: Coefficient, twi: Coefficient, adc: Coefficient,
    rng: Coefficient, temperature: Coefficient, ecb: Coefficient, ccm: Coefficient, aar: Coefficient,
    quadrature: Coefficient, comparator: Coefficient, powerFailure: Coefficient, radioRampTX: Coefficient,
    radioRampRX: Coefficient,
    radioTXPlus4: Coefficient, radioTX0: Coefficient, radioTXMinus4: Coefficient, radioTXMinus8: Coefficient,
    radioTXMinus20: Coefficient, radioRX: Coefficient, dcdcRatio: Coefficient
  ) {
    self.systemOff = systemOff
    self.ramRetainedOff = ramRetainedOff
    self.systemOn = systemOn
    self.ramOn = ramOn
    self.cpu = cpu
    self.constantLatency = constantLatency
    self.rc16M = rc16M
    self.crystal16M = crystal16M
    self.crystal16MStandby = crystal16MStandby
    self.rc32K = rc32K
    self.crystal32K = crystal32K
    self.synthesised32K = synthesised32K
    self.timerFast = timerFast
    self.timerSlow = timerSlow
    self.timerAnomaly73 = timerAnomaly73
    self.gpioteInput = gpioteInput
    self.watchdog = watchdog
    self.uart = uart
    self.spi = spi
    self.twi = twi
    self.adc = adc
    self.rng = rng
    self.temperature = temperature
    self.ecb = ecb
    self.ccm = ccm
    self.aar = aar
    self.quadrature = quadrature
    self.comparator = comparator
    self.powerFailure = powerFailure
    self.radioRampTX = radioRampTX
    self.radioRampRX = radioRampRX
    self.radioTXPlus4 = radioTXPlus4
    self.radioTX0 = radioTX0
    self.radioTXMinus4 = radioTXMinus4
    self.radioTXMinus8 = radioTXMinus8
    self.radioTXMinus20 = radioTXMinus20
    self.radioRX = radioRX
    self.dcdcRatio = dcdcRatio
  }

  /// Every coefficient's property, in the order of tables.
  public static var paths: [WritableKeyPath<Self, Coefficient>] {
    [
      \.systemOff, \.ramRetainedOff, \.systemOn, \.ramOn, \.cpu, \.constantLatency, \.rc16M, \.crystal16M,
      \.crystal16MStandby, \.rc32K, \.crystal32K, \.synthesised32K, \.timerFast, \.timerSlow, \.timerAnomaly73,
      \.gpioteInput, \.watchdog, \.uart, \.spi, \.twi, \.adc, \.rng, \.temperature, \.ecb, \.ccm, \.aar,
      \.quadrature, \.comparator, \.powerFailure, \.radioRampTX, \.radioRampRX, \.radioTXPlus4, \.radioTX0,
      \.radioTXMinus4,
      \.radioTXMinus8, \.radioTXMinus20, \.radioRX, \.dcdcRatio,
    ]
  }
}
