import Boards
import Testing
@testable import Formats
@testable import Session

struct RegisterTableTests {
  @Test func everyRegisterOfTheListIsAccountedFor() throws {
    let table = try RegisterTable(of: BoardCatalogue.standard)
    #expect(table.total.registers == 871)
    #expect(table.total.modelled + table.total.inert + table.total.storage + table.total.cost == 871)
    #expect(table.blocks.values.reduce(0) { $0 + $1.registers } == 871)
  }

  @Test func atLeastSixtyPercentAreModelled() throws {
    let total = try RegisterTable(of: BoardCatalogue.standard).total
    #expect(total.modelled * 100 >= 60 * total.registers)
  }

  @Test func onlyTheRadioIsCostOnly() throws {
    let blocks = try RegisterTable(of: BoardCatalogue.standard).blocks.filter { $0.value.cost > 0 }
    #expect(blocks.keys.sorted() == ["BLE", "COEX", "FTDF"])
    #expect(blocks.allSatisfy { $0.value.cost == $0.value.registers })
  }

  @Test func namesChooseBlocksAndRegisters() throws {
    let table = try RegisterTable(["wdog", "captim_ctrl_reg"], of: BoardCatalogue.standard)
    #expect(table.registers.map(\.name) == ["WATCHDOG_REG", "WATCHDOG_CTRL_REG", "CAPTIM_CTRL_REG"])
    #expect(table.registers.map(\.coverage) == [.modelled, .modelled, .modelled])
    #expect(table.blocks["WDOG"]?.registers == 2)
  }

  @Test func whatIsInertSaysWhy() throws {
    let table = try RegisterTable(of: BoardCatalogue.standard)
    for row in table.registers {
      #expect((row.coverage == .inert) == (row.reason != nil && row.coverage != .storage), "\(row.name)")
    }
    let radio = try RegisterTable(["CLK_RADIO_REG"], of: BoardCatalogue.standard)
    #expect(radio.registers.map(\.coverage) == [.storage])
    #expect(radio.registers[0].reason?.hasPrefix("FTDF_MAC_DIV is inert: ") == true)
    #expect(try RegisterTable(["BANDGAP_REG"], of: BoardCatalogue.standard).text.contains("inert: trims references"))
  }

  @Test func anUnknownNameIsRefused() {
    #expect(throws: InputError.self) { try RegisterTable(["NOSUCH"], of: BoardCatalogue.standard) }
  }
}
