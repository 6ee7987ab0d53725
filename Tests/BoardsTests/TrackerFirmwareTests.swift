import Conformance
import CortexM0
import Foundation
import Machine
import Parts
import StateComparison
import Testing

@testable import Boards

/// The images of `firmware-images` for the board `tracker`.
@Suite struct TrackerFirmwareTests {
  // Places in `band_statistics`.
  private static let steps: UInt32 = 0
  private static let heartRate: UInt32 = 1
  private static let chargeState: UInt32 = 4

  @Test func helloIsSaidOnceAndTheChipSleeps() throws {
    let run = try TrackerRun("hello-nrf51")
    run.run(1_000)
    #expect(run.text() == "hello from an nRF51822\r\n")
    #expect(run.board.chip.mode == .extendedSleep)
  }

  /// Fifteen seconds of it by the interpreter, and by the translator's arm64 code in Unicorn.
  @Test func arm64CodeLeavesTheSameMachine() throws {
    func state(_ engine: Engine, _ foreign: ARM64Unicorn?) throws -> Data {
      let run = try TrackerRun("tracker")
      run.board.chip.cpu.use(engine, foreign: foreign)
      run.begin(.walk(cadence: 110))
      run.run(5_000)
      run.board.key?.isTouched = true
      run.run(10_000)
      let translated = run.board.chip.cpu.translatedInstructions
      #expect(foreign == nil || translated > run.board.chip.cpu.instructions / 2)
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try encoder.encode(run.emulation.snapshot)
    }
    let unicorn = try ARM64Unicorn()
    let difference = StateComparison.difference(try state(.translator, unicorn), try state(.interpreter, nil))
    #expect(difference == nil)
    #expect(unicorn.calls > 1_000)
  }

  @Test func stepsAreCountedThroughRestsOfTheSensor() throws {
    let run = try TrackerRun("tracker")
    run.run(20_000)
    run.begin(.walk(cadence: 110))
    run.run(120_000)
    run.begin(.still)
    run.run(20_000)
    #expect(run.gait.trueSteps(at: run.emulation.now) == 220)
    #expect(run.statistic(Self.steps) == 220)
    // The rest is over in the middle of a second's blocks; the walk's first step may be lost to the wake-up.
    run.begin(.walk(cadence: 75))
    run.run(120_000)
    run.begin(.still)
    run.run(20_000)
    let difference = Int(run.statistic(Self.steps)) - run.gait.trueSteps(at: run.emulation.now)
    #expect(abs(difference) <= 3, "\(difference)")
  }

  @Test func aTouchAndTheButtonLightThePages() throws {
    let run = try TrackerRun("tracker")
    run.run(2_000)
    #expect(run.picture.allSatisfy { !$0.contains("#") })
    run.board.key?.isTouched = true
    run.run(100)
    run.board.key?.isTouched = false
    run.run(400)
    let time = run.picture
    // 07:00, and below it THU 1/1.
    #expect(time[1] == "......########....########............########....########......")
    #expect(time[6] == ".....##......##..........##....##....##......##..##......##.....")
    #expect(time[30] == "........#...#...#..###......#####.#.....#####...................")
    let button = try #require(run.board.part(named: "button") as? Button)
    button.isTouched = true
    run.run(100)
    button.isTouched = false
    run.run(400)
    #expect(run.picture[25] == "..############################################################..")
    run.run(6_000)
    #expect(run.picture.allSatisfy { !$0.contains("#") })
  }

  @Test func thePulseIsMeasured() throws {
    let run = try TrackerRun("tracker")
    run.begin(.rest)
    run.run(60_000)
    let rate = try #require(run.heart.beatsPerMinute(at: run.emulation.now))
    #expect(abs(Int(run.statistic(Self.heartRate)) - rate) <= 3)
  }

  @Test func chargingIsShown() throws {
    let run = try TrackerRun("tracker")
    run.run(2_000)
    run.board.isChargerPluggedIn = true
    run.run(3_000)
    #expect(run.statistic(Self.chargeState) == 3)
    #expect(run.picture[24].contains("#"), "CHARGING")
    run.board.isChargerPluggedIn = false
    run.run(2_000)
    #expect(run.statistic(Self.chargeState) == 0)
  }

  @Test func settingsOverTheCableSurviveTheLossOfPower() throws {
    let run = try TrackerRun("tracker")
    run.run(2_000)
    run.board.cable.isAttached = true
    run.run(500)
    #expect(run.text() == "[07:00:01] bandbox tracker 1.0.0, type help\r\n")
    // {"d": "hi"} comes back as {"r": "hi"}.
    let echo = run.request(2, group: 0, command: 0, [0xA1, 0x61, 0x64, 0x62] + "hi".utf8)
    #expect(echo == [0xA1, 0x61, 0x72, 0x62] + "hi".utf8)
    let name = [UInt8]("band/goal".utf8)
    let goal: [UInt8] = [0xA2, 0x64] + "name".utf8 + [0x69] + name + [0x63] + "val".utf8 + [0x44, 0x39, 0x05, 0, 0]
    #expect(run.request(2, group: 3, command: 0, goal) != nil)
    #expect(run.request(2, group: 3, command: 3, [0xA0]) != nil)
    run.board.chip.resetHardware()
    run.run(1_000)
    let read: [UInt8] = [0xA1, 0x64] + "name".utf8 + [0x69] + name
    let answer = try #require(run.request(0, group: 3, command: 0, read))
    #expect(answer == [0xA1, 0x63] + "val".utf8 + [0x44, 0x39, 0x05, 0, 0])
  }

  /// Aside from what the cell loses by itself.
  @Test func restCostsLessThanTwentyMicroamperes() throws {
    let run = try TrackerRun("tracker")
    run.run(60_000)
    func drawn() -> Int128 {
      run.board.power.ledger.filter { !$0.component.contains("self-discharge") }.reduce(0) { $0 + $1.charge.typical }
    }
    let before = drawn()
    run.run(240_000)
    let picoamperes = (drawn() - before) / Int128(240 * Tick.perSecond)
    #expect((15_000_000..<20_000_000).contains(picoamperes), "\(picoamperes) pA")
  }
}
