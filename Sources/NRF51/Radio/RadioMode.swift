import Machine

/// How bits are sent: MODE.
public enum RadioMode: UInt32, CaseIterable, Codable, Sendable {
  /// Nordic's own, 1 Mbit/s.
  case proprietary1M = 0
  /// Nordic's own, 2 Mbit/s.
  case proprietary2M = 1
  /// Nordic's own, 250 kbit/s.
  case proprietary250k = 2
  /// Bluetooth Low Energy, 1 Mbit/s.
  case bluetooth1M = 3

  /// How long a bit lasts.
  public var bitTime: Tick {
    switch self {
    case .proprietary1M, .bluetooth1M: .microseconds(1)
    case .proprietary2M: .microseconds(1) / 2
    case .proprietary250k: .microseconds(4)
    }
  }

  /// The weakest signal that is heard, in dBm.
  ///
  /// Source: Nordic Semiconductor, nRF51822 product specification, radio sensitivity: -90, -85, -96 and -93.
  public var sensitivity: Int {
    switch self {
    case .proprietary1M: -90
    case .proprietary2M: -85
    case .proprietary250k: -96
    case .bluetooth1M: -93
    }
  }
}
