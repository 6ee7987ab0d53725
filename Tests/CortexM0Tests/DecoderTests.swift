import Conformance
import Machine
import Testing

@testable import CortexM0

/// The decoder over every halfword, against a table of the 16-bit encodings that was written from the architecture
/// manual's chapter A5 by itself: bits, and the operations they may decode to.
@Suite struct DecoderTests {
  /// A pattern of sixteen characters: 0, 1 or any, and what it is. The first that matches counts.
  static let table: [(pattern: String, operations: Set<Opcode>)] = [
    ("0000000000......", [.moveS]),
    ("00000...........", [.shiftLeftImmediateS]),
    ("0000100000......", [.shiftRight32S]),
    ("00001...........", [.shiftRightImmediateS]),
    ("0001000000......", [.arithmeticShift32S]),
    ("00010...........", [.arithmeticShiftImmediateS]),
    ("0001100.........", [.addS]),
    ("0001101.........", [.subtractS]),
    ("0001110.........", [.addImmediateS]),
    ("0001111.........", [.subtractImmediateS]),
    ("00100...........", [.moveImmediateS]),
    ("00101...........", [.compareImmediate]),
    ("00110...........", [.addImmediateS]),
    ("00111...........", [.subtractImmediateS]),
    ("0100000000......", [.andS]),
    ("0100000001......", [.exclusiveOrS]),
    ("0100000010......", [.shiftLeftS]),
    ("0100000011......", [.shiftRightS]),
    ("0100000100......", [.arithmeticShiftS]),
    ("0100000101......", [.addWithCarryS]),
    ("0100000110......", [.subtractWithCarryS]),
    ("0100000111......", [.rotateRightS]),
    ("0100001000......", [.test]),
    ("0100001001......", [.negateS]),
    ("0100001010......", [.compare]),
    ("0100001011......", [.compareNegative]),
    ("0100001100......", [.orS]),
    ("0100001101......", [.multiplyS]),
    ("0100001110......", [.bitClearS]),
    ("0100001111......", [.moveNotS]),
    ("010001001....101", [.addToSP]),
    ("010001001....111", [.addToPC]),
    ("01000100........", [.add, .addImmediate]),
    ("01000101........", [.compare, .compareImmediate]),
    ("010001101....101", [.moveToSP]),
    ("010001101....111", [.moveToPC]),
    ("01000110........", [.move, .moveConstant]),
    ("01000111.1111...", [.undefined]),
    ("010001110....000", [.branchExchange]),
    ("010001111....000", [.branchLinkExchange]),
    ("01000111........", [.undefined]),
    ("01001...........", [.loadWord]),
    ("0101000.........", [.storeWordIndexed]),
    ("0101001.........", [.storeHalfIndexed]),
    ("0101010.........", [.storeByteIndexed]),
    ("0101011.........", [.loadSignedByteIndexed]),
    ("0101100.........", [.loadWordIndexed]),
    ("0101101.........", [.loadHalfIndexed]),
    ("0101110.........", [.loadByteIndexed]),
    ("0101111.........", [.loadSignedHalfIndexed]),
    ("01100...........", [.storeWord]),
    ("01101...........", [.loadWord]),
    ("01110...........", [.storeByte]),
    ("01111...........", [.loadByte]),
    ("10000...........", [.storeHalf]),
    ("10001...........", [.loadHalf]),
    ("10010...........", [.storeWord]),
    ("10011...........", [.loadWord]),
    ("10100...........", [.moveConstant]),
    ("10101...........", [.addImmediate]),
    ("10110000........", [.addImmediate]),
    ("1011001000......", [.signExtendHalf]),
    ("1011001001......", [.signExtendByte]),
    ("1011001010......", [.zeroExtendHalf]),
    ("1011001011......", [.zeroExtendByte]),
    ("1011010000000000", [.undefined]),
    ("1011010.........", [.push]),
    ("10110110011.0010", [.changeInterrupts]),
    ("1011101000......", [.reverse]),
    ("1011101001......", [.reverse16]),
    ("1011101011......", [.reverseSignedHalf]),
    ("1011110000000000", [.undefined]),
    ("10111100........", [.pop]),
    ("10111101........", [.popToPC]),
    ("10111110........", [.breakpoint]),
    ("1011111100100000", [.waitForEvent]),
    ("1011111100110000", [.waitForInterrupt]),
    ("1011111101000000", [.sendEvent]),
    ("10111111....0000", [.noOperation]),
    ("1011............", [.undefined]),
    ("1100....00000000", [.undefined]),
    ("11000...........", [.storeMultiple]),
    ("11001...........", [.loadMultiple]),
    ("11011110........", [.undefined]),
    ("11011111........", [.supervisorCall]),
    ("1101............", [.branchIf]),
    ("11100...........", [.branch]),
    ("................", [.undefined]),
  ]

  private struct Entry {
    var mask: UInt16 = 0
    var value: UInt16 = 0
    var operations: Set<Opcode>

    init(_ pattern: String, _ operations: Set<Opcode>) {
      self.operations = operations
      for character in pattern {
        mask = mask << 1 | (character == "." ? 0 : 1)
        value = value << 1 | (character == "1" ? 1 : 0)
      }
    }
  }

  @Test func everyHalfwordDecodesAsTheManualSays() {
    let entries = DecoderTests.table.map { Entry($0.pattern, $0.operations) }
    var wrong: [UInt16] = []
    for halfword in UInt16.min...UInt16.max {
      let operation = InstructionDecoder.decode(halfword, 0, at: 0x1000).operation
      var index = 0
      while halfword & entries[index].mask != entries[index].value { index += 1 }
      if !entries[index].operations.contains(operation) { wrong.append(halfword) }
    }
    #expect(wrong == [])
  }

  @Test func undefinedHalfwordsAreThoseOfUnicorn() throws {
    let theirs = try Unicorn().undefinedHalfwords()
    var wrong: [UInt16] = []
    for halfword in UInt16(0)..<0xE800 where !Unpredictable.isExecutedByUnicornOnly(halfword) {
      // YIELD and WFE stop Unicorn.
      if halfword == 0xBF10 || halfword == 0xBF20 { continue }
      let ours = InstructionDecoder.decode(halfword, 0, at: 0x1000).operation == .undefined
      if ours != theirs[Int(halfword)] { wrong.append(halfword) }
    }
    #expect(wrong == [])
  }

  @Test func wideEncodings() {
    func operation(_ first: UInt16, _ second: UInt16) -> Opcode {
      InstructionDecoder.decode(first, second, at: 0x1000).operation
    }
    #expect(operation(0xF000, 0xF801) == .branchLink)
    #expect(operation(0xF380, 0x8808) == .moveToSpecial)
    #expect(operation(0xF3EF, 0x8008) == .moveFromSpecial)
    #expect(operation(0xF3BF, 0x8F4F) == .barrier)
    #expect(operation(0xF3BF, 0x8F5F) == .barrier)
    #expect(operation(0xF3BF, 0x8F6F) == .barrier)
    for (first, second) in [
      (0xF3BF, 0x8F2F), (0xF7F0, 0xA000), (0xE800, 0x0000), (0xF8D0, 0x1000), (0xF000, 0xE800), (0xF000, 0x9000),
      (0xFB90, 0xF0F1), (0xF3AF, 0x8000), (0xEE00, 0x0A10),
    ] as [(UInt16, UInt16)] {
      #expect(operation(first, second) == .undefined)
    }
  }

  @Test(
    arguments: [
      (0xF000, 0xF800, 0x1004), (0xF7FF, 0xFFFE, 0x1000), (0xF3FF, 0xD7FF, 0x0100_1002), (0xF400, 0xD000, 0xFF00_1004),
      (0xF000, 0xD000, 0x00C0_1004), (0xF000, 0xF801, 0x1006),
    ] as [(UInt16, UInt16, UInt32)])
  func branchLinkDistances(_ first: UInt16, _ second: UInt16, _ target: UInt32) {
    #expect(InstructionDecoder.decode(first, second, at: 0x1000) == Instruction(.branchLink, imm: target))
  }

  @Test func instructionsAreEightBytes() { #expect(MemoryLayout<Instruction>.stride == 8) }
}
