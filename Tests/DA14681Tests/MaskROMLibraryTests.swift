import ChipTesting
import CortexM0
import Machine
import SeededRandom
import Testing

@testable import DA14681

/// The ROM's C library and division, called by the CPU, beside Swift's own arithmetic.
@Suite struct MaskROMLibraryTests {
  /// A chip that calls functions of the ROM.
  final class Caller {
    let chip = Chip()
    var cpu: CPU { chip.soc.cpu }
    /// What the last call changed it may change by its ABI, and it left the stack as it was.
    private(set) var keptItsRegisters = true
    private(set) var cycles: UInt64 = 0

    init() {
      var program = Thumb()
      program.stop()
      chip.load(program)
    }

    /// R0 and R1 after calling the function of that name with these arguments.
    func call(_ name: String, _ arguments: UInt32...) -> (UInt32, UInt32) {
      guard let address = MaskROM.address(of: name) else { return (0xBAD, 0xBAD) }
      for number in 4..<12 { cpu.setRegister(number, to: 0x1111_1111 &* UInt32(number)) }
      for (number, value) in arguments.enumerated() { cpu.setRegister(number, to: value) }
      cpu.setRegister(13, to: 0x07FD_F000)
      cpu.setRegister(14, to: 0x07FC_0101)
      cpu.programCounter = address
      let begun = cpu.cycles
      while cpu.programCounter != 0x07FC_0100 && cpu.lastFault == nil { cpu.step() }
      cycles = cpu.cycles - begun
      keptItsRegisters =
        (4..<12).allSatisfy { cpu.register($0) == 0x1111_1111 &* UInt32($0) } && cpu.register(13) == 0x07FD_F000
        && cpu.lastFault == nil
      return (cpu.register(0), cpu.register(1))
    }

    func bytes(_ range: Range<Int>) -> [UInt8] { Array(chip.soc.ram.contents[range]) }
  }

  static let numbers: [UInt32] =
    [0, 1, 2, 3, 5, 7, 10, 255, 256, 1_000, 0xFFFF, 0x1_0000, 0x1_0001, 0x7FFF_FFFE, 0x7FFF_FFFF, 0x8000_0000]
    + [0x8000_0001, 0xAAAA_AAAA, 0xFFFF_0000, 0xFFFF_FFFE, 0xFFFF_FFFF]

  private func pairs(_ count: Int) -> [(UInt32, UInt32)] {
    var noise = SplitMix(seed: 7)
    let corners = Self.numbers.flatMap { one in Self.numbers.map { (one, $0) } }
    // Numbers of every length.
    return corners
      + (0..<count).map { _ in
        (noise.word() >> noise.below(32), noise.word() >> noise.below(32))
      }
  }

  @Test func unsignedDivision() {
    let caller = Caller()
    for (dividend, divisor) in pairs(400) where divisor != 0 {
      for name in ["__aeabi_uidiv", "__aeabi_uidivmod"] {
        let (quotient, remainder) = caller.call(name, dividend, divisor)
        #expect(quotient == dividend / divisor && remainder == dividend % divisor, "\(dividend) / \(divisor)")
        #expect(caller.keptItsRegisters)
      }
    }
    // The chip's took about as long; ours is a loop of 32 too.
    #expect((250...500).contains(caller.cycles))
  }

  @Test func signedDivision() {
    let caller = Caller()
    for (one, other) in pairs(400) where other != 0 {
      let (dividend, divisor) = (Int32(bitPattern: one), Int32(bitPattern: other))
      let (quotient, remainder) = caller.call("__aeabi_idivmod", one, other)
      let expected = dividend.dividedReportingOverflow(by: divisor).partialValue
      #expect(Int32(bitPattern: quotient) == expected, "\(dividend) / \(divisor)")
      #expect(Int32(bitPattern: remainder) == dividend.remainderReportingOverflow(dividingBy: divisor).partialValue)
      #expect(caller.keptItsRegisters)
    }
    #expect(caller.call("__aeabi_idiv", UInt32(bitPattern: -7), 2).0 == UInt32(bitPattern: -3))
  }

  @Test func divisionByZeroReturns() {
    let caller = Caller()
    #expect(caller.call("__aeabi_uidivmod", 17, 0) == (.max, 17))
    #expect(caller.call("__aeabi_idivmod", 17, 0).1 == 17)
    #expect(caller.keptItsRegisters)
  }

  /// Every length up to 40 at every alignment of both.
  @Test func copying() {
    let caller = Caller()
    let source = (0..<64).map { UInt8($0 * 3 + 1) }
    for name in ["__aeabi_memcpy", "__aeabi_memcpy4", "__aeabi_memcpy8"] {
      let alignments = name == "__aeabi_memcpy" ? Array(0..<4) : [0]
      for from in alignments {
        for to in alignments {
          for count in 0..<41 {
            caller.chip.soc.ram.store(source, at: 0x1000)
            caller.chip.soc.ram.store([UInt8](repeating: 0xEE, count: 64), at: 0x2000)
            _ = caller.call(name, 0x07FC_2000 + UInt32(to) + 4, 0x07FC_1000 + UInt32(from), UInt32(count))
            var expected = [UInt8](repeating: 0xEE, count: 64)
            expected.replaceSubrange(to + 4..<to + 4 + count, with: source[from..<from + count])
            #expect(caller.bytes(0x2000..<0x2040) == expected, "\(name) \(from) \(to) \(count)")
            #expect(caller.keptItsRegisters)
          }
        }
      }
    }
  }

  @Test func filling() {
    let caller = Caller()
    for alignment in 0..<4 {
      for count in 0..<41 {
        func check(_ value: UInt8, _ call: (UInt32, UInt32) -> Void) {
          caller.chip.soc.ram.store([UInt8](repeating: 0xEE, count: 64), at: 0x2000)
          call(0x07FC_2004 + UInt32(alignment), UInt32(count))
          var expected = [UInt8](repeating: 0xEE, count: 64)
          expected.replaceSubrange(
            alignment + 4..<alignment + 4 + count, with: repeatElement(value, count: count))
          #expect(caller.bytes(0x2000..<0x2040) == expected)
          #expect(caller.keptItsRegisters)
        }
        check(0xA7) { _ = caller.call("__aeabi_memset", $0, $1, 0x1234_56A7) }
        check(0) { _ = caller.call("__aeabi_memclr", $0, $1) }
        check(0x5B) { #expect(caller.call("_memset$wrapper", $0, 0xFF5B, $1).0 == $0, "C's memset returns its place") }
      }
    }
  }

  @Test func comparing() {
    let caller = Caller()
    var noise = SplitMix(seed: 11)
    for _ in 0..<500 {
      let count = noise.below(20)
      let one = (0..<count).map { _ in UInt8(noise.below(2) * 0x80 + noise.below(2)) }
      let other = noise.below(3) == 0 ? one : one.map { noise.below(6) == 0 ? $0 ^ 0x80 : $0 }
      let (from, to) = (noise.below(4), noise.below(4))
      caller.chip.soc.ram.store(one + [1], at: 0x1000 + from)
      caller.chip.soc.ram.store(other + [2], at: 0x2000 + to)
      let result = Int32(
        bitPattern: caller.call("memcmp", 0x07FC_1000 + UInt32(from), 0x07FC_2000 + UInt32(to), UInt32(count)).0)
      let difference = zip(one, other).first { $0 != $1 }.map { Int32($0) - Int32($1) } ?? 0
      #expect(result.signum() == difference.signum())
      #expect(caller.keptItsRegisters)
    }
  }

  @Test func unalignedWords() {
    let caller = Caller()
    for place in 0..<4 {
      let address = 0x07FC_3000 + UInt32(place)
      for name in ["__aeabi_uwrite4", "__rt_uwrite4", "_uwrite4"] {
        caller.chip.soc.ram.store([UInt8](repeating: 0xEE, count: 12), at: 0x3000)
        #expect(caller.call(name, 0x1234_ABCD, address).0 == 0x1234_ABCD)
        var expected = [UInt8](repeating: 0xEE, count: 12)
        expected.replaceSubrange(place..<place + 4, with: [0xCD, 0xAB, 0x34, 0x12])
        #expect(caller.bytes(0x3000..<0x300C) == expected)
      }
      for name in ["__aeabi_uread4", "__rt_uread4", "_uread4"] {
        #expect(caller.call(name, address).0 == 0x1234_ABCD)
        #expect(caller.keptItsRegisters)
      }
    }
  }

  @Test func randomNumbers() {
    let caller = Caller()
    _ = caller.call("srand", 42)
    let numbers = (0..<200).map { _ in caller.call("rand").0 }
    #expect(numbers.allSatisfy { $0 <= 0x7FFF_FFFF } && Set(numbers).count == 200)
    _ = caller.call("srand", 42)
    #expect((0..<200).map { _ in caller.call("rand").0 } == numbers)
    _ = caller.call("srand", 43)
    #expect(caller.call("rand").0 != numbers[0])
    #expect(caller.keptItsRegisters)
  }

  /// The compiler's helper for switch statements: a table behind the call.
  @Test func switches() {
    let caller = Caller()
    // BL to the helper stands at 0x07FC0200; behind it three cases and the default, six halfwords from the table's second
    // byte on, and places that leave by BX LR'.
    let table: [UInt8] = [3, 4, 6, 8, 10]
    caller.chip.soc.ram.store(table, at: 0x204)
    for (index, target) in [(0, 4), (1, 6), (2, 8), (3, 10), (4, 10), (0xFFFF_FFFF, 10)] as [(UInt32, UInt32)] {
      let cpu = caller.cpu
      cpu.setRegister(13, to: 0x07FD_F000)
      cpu.setRegister(3, to: index)
      cpu.setRegister(4, to: 0x4444)
      cpu.setRegister(14, to: 0x07FC_0205)
      cpu.programCounter = MaskROM.address(of: "__ARM_common_switch8") ?? 0
      while MaskROM.contains(cpu.programCounter) { cpu.step() }
      #expect(cpu.programCounter == 0x07FC_0204 + 2 * target)
      #expect(cpu.register(4) == 0x4444 && cpu.register(13) == 0x07FD_F000 && cpu.register(14) == 0x07FC_0205)
    }
  }

  /// Each entry of the C library holds code, and each other function of the list does not.
  @Test func onlyTheLibraryHoldsCode() {
    let rom = MaskROM.make()
    let library = (MaskROM.address(of: "__aeabi_uidiv") ?? 0)...(MaskROM.address(of: "__ARM_common_switch8") ?? 0)
    let words = MaskROM.symbolList.split { $0 == " " || $0 == "\n" }
    for name in stride(from: 1, to: words.count, by: 2).map({ String(words[$0]) }) {
      guard let address = MaskROM.address(of: name) else { continue }
      let holdsCode = rom.contents[Int(address - MaskROM.base)..<Int(address - MaskROM.base) + 2] != [0xDE, 0xDE]
      #expect(holdsCode == library.contains(address), "\(name)")
    }
  }

  @Test func aCallToTheBluetoothStackIsTold() {
    let chip = Chip()
    var program = Thumb()
    program.call(0x07F1_BE07)
    program.stop()
    chip.load(program)
    // The vectors: HardFault spins.
    chip.soc.ram.store([0, 0, 0xFE, 0x07, 1, 1, 0xFC, 0x07, 0, 0, 0, 0, 1, 1, 0xFC, 0x07], at: 0)
    var told: [UInt32] = []
    let watching = chip.soc.watchMissingROMCode { [unowned chip] in
      told.append($0)
      chip.soc.endRun()
    }
    defer { watching.end() }
    #expect(chip.soc.missingROMCode == nil && !chip.soc.isStuck)
    chip.run(for: .milliseconds(1))
    #expect(told == [0x07F1_BE06] && chip.now < .milliseconds(1))
    #expect(chip.soc.missingROMCode == 0x07F1_BE06 && chip.soc.isStuck && !chip.soc.isLockedUp)
    // An undefined instruction elsewhere is none.
    let other = Chip()
    var undefined = Thumb()
    undefined.append(0xDE00)
    other.load(undefined)
    other.run(for: .milliseconds(1))
    #expect(other.soc.cpu.faults > 0 && other.soc.missingROMCode == nil)
  }
}
