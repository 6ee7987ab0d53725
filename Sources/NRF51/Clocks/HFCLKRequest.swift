/// One block's request for the 16 MHz clock, which keeps it on while the CPU sleeps. The block keeps it, lets go of it in its
/// `reset`, and sets it anew in `restoreState` by `restore`.
public final class HFCLKRequest {
  private unowned(unsafe) let clocks: NRF51Clocks

  init(_ clocks: NRF51Clocks) { self.clocks = clocks }

  /// Whether the block needs the clock.
  public var isOn = false {
    didSet { if isOn != oldValue { clocks.requestChanged(isOn ? 1 : -1) } }
  }

  /// For taking over a saved state: nobody is told.
  public func restore(_ saved: Bool) {
    guard saved != isOn else { return }
    clocks.restoreRequest(saved ? 1 : -1)
    clocks.isRestoring = true
    isOn = saved
    clocks.isRestoring = false
  }
}
