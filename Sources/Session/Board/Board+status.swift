import Boards
import CortexM0
import Machine
import Parts

extension Board {
  /// What there is to see of the band now.
  var liveStatus: LiveStatus {
    var status = LiveStatus()
    status.time = emulation.now
    status.pixels = display?.framebuffer ?? []
    status.columns = display?.columns ?? 0
    status.lights = lights.map { LiveLight(name: $0.name, color: $0.colorName) }
    status.millivolts = Int(power.microvolts / 1_000)
    status.percent = power.percent
    status.currentNow = Double(power.loadCurrent) / 1e6
    status.chargeCurrent = Double(power.flow.current) / 1e6
    status.currentAverage = averageMicroamperes
    status.isChargerIn = isChargerPluggedIn
    status.isCableIn = cable.isAttached
    status.activity =
      chip.isLockedUp ? .lockedUp : chip.cpu.isInHardFault ? .faulted : LiveStatus.Activity(chip.mode)
    return status
  }
}

extension LiveStatus.Activity {
  package init(_ mode: Mode) {
    self =
      switch mode {
      case .run: .running
      case .wfi: .waiting
      case .extendedSleep: .sleeping
      case .hibernation: .hibernating
      case .off: .off
      }
  }
}
