import Boards
import DA14681
import Machine
import Parts

extension MiBand2 {
  /// What there is to see of the band now.
  var liveStatus: LiveStatus {
    var status = LiveStatus()
    status.time = emulation.now
    status.pixels = display.framebuffer
    status.columns = SSD1306.width
    status.millivolts = Int(power.microvolts / 1_000)
    status.percent = power.percent
    status.currentNow = Double(power.loadCurrent) / 1e6
    status.chargeCurrent = Double(power.flow.current) / 1e6
    status.currentAverage = averageMicroamperes
    status.isChargerIn = usb.isPluggedIn
    status.isCableIn = cable.isAttached
    status.activity =
      soc.isLockedUp ? .lockedUp : soc.cpu.isInHardFault ? .faulted : LiveStatus.Activity(soc.mode)
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
