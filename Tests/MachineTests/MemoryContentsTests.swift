import Testing

@testable import Machine

@Suite struct MemoryContentsTests {
  private let memory = Memory("RAM", size: 4_096 + 512, isWritable: true)
  private let contents: MemoryContents

  init() { contents = MemoryContents(memory) }

  @Test func statesShareThePagesThatHoldTheSame() {
    let first = contents.saveState()
    #expect(first.pages.map(\.count) == [1_024, 1_024, 1_024, 1_024, 512])
    // As the processor writes: nobody is told.
    memory.bytes.storeBytes(of: 7, toByteOffset: 2_000, as: UInt8.self)
    memory.bytes.storeBytes(of: 8, toByteOffset: 4_607, as: UInt8.self)
    let second = contents.saveState()
    #expect(zip(first.pages, second.pages).map { $0 === $1 } == [true, false, true, true, false])
    contents.restoreState(first)
    #expect(memory[2_000] == 0 && memory[4_607] == 0)
    contents.restoreState(second)
    #expect(memory[2_000] == 7 && memory[4_607] == 8)
    #expect(zip(contents.saveState().pages, second.pages).allSatisfy { $0 === $1 })
  }

  @Test func onlyWhatDiffersIsToldToWhoDecodes() {
    var told: [Range<Int>] = []
    memory.codeChanged = { told.append($0..<$0 + $1) }
    for page in 0..<2 { memory.holdsCode(at: 4_096 * page) }
    let first = contents.saveState()
    memory.bytes.storeBytes(of: 1, toByteOffset: 1_500, as: UInt8.self)
    contents.restoreState(first)
    contents.restoreState(first)
    #expect(told == [1_024..<2_048])
  }

  @Test func aMemoryThatNobodyWritesIsNotLookedAt() {
    let rom = Memory("OTP", size: 2_048, isWritable: false)
    let contents = MemoryContents(rom)
    let first = contents.saveState()
    rom.bytes.storeBytes(of: 1, toByteOffset: 0, as: UInt8.self)
    #expect(contents.saveState().pages[0] === first.pages[0])
    rom.store([5], at: 1_024)
    let second = contents.saveState()
    #expect(second.pages[0] !== first.pages[0] && second.pages[1] !== first.pages[1])
    contents.restoreState(first)
    #expect(rom[0] == 0 && rom[1_024] == 0)
    contents.restoreState(second)
    #expect(rom[0] == 1 && rom[1_024] == 5)
  }

  @Test func aFileHasDigits() throws {
    for place in 0..<memory.size { memory.store([UInt8(truncatingIfNeeded: place &* 7)], at: place) }
    let state = try roundTrip(contents.saveState())
    memory.fill(0..<memory.size, with: 0)
    try contents.check(state)
    contents.restoreState(state)
    #expect((0..<memory.size).allSatisfy { memory[$0] == UInt8(truncatingIfNeeded: $0 &* 7) })
    #expect(throws: SnapshotError("RAM has 2 bytes, this machine's has 4608")) {
      try contents.check(decode(MemoryContents.State.self, #""0aff""#))
    }
  }
}
