import Testing

@testable import Machine

@Suite struct MemoryTests {
  @Test func readsAndStores() {
    let memory = Memory("M", size: 8, isWritable: false, fill: 0xFF)
    #expect(memory.contents == Array(repeating: 0xFF, count: 8))
    memory.store([1, 2, 3, 4], at: 1)
    #expect(memory.contents == [0xFF, 1, 2, 3, 4, 0xFF, 0xFF, 0xFF])
    #expect(memory[1] == 1 && memory[-1] == 0 && memory[8] == 0)
    #expect(memory[-1..<3] == [0, 0xFF, 1, 2] && memory[6..<9] == [0xFF, 0xFF, 0] && memory[4..<4] == [])
    #expect(memory.word(at: 1) == 0x0403_0201)
    #expect(memory.word(at: 6) == 0x0000_FFFF)
    #expect(memory.word(at: -1) == 0x0201_FF00)
    #expect(memory.word(at: .max) == 0 && memory.word(at: .min) == 0)
  }

  @Test func whatReachesPastTheEndIsLeftOut() {
    let memory = Memory("M", size: 4, isWritable: true)
    memory.store([1, 2, 3], at: 2)
    #expect(memory.contents == [0, 0, 1, 2])
    memory.store([7, 8, 9], at: -2)
    #expect(memory.contents == [9, 0, 1, 2])
    memory.store([5], at: .max)
    memory.store([5], at: .min)
    memory.store([5], at: 4)
    memory.store([5], at: -1)
    memory.store([], at: 0)
    #expect(memory.contents == [9, 0, 1, 2])
    memory.fill(3..<100, with: 6)
    memory.fill(-5..<1, with: 4)
    memory.fill(50..<60, with: 3)
    #expect(memory.contents == [4, 0, 1, 6])
  }

  @Test func changesOfPagesWithInstructionsAreTold() {
    let memory = Memory("M", size: 3 * Bus.pageSize, isWritable: true)
    var told: [[Int]] = []
    memory.codeChanged = { told.append([$0, $1]) }
    memory.store([1], at: Bus.pageSize)
    #expect(told == [])
    memory.holdsCode(at: Bus.pageSize + 8)
    memory.holdsCode(at: -1)
    memory.holdsCode(at: 3 * Bus.pageSize)
    memory.store([1, 2], at: Bus.pageSize - 1)
    memory.store([1, 2], at: Bus.pageSize - 2)
    memory.store([1, 2], at: 2 * Bus.pageSize)
    memory.store([3], at: 2 * Bus.pageSize - 1)
    #expect(told == [[Bus.pageSize, 1], [2 * Bus.pageSize - 1, 1]])
  }

  /// Of 64 bytes each it is known whether code was decoded there, until all of a page is another.
  @Test func granulesOfCode() {
    let memory = Memory("RAM", size: 2 * Bus.pageSize, isWritable: true)
    memory.codeChanged = { _, _ in }
    func granules() -> [Int] { (0..<128).filter { memory.codeGranules[$0] } }
    for offset in [130, 63, Bus.pageSize + 64] { memory.holdsCode(at: offset) }
    #expect(granules() == [0, 2, 65])
    memory.fill(0..<Bus.pageSize - 1, with: 1)
    #expect(granules() == [0, 2, 65])
    memory.fill(0..<Bus.pageSize, with: 2)
    #expect(granules() == [65])
  }

  @Test func aPageThatIsWhollyReplacedHoldsNoInstructionsAnyMore() {
    let memory = Memory("M", size: 3 * Bus.pageSize, isWritable: true)
    var told: [[Int]] = []
    var changes = 0
    memory.codeChanged = { told.append([$0, $1]) }
    memory.codePagesChanged = { changes += 1 }
    memory.holdsCode(at: Bus.pageSize)
    memory.fill(0..<memory.size, with: 0)
    memory.fill(0..<memory.size, with: 1)
    #expect(told == [[Bus.pageSize, Bus.pageSize]])
    #expect(changes == 2)
    memory.holdsCode(at: Bus.pageSize)
    memory.store([3], at: 2 * Bus.pageSize - 1)
    #expect(told.last == [2 * Bus.pageSize - 1, 1])
  }
}
