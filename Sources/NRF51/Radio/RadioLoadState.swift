import Machine

/// The states of the radio's load.
public enum RadioLoadState: String, LoadState {
  case off
  case transmitRampUp = "tx ramp-up"
  case receiveRampUp = "rx ramp-up"
  case transmitIdle = "tx idle"
  case receiveIdle = "rx idle"
  case transmit = "tx"
  case receive = "rx"
}
