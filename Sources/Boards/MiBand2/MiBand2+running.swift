import CortexM0
import Machine

/// Whether the band runs, and what follows from it.
extension MiBand2 {
  /// The SoC went into another mode.
  func modeChanged(_ mode: Mode) {
    flash.isFetching = mode == .run
    radio.isHostRunning = mode.isRunning
    power.setRunning(mode.isRunning)
    noteStop()
  }

  /// What keeps the band from running, if anything does.
  func noteStop() {
    stops.note(soc.mode.isRunning ? nil : soc.mode == .hibernation && isPowered ? .hibernation : offCause)
  }

  private var isPowered: Bool { power.isOnBus || power.isCellConnected }

  private var offCause: StopLog.Cause {
    if isPowered { return .brownOut }
    return power.supply == .open ? .noSupply : .cutOff
  }
}
