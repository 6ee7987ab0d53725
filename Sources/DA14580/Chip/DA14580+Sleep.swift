import CortexM0
import Machine

/// WFI, extended sleep and deep sleep.
extension DA14580 {
  /// Low-power cycles from a wake event to execution, and those of copying OTP before it: of a 32 kHz clock, and of RCX. Without a
  /// low-power clock it takes 1 ms.
  ///
  /// Source: the times that the vendor's SDK 5 allows for; the data sheet's worst case is 1 ms.
  static let wakeCycles: (fast: UInt64, rcx: UInt64) = (21, 18)
  static let copyCycles: (fast: UInt64, rcx: UInt64) = (50, 17)

  /// The CPU executed WFI or WFE with nothing pending. The system domain goes down where the others are, and SLEEPDEEP asks for it.
  func cpuSlept() {
    guard cpu.isSleepDeep, crg.areDomainsDown else { return enter(.wfi) }
    copyWords = crg.copiesOTP && !crg.retainsSysRAM ? otpc.words : 0
    crg.enterSleep()
    // The other domains are down: their blocks were reset when they went.
    fabric.reset([.system])
    memories.lose(retainedCells: crg.retainedCells, retainsSysRAM: crg.retainsSysRAM)
    enter(crg.resetsOnWake ? .hibernation : .extendedSleep)
    if Self.wakeSources.contains(where: { fabric.interrupt($0).level }) { wakeRequested() }
  }

  static let wakeSources = [Interrupt.bleWakeup, .wakeup]

  private var isAsleepDeep: Bool { mode == .extendedSleep || mode == .hibernation }

  /// A wake source asks, whatever the NVIC thinks of it.
  func wakeRequested() {
    guard isAsleepDeep, wake.deadline == nil else { return }
    let isRCX = fabric.clocks.isLowPowerRCX
    var cycles = isRCX ? Self.wakeCycles.rcx : Self.wakeCycles.fast
    if copyWords > 0 && !crg.resetsOnWake { cycles += isRCX ? Self.copyCycles.rcx : Self.copyCycles.fast }
    wake.set(at: scheduler.now &+ (fabric.clocks.lowPower?.time(ofEdge: cycles) ?? .milliseconds(1)))
  }

  /// The system domain is up again. Execution goes on after WFI; where no enabled interrupt is pending the CPU sleeps on, with the
  /// domain up.
  func wakeUp() {
    guard isAsleepDeep else { return }
    if crg.resetsOnWake { return perform(.hibernation) }
    if copyWords > 0 { memories.copyOTP(words: copyWords) }
    fabric.reset([.system])
    crg.wake()
    enter(cpu.condition == .sleeping ? .wfi : .run)
  }
}
