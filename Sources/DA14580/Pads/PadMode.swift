/// What decides a pad's electrical state: its mode register and its bit of the port's data register.
struct PadMode: Hashable, Codable {
  /// PUPD: 0 input, 1 input with pull-up, 2 input with pull-down, 3 output.
  var direction: UInt32
  /// PID.
  var function: UInt32
  /// The data register's bit.
  var data: Bool

  /// The reset value of most mode registers: an input pulled down.
  static let reset = PadMode(direction: 2, function: 0, data: false)
}
