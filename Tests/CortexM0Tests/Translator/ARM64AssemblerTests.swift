import Foundation
import Programs
import Testing

@testable import CortexM0

/// Encodings beside those of the toolchain's assembler, and what its disassembler reads of them.
@Suite struct ARM64AssemblerTests {
  private typealias Register = ARM64Assembler.Register

  /// What an assembler says, and how ours writes it.
  private struct Row {
    let text: String
    let write: (inout ARM64Assembler) -> Void

    init(_ text: String, _ write: @escaping (inout ARM64Assembler) -> Void) {
      self.text = text
      self.write = write
    }
  }

  private static let (d, n, m) = (Register(3), Register(17), Register(30))

  private static let operations: [(ARM64Assembler.Operation, String, Bool)] = [
    (.and, "and", true), (.bitClear, "bic", true), (.or, "orr", true), (.orNot, "orn", true),
    (.exclusiveOr, "eor", true), (.andSettingFlags, "ands", true), (.bitClearSettingFlags, "bics", true),
    (.add, "add", true), (.addSettingFlags, "adds", true), (.subtract, "sub", true),
    (.subtractSettingFlags, "subs", true), (.addWithCarrySettingFlags, "adcs", false),
    (.subtractWithCarrySettingFlags, "sbcs", false), (.shiftLeft, "lsl", false), (.shiftRight, "lsr", false),
    (.arithmeticShiftRight, "asr", false), (.rotateRight, "ror", false), (.multiply, "mul", false),
  ]

  private static let conditions: [(ARM64Assembler.Condition, String)] = [
    (.equal, "eq"), (.notEqual, "ne"), (.carrySet, "hs"), (.carryClear, "lo"), (.minus, "mi"), (.plus, "pl"),
    (.overflow, "vs"), (.noOverflow, "vc"), (.higher, "hi"), (.lowerOrSame, "ls"), (.greaterOrEqual, "ge"),
    (.less, "lt"), (.greater, "gt"), (.lessOrEqual, "le"),
  ]

  private static var arithmetic: [Row] {
    var rows = operations.flatMap { operation, name, shifts in
      [
        Row("\(name) w3, w17, w30") { $0.apply(operation, d, n, m) },
        Row("\(name) x3, x17, x30") { $0.apply(operation, d, n, m, wide: true) },
      ]
        + (shifts
          ? [Row("\(name) x3, x17, x30, lsl #2") { $0.apply(operation, d, n, m, wide: true, shiftedBy: 2) }] : [])
    }
    let immediates: [(ARM64Assembler.Arithmetic, String)] = [
      (.add, "add"), (.addSettingFlags, "adds"), (.subtract, "sub"), (.subtractSettingFlags, "subs"),
    ]
    for (operation, name) in immediates {
      for value: UInt32 in [0, 1, 255, 4_095] {
        rows.append(Row("\(name) w3, w17, #\(value)") { $0.apply(operation, d, n, value) })
        rows.append(Row("\(name) x3, x17, #\(value)") { $0.apply(operation, d, n, value, wide: true) })
      }
    }
    let masks: [(ARM64Assembler.Masking, String)] = [
      (.and, "and"), (.or, "orr"), (.exclusiveOr, "eor"), (.andSettingFlags, "ands"),
    ]
    for (operation, name) in masks {
      for bits: Range<UInt32> in [0..<1, 2..<32, 28..<30, 29..<30, 30..<31, 30..<32, 29..<32, 31..<32, 5..<17] {
        let mask = bits.reduce(UInt32(0)) { $0 | 1 << $1 }
        rows.append(Row("\(name) w3, w17, #\(mask)") { $0.apply(operation, d, n, bits: bits) })
      }
    }
    for (condition, name) in conditions {
      rows.append(Row("csel w3, w17, w30, \(name)") { $0.select(d, n, m, if: condition) })
    }
    return rows + [
      Row("rev w3, w17") { $0.reverse(.bytes, d, n) }, Row("rev16 w3, w17") { $0.reverse(.bytesOfHalves, d, n) },
      Row("mrs x3, nzcv") { $0.readFlags(d) }, Row("msr nzcv, x17") { $0.writeFlags(n) },
    ]
  }

  private static var bits: [Row] {
    var rows: [Row] = []
    for amount: UInt32 in [1, 2, 10, 31] {
      rows += [
        Row("lsl w3, w17, #\(amount)") { $0.shiftLeft(d, n, amount) },
        Row("lsl x3, x17, #\(amount)") { $0.shiftLeft(d, n, amount, wide: true) },
        Row("lsr w3, w17, #\(amount)") { $0.shiftRight(d, n, amount) },
        Row("lsr x3, x17, #\(amount)") { $0.shiftRight(d, n, amount, wide: true) },
        Row("asr w3, w17, #\(amount)") { $0.shiftRight(d, n, amount, signed: true) },
        Row("asr x3, x17, #\(amount)") { $0.shiftRight(d, n, amount, signed: true, wide: true) },
        Row("ror w3, w17, #\(amount)") { $0.rotateRight(d, n, amount) },
        Row("ubfx w3, w17, #\(amount), #1") { $0.extract(d, n, bits: amount..<amount + 1) },
        Row("bfi w3, w17, #\(amount), #1") { $0.insertBit(d, at: amount, n) },
      ]
    }
    return rows + [
      Row("bfi w3, w17, #0, #1") { $0.insertBit(d, at: 0, n) },
      Row("sxtb w3, w17") { $0.extract(d, n, bits: 0..<8, signed: true) },
      Row("sxth w3, w17") { $0.extract(d, n, bits: 0..<16, signed: true) },
      Row("uxtb w3, w17") { $0.extract(d, n, bits: 0..<8) },
      Row("uxth w3, w17") { $0.extract(d, n, bits: 0..<16) },
      Row("sxtw x3, w17") { $0.extract(d, n, bits: 0..<32, signed: true, wide: true) },
      Row("ubfx x3, x17, #32, #1") { $0.extract(d, n, bits: 32..<33, wide: true) },
      Row("ubfx x3, x17, #1, #32") { $0.extract(d, n, bits: 1..<33, wide: true) },
    ]
  }

  private static var moves: [Row] {
    var rows = [
      Row("mov w3, w17") { $0.move(d, n) }, Row("mov x3, x17") { $0.move(d, n, wide: true) },
      Row("mov w3, wzr") { $0.move(d, .zero) }, Row("movn w3, #0") { $0.move(d, 0xFFFF_FFFF) },
      Row("movn w3, #0xfffc") { $0.move(d, 0xFFFF_0003) },
      Row("movz x3, #0x1234\nmovk x3, #0xfffe, lsl #16") { $0.move(d, 0xFFFE_1234) },
      Row("movz x3, #0, lsl #48") { $0.moveWide(d, 0) }, Row("movz x3, #1") { $0.moveWide(d, 1) },
      Row("movz x3, #1, lsl #16") { $0.moveWide(d, 1 << 16) },
      Row("movz x3, #1, lsl #48") { $0.moveWide(d, 1 << 48) },
    ]
    rows.append(
      Row("movz x3, #0xcdef\nmovk x3, #0x89ab, lsl #16\nmovk x3, #0x4567, lsl #32\nmovk x3, #0x123, lsl #48") {
        $0.moveWide(d, 0x0123_4567_89AB_CDEF)
      })
    return rows
  }

  private static var memory: [Row] {
    var rows: [Row] = []
    for offset: Int32 in [0, 8, 72, 152] {
      rows += [
        Row("ldr w3, [x17, #\(offset)]") { $0.load(d, n, offset) },
        Row("str w3, [x17, #\(offset)]") { $0.store(d, n, offset) },
        Row("ldr x3, [x17, #\(offset)]") { $0.load(d, n, offset, wide: true) },
        Row("str x3, [x17, #\(offset)]") { $0.store(d, n, offset, wide: true) },
        Row("ldp w3, w30, [x17, #\(offset)]") { $0.loadPair(d, m, n, offset) },
        Row("stp w3, w30, [x17, #\(offset)]") { $0.storePair(d, m, n, offset) },
        Row("ldp x3, x30, [x17, #\(offset)]") { $0.loadPair(d, m, n, offset, wide: true) },
        Row("stp x3, x30, [x17, #\(offset)]") { $0.storePair(d, m, n, offset, wide: true) },
      ]
    }
    let loads: [(AccessKind, String)] = [
      (.word, "ldr"), (.half, "ldrh"), (.byte, "ldrb"), (.signedHalf, "ldrsh"), (.signedByte, "ldrsb"),
    ]
    for (access, name) in loads {
      rows.append(Row("\(name) w3, [x17, x30]") { $0.load(access, d, n, index: m) })
    }
    for (access, name) in [(AccessKind.word, "str"), (.half, "strh"), (.byte, "strb")] {
      rows.append(Row("\(name) w3, [x17, x30]") { $0.store(access, d, n, index: m) })
    }
    return rows + [
      Row("ldr x3, [x17, x30, lsl #3]") { $0.loadEntry(d, n, index: m) },
      Row("stp x3, x17, [sp, #-16]!") { $0.push(d, n) }, Row("ldp x3, x17, [sp], #16") { $0.pop(d, n) },
      Row("stp x30, xzr, [sp, #-16]!") { $0.push(.link, .zero) },
    ]
  }

  /// To the instruction behind and, where it can be said, to that before.
  private static var jumps: [Row] {
    var rows = conditions.map { condition, name in
      Row("b.\(name) .+8\nnop") {
        let jump = $0.jump(condition)
        $0.apply(.add, .zero, .zero, .zero)
        $0.land(jump)
      }
    }
    for bit: UInt32 in [0, 28, 31] {
      for value in [true, false] {
        rows.append(
          Row("\(value ? "tbnz" : "tbz") w3, #\(bit), .+8\nnop") {
            let jump = $0.jump(d, bit: bit, is: value)
            $0.apply(.add, .zero, .zero, .zero)
            $0.land(jump)
          })
      }
    }
    let conditional: [(String, (inout ARM64Assembler) -> ARM64Assembler.Jump)] = [
      ("cbz x3, .+4", { $0.jumpIfZero(d, wide: true) }), ("cbz w3, .+4", { $0.jumpIfZero(d) }),
      ("cbnz w3, .+4", { $0.jumpIfNotZero(d) }),
    ]
    rows += conditional.map { text, write in
      Row(text) {
        let jump = write(&$0)
        $0.land(jump)
      }
    }
    return rows + [
      Row("b .-4") { $0.jump(to: $0.count - 4) }, Row("b.gt .-4096") { $0.jump(.greater, to: $0.count - 4096) },
      Row("b .+100000") { $0.jump(to: $0.count + 100_000) }, Row("br x17") { $0.jumpIndirect(n) },
      Row("blr x17") { $0.callIndirect(n) }, Row("ret") { $0.return() },
    ]
  }

  @Test func everyEncodingIsTheToolchains() throws {
    let rows = Self.arithmetic + Self.bits + Self.moves + Self.memory + Self.jumps
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
    defer { buffer.deallocate() }
    // What stands where a jump goes over an instruction.
    let filler = "add wzr, wzr, wzr"
    var code = ARM64Assembler(buffer)
    var ends: [Int] = []
    for row in rows {
      row.write(&code)
      ends.append(code.count)
    }
    #expect(code.isComplete && code.count > 4 * 250)
    let source = rows.map { $0.text.replacingOccurrences(of: "nop", with: filler) }.joined(separator: "\n") + "\n"
    let theirs = try Self.assemble(source)
    try #require(theirs.count == code.count)
    var start = 0
    for (row, end) in zip(rows, ends) {
      #expect(Array(buffer[start..<end]) == Array(theirs[start..<end]), "\(row.text)")
      start = end
    }
  }

  /// Bytes of an assembler's text.
  private static func assemble(_ source: String) throws -> [UInt8] {
    try Programs.inFolder { folder in
      try Data(source.utf8).write(to: URL(fileURLWithPath: folder + "/code.s"))
      let assembled = try Programs.run(
        try Programs.toolchain("clang"),
        ["--target=aarch64-none-elf", "-c", folder + "/code.s", "-o", folder + "/code.o"])
      try #require(assembled.status == 0, "\(assembled.text)")
      let copied = try Programs.run(
        try Programs.toolchain("llvm-objcopy"),
        ["-O", "binary", "--only-section=.text", folder + "/code.o", folder + "/code.bin"])
      try #require(copied.status == 0, "\(copied.text)")
      return Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/code.bin")))
    }
  }

  @Test func whatHasNoRoomIsNotComplete() {
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 8)
    buffer.initialize(repeating: 0)
    defer { buffer.deallocate() }
    var code = ARM64Assembler(UnsafeMutableBufferPointer(rebasing: buffer[..<6]))
    code.return()
    #expect(code.isComplete)
    let jump = code.jump()
    code.land(jump)
    #expect(!code.isComplete && code.count == 8)
    // Nothing behind the room was written.
    #expect(Array(buffer[4...]) == [0, 0, 0, 0])
  }
}
