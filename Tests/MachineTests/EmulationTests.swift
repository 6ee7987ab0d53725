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
    self.output = output.driver(name)
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
      saved == #"{"blinker":{"count":3,"deadline":40},"listener":{"count":3,"deadline":40},"machine":{"lines":{"#
        + #""LED":{"driven":{"blinker":true},"pull":false},"OTHER":{"driven":{"listener":true},"pull":true}},"now":35,"#
        + #""unmodelled":[{"address":1342177280,"reads":0,"register":"X.hole","writes":1}],"version":3}}"#)

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
    func expect(_ text: String, _ from: String, _ to: String) {
      #expect(throws: SnapshotError(text)) { try restores(saved.replacingOccurrences(of: from, with: to)) }
    }
    expect("no state for block listener", #""listener":{"c"#, #""nobody":{"c"#)
    expect("this machine has no block nobody", #""listener":{"c"#, #""nobody":1,"listener":{"c"#)
    expect("no state for line LED", #""LED""#, #""RED""#)
    expect("this machine has no line RED", #""LED""#, #""RED":{"driven":{},"pull":true},"LED""#)
    expect("no state for driver blinker of line LED", #""blinker":null"#, "")
    expect("this machine has no driver blinker2 of line LED", #""blinker":null"#, #""blinker":null,"blinker2":null"#)
    #expect(throws: DecodingError.self) {
      try restores(saved.replacingOccurrences(of: #""count":0"#, with: #""count":"x""#))
    }
  }

  @Test func theVersionIsLookedAtFirst() {
    func refuses(_ version: Int, _ advice: String) {
      #expect(throws: SnapshotError("version \(version), this build reads version 3; \(advice)")) {
        try Rig().emulation.restore(json: #"{"machine":{"version":\#(version),"lines":[{"driven":[null]}]},"X":[]}"#)
      }
    }
    refuses(1, "make it again from the image, or go on with the bandbox that wrote it")
    refuses(4, "go on with the bandbox that wrote it")
  }

  @Test func nothingChangesWhereASnapshotDoesNotFit() throws {
    let rig = Rig()
    rig.emulation.scheduler.run(until: 35)
    let other = try rig.emulation.json().replacingOccurrences(
      of: #""listener":{"count":3"#, with: #""listener":{"count":"x""#)
    rig.emulation.scheduler.run(until: 77)
    let before = try rig.emulation.json()
    #expect(throws: DecodingError.self) { try rig.emulation.restore(json: other) }
    #expect(try rig.emulation.json() == before)
  }

  @Test func anOptionalDriverIsSavedWhileItDrives() throws {
    func machine(_ isThere: Bool) -> (Emulation, Line, LineDriver?) {
      let emulation = Emulation()
      let line = emulation.line("P0_0")
      _ = line.driver("pad")
      return (emulation, line, isThere ? line.driver("input", optional: true) : nil)
    }
    let (with, _, driver) = machine(true)
    let (without, line, _) = machine(false)
    #expect(try with.json() == without.json())
    try without.restore(json: with.json())
    driver?.value = true
    #expect(throws: SnapshotError("this machine has no driver input of line P0_0")) {
      try without.restore(json: with.json())
    }
    #expect(!line.level)
    let (other, otherLine, _) = machine(true)
    try other.restore(json: with.json())
    #expect(otherLine.level)
    #expect(try other.json() == with.json())
    try other.restore(json: without.json())
    #expect(!otherLine.level)
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
    await #expect(processExitsWith: .failure) { _ = SerialWire("machine", on: Emulation()) }
  }

  @Test func twoLinesOrDriversOfOneNameStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let emulation = Emulation()
      _ = (emulation.line("X"), emulation.line("X"))
    }
    await #expect(processExitsWith: .failure) {
      let line = Line("X")
      _ = (line.driver("A"), line.driver("A"))
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
