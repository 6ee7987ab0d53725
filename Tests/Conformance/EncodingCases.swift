import CortexM0
import Machine
import SeededRandom

/// Encodings executed alone, each from random registers and with what is in RAM by then: most succeed, some fault.
struct EncodingCases {
  private var random: SplitMix

  /// The cases of some places of `EncodingSpace`; those are left out that have no defined result to be compared.
  static func block(_ places: Range<Int>, seed: UInt64) -> DifferentialBlock {
    var cases = EncodingCases(random: SplitMix(seed: seed &+ UInt64(places.lowerBound)))
    let board = TestBoard()
    board.ram.store((0..<board.ram.size).map { _ in UInt8(truncatingIfNeeded: cases.random.next()) }, at: 0)
    var block = DifferentialBlock()
    block.isAlone = true
    block.ram = board.ram.contents
    let start = ProgramWriter.codeWindow.lowerBound
    for (index, place) in places.enumerated() {
      let encoding = EncodingSpace.encoding(place, &cases.random)
      board.place([encoding.first, encoding.second], at: start + 4 * UInt32(index))
    }
    for index in 0..<places.count { cases.run(at: start + 4 * UInt32(index), board, &block) }
    block.flash = board.flash.contents
    block.instructions = board.cpu.instructions
    return block
  }

  private mutating func run(at address: UInt32, _ board: TestBoard, _ block: inout DifferentialBlock) {
    for _ in 0..<16 {
      let registers = self.registers(address)
      let faults = block.begin(registers, board)
      if ProgramWriter.reachesSystemSpace(board) || Unpredictable.contains(board) {
        block.forget()
        continue
      }
      block.step(board)
      block.end(registers, 1, board, faults)
      return
    }
  }

  private mutating func registers(_ address: UInt32) -> [UInt32] {
    var values = (0..<13).map { _ in value() }
    let stack = random.below(8) == 0 ? value() : TestBoard.ramBase + 0x40 + UInt32(random.below(0x1FE0)) * 4
    values.append(stack & ~3)
    values.append(value())
    return values + [address, random.word() & 0xF000_0000]
  }

  private mutating func value() -> UInt32 {
    switch random.below(16) {
    case 0..<6: TestBoard.ramBase + UInt32(random.below(0x2000)) * 4
    case 6: TestBoard.ramBase + UInt32(random.below(0x8000))
    case 7, 8: UInt32(random.below(0x8000)) * 4
    case 9: ProgramWriter.codeWindow.lowerBound + UInt32(random.below(0x1_0000)) | 1
    case 10, 11: UInt32(random.below(40))
    case 12: 0 &- UInt32(random.below(40))
    default: random.word()
    }
  }
}
