/// The CPU's external interrupt lines, by number, which is the identifier of the peripherals. Source: the vendor's public
/// register list.
enum NRF51Interrupt: Int, CaseIterable {
  case powerClock = 0
  case radio = 1
  case uart0 = 2
  case spi0TWI0 = 3
  case spi1TWI1 = 4
  case gpiote = 6
  case adc = 7
  case timer0 = 8
  case timer1 = 9
  case timer2 = 10
  case rtc0 = 11
  case temp = 12
  case rng = 13
  case ecb = 14
  case ccmAAR = 15
  case wdt = 16
  case rtc1 = 17
  case qdec = 18
  case lpcomp = 19
  case swi0 = 20
  case swi1 = 21
  case swi2 = 22
  case swi3 = 23
  case swi4 = 24
  case swi5 = 25

  /// The name in the register list.
  var name: String { block + "_IRQn" }

  /// The blocks that request it.
  var block: String {
    switch self {
    case .powerClock: "POWER_CLOCK"
    case .spi0TWI0: "SPI0_TWI0"
    case .spi1TWI1: "SPI1_TWI1"
    case .ccmAAR: "CCM_AAR"
    default: "\(self)".uppercased()
    }
  }
}
