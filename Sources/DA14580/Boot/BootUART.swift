import Machine

/// A pair of pads that the boot ROM tries as a UART. Source: the vendor's UM-B-012, table 2; a divisor has no fraction.
struct BootUART {
  let transmit: Pin
  let receive: Pin
  /// 8N1, by the rate that 16 MHz and the divisor give.
  let format: SerialFormat

  private init(_ transmit: Pin, _ receive: Pin, divisor: UInt64) {
    self.transmit = transmit
    self.receive = receive
    format = SerialFormat(bitClock: ClockRate(hertz: 16_000_000).divided(by: 16 * divisor))
  }

  /// 57600, 115200, 57600 and 9600 baud, in the order of trying.
  static let all = [
    BootUART(Pin(0, 0), Pin(0, 1), divisor: 17), BootUART(Pin(0, 2), Pin(0, 3), divisor: 9),
    BootUART(Pin(0, 4), Pin(0, 5), divisor: 17), BootUART(Pin(0, 6), Pin(0, 7), divisor: 104),
  ]
}
