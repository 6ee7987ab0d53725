/// What RADIO is doing: the values of STATE.
public enum RadioPhase: UInt32, Codable, Sendable {
  case disabled = 0
  case receiveRampUp = 1
  case receiveIdle = 2
  case receive = 3
  case receiveDisable = 4
  case transmitRampUp = 9
  case transmitIdle = 10
  case transmit = 11
  case transmitDisable = 12

  /// Whether it is on its way to receive, or back.
  var isReceiver: Bool { rawValue & 8 == 0 && self != .disabled }
}
