import Machine
import Testing

@testable import Parts

@Suite struct FlashSectorsTests {
  private let memory = Memory("flash", size: 4 * NORFlash.sectorSize, isWritable: false, fill: 0xFF)
  private let sectors: FlashSectors

  init() { sectors = FlashSectors(memory) }

  private func program(_ offset: Int, _ byte: UInt8) {
    sectors.change(offset..<offset + 1) { memory.store([byte], at: offset) }
  }

  @Test func goingBackBringsBackWhatTheMachineWasBuiltWith() {
    program(0x1000, 1)
    let first = sectors.save()
    program(0x1001, 2)
    program(0x3000, 3)
    let second = sectors.save()
    #expect(first.map(\.number) == [1] && second.map(\.number) == [1, 3])
    sectors.restore(first)
    #expect([0x1000, 0x1001, 0x3000].map { memory[$0] } == [1, 0xFF, 0xFF])
    #expect(sectors.save().map(\.number) == [1])
    sectors.restore(second)
    #expect([0x1000, 0x1001, 0x3000].map { memory[$0] } == [1, 2, 3])
    sectors.restore([])
    #expect(memory.contents.allSatisfy { $0 == 0xFF })
    #expect(sectors.save().isEmpty)
  }

  @Test func copiesAreMadeOnlyOfWhatHasChanged() {
    program(0, 1)
    program(0x1000, 1)
    let first = sectors.save()
    program(0x1001, 2)
    let second = sectors.save()
    #expect(zip(first, second).map { $0.contents === $1.contents } == [true, false])
    let changes = memory.changes
    sectors.restore(first)
    sectors.restore(second)
    #expect(memory.changes == changes + 2)
    #expect(zip(sectors.save(), second).allSatisfy { $0.contents === $1.contents })
  }

  @Test func whatReachesOverTwoSectorsChangesBoth() {
    sectors.change(0xFFF..<0x1001) { memory.fill(0xFFF..<0x1001, with: 0) }
    #expect(sectors.save().map(\.number) == [0, 1])
  }
}
