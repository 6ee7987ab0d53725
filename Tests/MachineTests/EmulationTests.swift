import Foundation
import Testing

@testable import Machine

/// A block with an alarm, an output that follows its count, and an ear on another line.
private final class Blinker: Snapshotting {
  struct State: Codable {
    var count: Int
    var deadline: Tick?
  }
  private(set) var count = 0
  private(set) var heard: [Bool] = []
  private let output: LineDriver
  private var alarm: Alarm!

  init(_ name: String, on emulation: Emulation, output: Line, input: Line) {
    self.output = output.driver()
    alarm = emulation.alarm(name) { [unowned self] deadline in
      count += 1
      self.output.value = count % 2 == 1
      alarm.set(at: deadline + 10)
    }
    alarm.set(at: 10)
    input.observe { [unowned self] in heard.append($0) }
    emulation.register(name, self)
  }

  func saveState() -> State { State(count: count, deadline: alarm.deadline) }

  func restoreState(_ state: State) {
    count = state.count
    alarm.set(at: state.deadline)
    output.value = count == 0 ? nil : count % 2 == 1
  }
}

private struct Rig {
  let emulation = Emulation()
  let line: Line
  let blinker: Blinker
  let listener: Blinker

  init() {
    line = emulation.line("LED")
    let other = emulation.line("OTHER", pull: true)
    blinker = Blinker("blinker", on: emulation, output: line, input: other)
    listener = Blinker("listener", on: emulation, output: other, input: line)
  }
}

@Suite struct EmulationTests {
  @Test func aCheckpointIsGoneBackToAgainAndAgain() throws {
    let rig = Rig()
    rig.emulation.journal.note(0x5000_0000, "X.hole", isWrite: true)
    rig.emulation.scheduler.run(until: 35)
    let checkpoint = rig.emulation.checkpoint()
    let saved = try rig.emulation.json()
    #expect(checkpoint.now == 35)
    for _ in 0..<3 {
      rig.emulation.scheduler.run(until: 100)
      rig.emulation.journal.note(0x5000_0002, "X.other", isWrite: false)
      #expect(rig.blinker.count == 10)
      rig.emulation.restore(checkpoint)
      #expect(try rig.emulation.json() == saved)
    }
  }

  @Test func aSnapshotGoesThroughJSONAndContinues() throws {
    let first = Rig()
    first.emulation.journal.note(0x5000_0000, "X.hole", isWrite: true)
    first.emulation.scheduler.run(until: 35)
    let saved = try first.emulation.json()
    #expect(
      saved == #"{"blinker":{"count":3,"deadline":40},"listener":{"count":3,"deadline":40},"machine":{"lines":["#
        + #"{"driven":[true],"pull":false},{"driven":[true],"pull":true}],"now":35,"#
        + #""unmodelled":[{"address":1342177280,"reads":0,"register":"X.hole","writes":1}],"version":1}}"#)

    let second = Rig()
    second.emulation.scheduler.run(until: 123)
    let heard = second.listener.heard
    try second.emulation.restore(json: saved)
    #expect(second.emulation.now == 35)
    #expect(second.line.level)
    #expect(second.listener.heard == heard)
    #expect(try second.emulation.json() == saved)
    first.emulation.scheduler.run(until: 111)
    second.emulation.scheduler.run(until: 111)
    #expect(try second.emulation.json() == first.emulation.json())
    #expect(second.blinker.count == 11)
  }

  @Test func takingASnapshotChangesNothing() throws {
    let rig = Rig()
    rig.emulation.scheduler.run(until: 25)
    let once = try rig.emulation.json()
    #expect(try rig.emulation.json() == once)
  }

  @Test func otherSnapshotsAreRefused() throws {
    let saved = try Rig().emulation.json()
    func restores(_ text: String) throws { try Rig().emulation.restore(json: text) }
    try restores(saved)
    #expect(throws: DecodingError.self) { try restores("{}") }
    #expect(throws: DecodingError.self) { try restores("[]") }
    #expect(throws: DecodingError.self) {
      try restores(saved.replacingOccurrences(of: #""version":1"#, with: #""version":2"#))
    }
    #expect(throws: DecodingError.self) {
      try restores(saved.replacingOccurrences(of: #""listener""#, with: #""nobody""#))
    }
    #expect(throws: DecodingError.self) {
      try restores(saved.replacingOccurrences(of: #""count":0"#, with: #""count":"x""#))
    }
  }

  @Test func namedLinesAreListed() {
    let rig = Rig()
    #expect(rig.emulation.lines.map(\.name) == ["LED", "OTHER"])
    #expect(rig.emulation.lines[1].level)
  }

  @Test func twoBlocksOfOneNameStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let emulation = Emulation()
      _ = SerialWire("X", on: emulation)
      _ = SerialWire("X", on: emulation)
    }
  }

  @Test func aMachineIsFreedWithItsLastUser() {
    weak var blinker: Blinker?
    weak var power: PowerSystem?
    weak var line: Line?
    do {
      let rig = Rig()
      blinker = rig.blinker
      line = rig.line
      let system = PowerSystem(rig.emulation, source: StraightCell())
      power = system
      let load = Load("X", on: system.net("VBAT", fedBy: .cell), initial: Mode.low, currents: modeCurrents)
      let bus = Bus()
      let memory = Memory("M", size: 4_096, isWritable: true)
      bus.map(Mapping(memory, at: 0))
      rig.emulation.scheduler.run(until: 100)
      load.enter(.high)
    }
    #expect(blinker == nil && power == nil && line == nil)
  }
}
