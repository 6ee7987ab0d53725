import Foundation
import Machine
import Testing

@testable import DA14681

struct CryptoEngineTests {
  let bench = Bench()
  let ram = Memory("RAM", size: 0x1_0000, isWritable: true)
  let engine: CryptoEngine
  static let base: UInt32 = 0x4002_0000
  static let source: UInt32 = 0x07FC_0000
  static let target: UInt32 = 0x07FC_8000

  init() {
    bench.bus.map(Mapping(ram, at: 0x07FC_0000))
    engine = CryptoEngine(bench.fabric)
    bench.fabric.clocks.configure { $0.amba = 1 << 6 }
  }

  func write(_ offset: UInt32, _ value: UInt32) { bench.bus.write(Self.base + offset, width: 4, value: value) }
  func read(_ offset: UInt32) -> UInt32 { bench.bus.read(Self.base + offset, width: 4) }
  func hex(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }
  func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.count, by: 2).map { UInt8(hex.dropFirst($0).prefix(2), radix: 16) ?? 0 }
  }
  func output(_ count: Int) -> String { hex((0..<count).map { ram[0x8000 + $0] }) }

  /// Runs one message through the engine.
  func process(_ input: [UInt8], control: UInt32) {
    ram.store(input, at: 0)
    write(0x00, control)
    write(0x08, Self.source)
    write(0x0C, UInt32(input.count))
    write(0x10, Self.target)
    write(0x04, 1)
    #expect(read(0x14) & 1 == 0)
    bench.run(for: .seconds(UInt64(1)))
    #expect(read(0x14) == 5)
    #expect(read(0x0C) == 0)
    #expect(read(0x08) == Self.source + UInt32(input.count))
  }

  func setKey(_ key: [UInt8]) {
    for word in 0..<key.count / 4 {
      write(0x100 + 4 * UInt32(word), key[4 * word..<4 * word + 4].reduce(0) { $0 << 8 | UInt32($1) })
    }
  }

  func setVector(_ vector: [UInt8]) {
    for word in 0..<4 {
      write(0x28 - 4 * UInt32(word), vector[4 * word..<4 * word + 4].reduce(0) { $0 << 8 | UInt32($1) })
    }
  }

  /// The example vectors of FIPS 197, appendix C.
  @Test(
    arguments: [
      (16, 0, "69c4e0d86a7b0430d8cdb78070b4c55a"), (24, 1, "dda97ca4864cdfe06eaf70a0ec0d7191"),
      (32, 2, "8ea2b7ca516745bfeafc49904b496089"),
    ] as [(UInt8, UInt32, String)])
  func ecbOfEveryKeySize(length: UInt8, size: UInt32, expected: String) {
    let plain = bytes("00112233445566778899aabbccddeeff")
    setKey(Array(0..<length))
    process(plain, control: 1 << 17 | size << 5 | 1 << 7)
    #expect(output(16) == expected)
    // The expanded keys stay: back without expanding again.
    process(bytes(expected), control: size << 5)
    #expect(output(16) == hex(plain))
  }

  /// NIST SP 800-38A, F.2.1 and F.2.2.
  @Test func cbcBothWays() {
    let plain = bytes("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
    let cipher = "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
    setKey(bytes("2b7e151628aed2a6abf7158809cf4f3c"))
    setVector(Array(0..<16))
    process(plain, control: 1 << 17 | 1 << 7 | 3 << 2)
    #expect(output(32) == cipher)
    #expect(read(0x10) == Self.target + 32)
    process(bytes(cipher), control: 3 << 2)
    #expect(output(32) == hex(plain))
    // Only the last block is wanted: a MAC.
    process(plain, control: 1 << 7 | 3 << 2 | 1 << 4)
    #expect(output(16) == String(cipher.suffix(32)))
    #expect(read(0x10) == Self.target + 16)
  }

  /// NIST SP 800-38A, F.5.1, and a part of a block.
  @Test func ctrOfAnyLength() {
    setKey(bytes("2b7e151628aed2a6abf7158809cf4f3c"))
    setVector(bytes("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"))
    let plain = bytes("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
    process(Array(plain.prefix(20)), control: 1 << 17 | 1 << 7 | 2 << 2)
    #expect(output(21) == "874d6191b620e3261bef6864990db6ce9806f66b" + "00")
  }

  static let message = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7 + 3) }
  static let digests: [(UInt32, String)] = [
    (0, "3ea74b65673e1390b90da3e462c02f9f"),
    (1, "2b498a2177b181ad0e5eddbd5cb58b8d52cf6941"),
    (2, "567899873f388f26117f20e426c443b5f4594ae6f967ae21ad04001a"),
    (3, "04773f8726c81cafcfa1a09a82664b98b00d2021031a1715bca1154f2dad3472"),
    (
      4,
      "060eb8e1c01cc6c6c8c03fcb7898155f2b836fb97c9d331a"
        + "7a296a1a209aac9d261b2b268c4ba3c7299a3dd12b5bf81f"
    ),
    (
      5,
      "46e56ad30db9ef50f8b6762ba55839737f3fba34ab47863c9daff7b3f58f97fe"
        + "3465a52dd364560db47f802909ced49093322621ea0aebf8e0696b85ca8f81f0"
    ),
    (6, "844001f01114c9b5941ff99d15130474cf970fa8c02da583d4314922"),
    (7, "17f21c25281a4f8ac3ec46d48cb96f206d2316f8d5aa5e54a0e91be71a8d4b5a"),
  ]

  @Test(arguments: digests) func everyHash(algorithm: UInt32, expected: String) {
    process(Self.message, control: 1 << 9 | algorithm | UInt32(expected.count / 2 - 1) << 10)
    #expect(output(expected.count / 2) == expected)
  }

  @Test func aHashInPieces() {
    let (algorithm, expected) = Self.digests[3]
    let control = 1 << 9 | algorithm | 31 << 10
    ram.store(Self.message, at: 0)
    write(0x00, control | 1 << 16)
    write(0x08, Self.source)
    write(0x10, Self.target)
    write(0x0C, 200)
    write(0x04, 1)
    bench.run(for: .milliseconds(1))
    #expect(read(0x14) == 6, "waits for more")
    write(0x18, 1)
    write(0x00, control)
    write(0x0C, 100)
    write(0x04, 1)
    bench.run(for: .milliseconds(1))
    #expect(read(0x14) == 5)
    #expect(output(32) == expected)
  }

  @Test func theInterruptComesWhenTheWorkIsDone() {
    // 4 MHz HCLK (CLK_AMBA's reset divides by 4): one block of 10 rounds and 8 cycles, and one cycle.
    ram.store([UInt8](repeating: 0, count: 16), at: 0)
    write(0x00, 1 << 17 | 1 << 7 | 1 << 8)
    write(0x08, Self.source)
    write(0x0C, 16)
    write(0x10, Self.target)
    write(0x04, 1)
    let end = bench.now + 4 * cycle * 19
    bench.run(until: end - 1)
    #expect(!bench.isRequested(.crypto))
    bench.run(until: end)
    #expect(bench.isRequested(.crypto))
    write(0x18, 1)
    #expect(!bench.isRequested(.crypto))
    #expect(read(0x14) == 1)
  }

  @Test func withoutAClockNothingStarts() {
    bench.fabric.clocks.configure { $0.amba = 0 }
    write(0x0C, 16)
    write(0x04, 1)
    bench.run(for: .seconds(UInt64(1)))
    #expect(read(0x14) == 1)
    #expect(read(0x0C) == 16)
  }

  @Test func aSnapshotGoesOnInTheMiddle() throws {
    ram.store(Self.message, at: 0)
    write(0x00, 1 << 9 | 3 | 31 << 10)
    write(0x08, Self.source)
    write(0x10, Self.target)
    write(0x0C, 300)
    write(0x04, 1)
    let other = CryptoEngineTests()
    other.ram.store(Self.message, at: 0)
    try other.bench.restore(from: bench)
    other.bench.run(for: .milliseconds(1))
    #expect(other.output(32) == Self.digests[3].1)
  }
}
