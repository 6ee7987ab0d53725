import DA14681
import Machine
import Parts
import TestBand
import Testing
import World
@testable import Boards

/// When and why a band stopped, and what it cost while it ran.
@Suite struct StopLogTests {
  private func band(percent: Int, radio: Radio.Activity = .off) -> MiBand2 {
    let emulation = Emulation()
    var setup = BoardSetup()
    setup.radio = radio
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    return MiBand2(emulation, seed: 1, motion: StillMotion(), heart: heart, startPercent: percent, setup: setup)
  }

  /// Waits for an interrupt that never comes: wfi; b .-2.
  private func start(_ band: MiBand2) {
    band.soc.start(.image(stackPointer: 0x07FE_0000, programCounter: 0x07FC_0101, remap: .ram))
    band.soc.ram.store([0x30, 0xBF, 0xFD, 0xE7], at: 0x100)
  }

  @Test func causesFollowEachOther() {
    let emulation = Emulation()
    let log = StopLog(on: emulation)
    func note(_ cause: StopLog.Cause?, at second: UInt64) {
      emulation.scheduler.advance(to: .seconds(second))
      log.note(cause)
    }
    note(nil, at: 1)
    note(.hibernation, at: 10)
    note(.hibernation, at: 11)
    note(nil, at: 15)
    note(.brownOut, at: 20)
    note(.cutOff, at: 22)
    emulation.scheduler.advance(to: .seconds(30))
    #expect(log.cause == .cutOff && log.stoppedAt == .seconds(20))
    #expect(
      log.entries == [
        .hibernation: .init(count: 1, first: .seconds(10), last: .seconds(10), ticks: .seconds(5)),
        .brownOut: .init(count: 1, first: .seconds(20), last: .seconds(20), ticks: .seconds(2)),
        .cutOff: .init(count: 1, first: .seconds(22), last: .seconds(22), ticks: .seconds(8)),
      ])
    let copy = StopLog(on: Emulation())
    copy.restoreState(log.saveState())
    #expect(copy.cause == .cutOff && copy.entries[.hibernation] == log.entries[.hibernation])
    note(nil, at: 31)
    #expect(log.cause == nil && log.stoppedAt == nil)
  }

  @Test func aRunningBandHasNone() {
    let band = band(percent: 50)
    start(band)
    band.soc.run(until: .seconds(2))
    #expect(band.stops.cause == nil && band.stops.entries.isEmpty)
    #expect(band.power.ticksWhileRunning == band.emulation.now)
  }

  @Test func takingTheSupplyAwayIsNoDeath() {
    let band = band(percent: 50)
    start(band)
    band.soc.run(until: .seconds(1))
    band.power.setSupply(.open)
    band.soc.run(until: .seconds(3))
    #expect(band.stops.cause == .noSupply)
    band.power.setSupply(.cell)
    band.soc.run(until: .seconds(4))
    #expect(band.stops.cause == nil && Array(band.stops.entries.keys) == [.noSupply])
    #expect(band.stops.entries[.noSupply]?.count == 1)
  }

  @Test func anEmptyCellCutsOffAndVBUSBringsItBack() {
    let band = band(percent: 0, radio: .advertising(interval: .milliseconds(20)))
    start(band)
    band.soc.run(until: .seconds(100_000))
    #expect(band.stops.cause == .cutOff)
    let stoppedAt = band.stops.stoppedAt ?? 0
    #expect(stoppedAt > 0 && band.power.ticksWhileRunning <= stoppedAt)
    // No radio event without a running SoC.
    let row = band.power.ledger.first { $0.component == "radio" && $0.state == "advertising" }
    #expect(row.map { $0.ticks <= stoppedAt } ?? true)
    band.isPluggedIn = true
    band.soc.run(until: band.emulation.now + .seconds(1))
    #expect(band.soc.mode.isRunning && band.stops.cause == nil)
  }
}
