import CortexM0
import Machine

/// WFI, extended sleep and hibernation.
extension DA14681 {
  /// The CPU executed WFI or WFE with nothing pending.
  func cpuSlept() {
    guard cpu.isSleepDeep, crg.areDomainsDown else { return enter(.wfi) }
    let mode: Mode = crg.resetsOnWake && crg.retainedMacros == 0 ? .hibernation : .extendedSleep
    crg.enterSleep()
    // The other domains are down: their blocks were reset when they went.
    fabric.reset([.system])
    memories.lose(retainedMacros: crg.retainedMacros, isCacheRetained: crg.isCacheRetained)
    if !crg.isCacheRetained { cache.empty() }
    enter(mode)
    let sources = [Interrupt.bleWakeup, .wakeup, .timer1, .vbus]
    if sources.contains(where: { fabric.interrupt($0).level }) { wakeRequested() }
  }

  private var isAsleepDeep: Bool { mode == .extendedSleep || mode == .hibernation }

  /// A wake source asks, whatever the NVIC thinks of it. The flash controller's microcode is over when the system runs.
  func wakeRequested() {
    guard isAsleepDeep, wake.deadline == nil else { return }
    let microcodeTime = wantsMicrocode ? qspic.microcodeTime : 0
    let time = max(fabric.clocks.lowPower?.time(ofEdge: Self.wakeCycles) ?? .microseconds(500), microcodeTime)
    let running = scheduler.now &+ time
    wake.set(at: running)
    if wantsMicrocode { microcode.set(at: running &- microcodeTime) }
  }

  private var wantsMicrocode: Bool { !crg.resetsOnWake && crg.bank.isSet(CRGTop.sysCtrl, CRGTop.qspiInit) }

  /// The system domain is up again. Execution goes on after WFI; where no enabled interrupt is pending the CPU sleeps
  /// on, with the domain up.
  func wakeUp() {
    guard isAsleepDeep else { return }
    if crg.resetsOnWake { return perform(.hibernation) }
    fabric.reset([.system])
    crg.wake()
    enter(cpu.condition == .sleeping ? .wfi : .run)
  }
}
