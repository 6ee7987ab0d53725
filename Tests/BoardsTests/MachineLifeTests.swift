import DA14681
import Foundation
import Machine
import Parts
import TestBand
import Testing
import World

@testable import Boards

/// A machine is freed when its owner lets go, with everything that it is made of.
@Suite struct MachineLifeTests {
  private static func band() -> MiBand2 {
    let emulation = Emulation()
    let gait = GaitGenerator(on: emulation, seed: 1, timeline: ActivityTimeline(.walk(cadence: 110)))
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: gait)
    var setup = BoardSetup()
    setup.chargeSource = ChargeSourcePlan(.bank)
    let band = MiBand2(emulation, seed: 1, motion: gait, heart: heart, startPercent: 80, setup: setup)
    band.soc.start(.image(stackPointer: 0x07FC_8000, programCounter: 0x07FC_0101, remap: .ram))
    // b .: it goes on until it is told otherwise.
    band.soc.ram.store([0xFE, 0xE7], at: 0x100)
    return band
  }

  /// Runs it with all that can happen to it, and back to a checkpoint.
  private static func use(_ band: MiBand2) {
    let checkpoint = band.emulation.checkpoint()
    band.isPluggedIn = true
    band.touchKey.isTouched = true
    band.cable.isAttached = true
    band.soc.run(until: .milliseconds(20))
    band.ambient.milliCelsius = 5_000
    band.soc.resetHardware()
    band.soc.run(until: .milliseconds(40))
    band.emulation.restore(checkpoint)
    band.soc.run(until: .milliseconds(10))
  }

  @Test func everythingOfABandIsFreed() {
    var band: MiBand2? = Self.band()
    if let band { Self.use(band) }
    let graph = band.map { ObjectGraph($0, "band") }
    let names = band?.emulation.blockNames ?? []
    band = nil
    #expect(graph?.living == [])
    // The walk came to every block, and to more than the blocks.
    #expect(names.count > 60 && graph?.count ?? 0 > 3 * names.count)
    for part in ["Emulation", "Memory", "Line", "Alarm", "Load<", "RegisterBank", "CPU", "SSD1306", "GaitGenerator"] {
      #expect(graph?.paths.contains { $0.contains(": \(part)") } == true, "no \(part)")
    }
  }

  @Test func everythingOfAChipIsFreed() {
    var chip: (emulation: Emulation, soc: DA14681)? = Self.chip()
    chip?.soc.run(until: .milliseconds(1))
    let graph = chip.map { ObjectGraph($0.emulation, "emulation") }
    chip = nil
    #expect(graph?.living == [] && graph?.count ?? 0 > 100)
  }

  private static func chip() -> (Emulation, DA14681) {
    let emulation = Emulation()
    let power = PowerSystem(
      emulation, source: Cell(Cell.Coefficients.documented, protection: CellProtection.Coefficients.documented),
      charge: 0)
    let flash = Memory("flash", size: 1 << 20, isWritable: false, fill: 0xFF)
    let soc = DA14681(
      emulation, on: power.net("VDD", fedBy: .system), flash: flash, coefficients: DA14681.Coefficients.documented)
    soc.start()
    return (emulation, soc)
  }

  /// In a process of its own, whose memory is nobody else's. A band has 4 MB; a thousand take a minute in a checked build
  /// and no more memory than these.
  @Test func manyBandsTakeTheMemoryOfOne() async {
    await #expect(processExitsWith: .success) {
      func residentPages() -> Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return fields.count > 1 ? Int(fields[1]) ?? 0 : 0
      }
      for _ in 0..<20 { MachineLifeTests.use(MachineLifeTests.band()) }
      let before = residentPages()
      for _ in 0..<200 { MachineLifeTests.use(MachineLifeTests.band()) }
      let grown = (residentPages() - before) * 4_096
      print("\(grown) bytes more")
      if before == 0 || grown > 3 << 20 { exit(1) }
    }
  }
}
