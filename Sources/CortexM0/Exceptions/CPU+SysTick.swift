import Machine

/// The registers of SysTick (ARMv6-M ARM, B3.3.2 to B3.3.6).
extension CPU {
  func readSysTick(_ address: UInt32) -> UInt32 {
    guard options.hasSysTick else { return 0 }
    sysTick.settle(at: scheduler.now)
    switch address {
    case SystemRegister.sysTickControl:
      let flag: UInt32 = sysTick.countFlag ? 1 << 16 : 0
      sysTick.countFlag = false
      return flag | (sysTick.usesProcessorClock ? 4 : 0) | (sysTick.requestsInterrupt ? 2 : 0)
        | (sysTick.isEnabled ? 1 : 0)
    case SystemRegister.sysTickReload: return sysTick.reload
    case SystemRegister.sysTickValue: return sysTick.value
    // NOREF where there is no external reference; TENMS unknown, so 0.
    default: return sysTickReference == nil ? 1 << 31 : 0
    }
  }

  func writeSysTick(_ address: UInt32, _ value: UInt32) {
    guard options.hasSysTick else { return }
    let now = scheduler.now
    sysTick.settle(at: now)
    switch address {
    case SystemRegister.sysTickControl:
      sysTick.isEnabled = value & 1 != 0
      sysTick.requestsInterrupt = value & 2 != 0
      selectSysTickClock(processor: value & 4 != 0 || sysTickReference == nil)
    case SystemRegister.sysTickReload: sysTick.reload = value & SysTick.mask
    case SystemRegister.sysTickValue:
      sysTick.value = 0
      sysTick.countFlag = false
    default: return
    }
    setSysTickAlarm()
  }

  private func selectSysTickClock(processor: Bool) {
    guard processor != sysTick.usesProcessorClock else { return }
    sysTick.usesProcessorClock = processor
    if processor {
      sysTick.change(to: rate, origin: anchor, at: scheduler.now)
    } else if let sysTickReference {
      sysTick.change(to: sysTickReference, origin: 0, at: scheduler.now)
    }
  }
}
