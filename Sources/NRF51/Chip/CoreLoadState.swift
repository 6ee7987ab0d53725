import CortexM0
import Machine

/// The states of the core as a load: the chip's modes.
enum CoreLoadState: String, LoadState {
  case run, wfi
  case extendedSleep = "extended_sleep"
  case hibernation, off

  init(_ mode: Mode) {
    self =
      switch mode {
      case .run: .run
      case .wfi: .wfi
      case .extendedSleep: .extendedSleep
      case .hibernation: .hibernation
      case .off: .off
      }
  }
}
