import Machine

/// The states of the 16 MHz clock as a load.
enum FastClockState: String, LoadState {
  case off
  case rc
  /// The crystal oscillator starts while the RC oscillator runs.
  case starting
  case crystal
  /// The crystal oscillator runs and nobody asks for its clock.
  case standby
}

/// The states of LFCLK as a load.
enum SlowClockState: String, LoadState {
  case off, rc, crystal, synthesised

  init(_ source: LowFrequencySource?) {
    self =
      switch source {
      case nil: .off
      case .rc: .rc
      case .crystal: .crystal
      case .synthesised: .synthesised
      }
  }
}
