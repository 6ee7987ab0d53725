import Glibc
import Testing

@testable import Machine

@Suite struct PageTableTests {
  private static func resident(_ table: borrowing PageTable<UInt64>) -> Int {
    let bytes = PageTable<UInt64>.count * 8
    var pages = [UInt8](repeating: 0, count: bytes / 4096)
    #expect(mincore(table.entries, bytes, &pages) == 0)
    return pages.count { $0 & 1 != 0 }
  }

  @Test func onlyWhatIsTouchedCostsMemory() {
    let table = PageTable<UInt64>()
    #expect(PageTable<UInt64>.count == 1 << 20)
    #expect(Self.resident(table) == 0)
    table.entries[0] = 1
    table.entries[PageTable<UInt64>.count - 1] = 2
    #expect(Self.resident(table) == 2)
    #expect(table.entries[1] == 0 && table.entries[0] == 1 && table.entries[PageTable<UInt64>.count - 1] == 2)
  }
}
