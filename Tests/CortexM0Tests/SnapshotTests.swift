import Conformance
import Foundation
import Machine
import Testing

@testable import CortexM0

@Suite struct SnapshotTests {
  /// SysTick every 1000 cycles counts in R4 while the program counts in R5 and sleeps in between.
  private func machine() -> TestBoard {
    let board = TestBoard([0x3501, 0x600D, 0xBF30, 0xE7FB])
    board.setVector(15, 0x401)
    board.place([0x3401, 0x604C, 0x4770], at: 0x400)
    board.cpu.setRegister(1, to: TestBoard.ramBase)
    board.bus.write(0xE000_E014, width: 4, value: 999)
    board.bus.write(0xE000_E010, width: 4, value: 7)
    return board
  }

  private func summary(_ board: TestBoard) -> [UInt64] {
    (0..<15).map { UInt64(board.cpu.register($0)) } + [
      UInt64(board.cpu.programCounter), UInt64(board.cpu.xPSR), board.cpu.cycles, board.cpu.instructions,
      board.emulation.now, UInt64(board.ram.word(at: 0)), UInt64(board.ram.word(at: 4)),
      board.emulation.scheduler.nextDeadline,
    ]
  }

  @Test(arguments: [1, 95, 96, 1_000, 96_010, 96_400, 96_900, 97_200, 100_000, 480_123] as [Tick])
  func continuesIdentically(_ pause: Tick) throws {
    let whole = machine()
    whole.run(until: 2_000_000)
    let first = machine()
    first.run(until: pause)
    let file = try JSONEncoder().encode(first.emulation.snapshot)
    let contents = first.ram.contents

    let second = machine()
    second.run(until: 123_456)
    second.ram.store(contents, at: 0)
    try second.restore(from: file)
    #expect(summary(second) == summary(first))
    second.run(until: 2_000_000)
    #expect(summary(second) == summary(whole))
    #expect(whole.cpu.register(4) == 20)
  }

  /// Of the state that another engine has to leave alike, the names of the registers.
  @Test func theStateIsThatOfTheArchitecture() throws {
    let board = machine()
    board.run(until: 100_000)
    board.cpu.applicationStatus = 0xF000_0000
    board.cpu.selectStack(process: true)
    board.cpu.processStackPointer = 0x2000_0040
    let cpu = board.cpu
    var expected = Dictionary(uniqueKeysWithValues: (0...12).map { ("r\($0)", cpu.register($0)) })
    expected.merge(
      [
        "msp": cpu.mainStackPointer, "psp": 0x2000_0040, "lr": cpu.register(14), "pc": cpu.programCounter,
        "xpsr": 0xF100_0000, "primask": 0, "control": 2,
      ]) { $1 }
    let data = try JSONEncoder().encode(board.emulation.snapshot)
    let file = try JSONDecoder().decode([String: RegistersOnly].self, from: data)
    #expect(file["CPU"]?.registers == expected)
    for flags in UInt32(0)..<16 {
      board.cpu.applicationStatus = flags << 28
      let saved = board.cpu.saveState()
      board.cpu.applicationStatus = ~flags << 28
      board.cpu.restoreState(saved)
      #expect(board.cpu.applicationStatus == flags << 28)
    }
  }

  @Test func decodedCodeIsForgottenWhereItChanges() throws {
    let board = machine()
    board.run(until: 10_000)
    let file = try JSONEncoder().encode(board.emulation.snapshot)
    let other = TestBoard([UInt16](repeating: 0xE7FE, count: 8))
    other.cpu.run(until: 5_000)
    other.flash.store(board.flash.contents, at: 0)
    other.ram.store(board.ram.contents, at: 0)
    try other.restore(from: file)
    other.run(until: 1_000_000)
    board.run(until: 1_000_000)
    #expect(summary(other) == summary(board))
  }
}

extension TestBoard {
  fileprivate func restore(from file: Data) throws {
    _ = try JSONDecoder().decode(Restorer.self, from: file, configuration: emulation)
  }
}

/// Of a block's state, the registers, where it has such.
private struct RegistersOnly: Decodable { var registers: [String: UInt32]? }

/// Hands a decoder to the emulation.
private struct Restorer: DecodableWithConfiguration {
  init(from decoder: any Decoder, configuration: Emulation) throws { try configuration.restore(from: decoder) }
}
