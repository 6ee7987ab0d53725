import CortexM0
@testable import Machine
import Parts
import Testing
import World

@testable import Boards

@Suite struct ShippedBoardsTests {
  private func board(_ name: String, percent: Int = 50) throws -> (Emulation, any Board) {
    let emulation = Emulation()
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    let model = try #require(BoardCatalogue.model(named: name))
    let board = model.make(
      emulation, in: BoardSurroundings(seed: 1, motion: StillMotion(), heart: heart, startPercent: percent))
    return (emulation, board)
  }

  /// Every number of every board is named once and has its condition and source.
  @Test(arguments: BoardCatalogue.all.map(\.name))
  func everyNumberHasItsSource(_ name: String) throws {
    let all = try #require(BoardCatalogue.model(named: name)).coefficients
    #expect(Set(all.map(\.name)).count == all.count && all.allSatisfy { !$0.condition.isEmpty && !$0.isOverridden })
  }

  /// What is looked at only in files of others: names.
  @Test(arguments: BoardCatalogue.all.map(\.name))
  func aShippedBoardIsRightAsAFileToo(_ name: String) throws {
    let shipped = try #require(BoardCatalogue.model(named: name))
    let read = try BoardModel(parsing: shipped.text, path: "\(name).yaml", isShipped: false)
    #expect(read.name == shipped.name && read.coefficients.map(\.name) == shipped.coefficients.map(\.name))
  }

  /// What is known of a board's LEDs before one is made is what it has.
  @Test(arguments: [("miband2", 0), ("tracker", 0), ("microbit", 0), ("band1", 3)])
  func lightsAreCounted(_ name: String, _ count: Int) throws {
    let (emulation, board) = try board(name)
    defer { withExtendedLifetime(emulation) {} }
    #expect(board.model.lightCount == count && board.lights.map(\.name) == (0..<count).map { "LED \($0 + 1)" })
    #expect(board.lights.allSatisfy { $0.colorName == "off" && $0.seenColor == .black })
  }

  /// A board is freed when its owner lets go, with everything that it is made of.
  @Test(arguments: BoardCatalogue.all.map(\.name))
  func everythingIsFreed(_ name: String) throws {
    var machine: (Emulation, any Board)? = try board(name)
    machine?.1.powerOn(.flash)
    machine?.1.chip.run(until: .milliseconds(5))
    machine?.1.isChargerPluggedIn = true
    machine?.1.chip.run(until: .milliseconds(10))
    let graph = machine.map { ObjectGraph($0.1, "board") }
    machine = nil
    #expect(graph?.living == [] && graph?.count ?? 0 > 100)
  }

  /// b . at the reset vector of the tracker's flash: the chip runs, its charger charges with 1,000 V over its resistor.
  @Test func theTrackerRunsAndCharges() throws {
    let (emulation, board) = try board("tracker")
    defer { withExtendedLifetime(emulation) {} }
    board.storage.takeContents([0x00, 0x80, 0x00, 0x20, 0x09, 0x00, 0x00, 0x00, 0xFE, 0xE7])
    board.powerOn(.flash)
    board.chip.run(until: .milliseconds(10))
    #expect(board.chip.mode == .run && board.chip.cpu.programCounter == 8)
    #expect(board.chip.ram.size == 32 << 10 && board.chip.flash.size == 256 << 10)
    let status = try #require(board.chip.pad(named: "P0_5"))
    status.pull = true
    #expect(status.level)
    board.isChargerPluggedIn = true
    board.chip.run(until: .seconds(2))
    #expect(board.power.isOnBus && !status.level && board.chargeCurrent == 1_000 * 1_000_000_000_000 / 33_000)
    #expect(board.power.flow.current > 0)
    board.isChargerPluggedIn = false
    board.chip.run(until: .seconds(3))
    #expect(!board.power.isOnBus && status.level)
  }

  /// What the micro:bit's firmware drives lights LEDs, what it leaves floating does not.
  @Test func theMicrobitsLEDsNeedADriver() throws {
    let (emulation, board) = try board("microbit")
    defer { withExtendedLifetime(emulation) {} }
    board.powerOn(.flash)
    let row = try #require(board.chip.pad(named: "P0_13")).driver("test")
    let column = try #require(board.chip.pad(named: "P0_4")).driver("test")
    row.value = true
    board.chip.run(until: .milliseconds(20))
    #expect(board.display?.framebuffer.contains(true) == false)
    row.value = false
    column.value = false
    row.value = true
    board.chip.run(until: .milliseconds(40))
    #expect(board.display?.framebuffer.enumerated().filter(\.element).map(\.offset) == [0])
  }

  /// The supply at the chip's pin, not the cell's, decides its comparators.
  @Test func aRailsVoltageIsThatAtItsRoot() throws {
    let (emulation, board) = try board("tracker")
    defer { withExtendedLifetime(emulation) {} }
    let net = try #require(board.power.loads.first { $0.component == "NRF51" }?.net)
    #expect(net.rootMillivolts(for: 2_700) == 2_725 && net.rootMillivolts(for: 3_000) == 3_025)
    #expect(net.rootMillivolts(for: 3_001) == nil)
  }
}
