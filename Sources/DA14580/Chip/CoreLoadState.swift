import Machine

/// The states of the SoC's core as a load: its modes, of which sleep is two.
enum CoreLoadState: String, LoadState {
  case run, wfi
  /// SysRAM is kept.
  case extendedSleep = "extended_sleep"
  /// It is not.
  case deepSleep = "deep_sleep"
  case off
}
