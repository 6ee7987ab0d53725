import Machine

/// The states of an oscillator as a load.
enum OscillatorState: String, LoadState {
  case off, on
}
