import Testing

@testable import Debugger
@testable import Session

@Suite struct FlashProgramTests {
  @Test func erasedBytesAreReplacedAndOthersProgrammed() {
    var program = FlashProgram()
    program.erase(0..<4)
    program.write([0x12, 0x34], at: 1)
    program.write([0x0F], at: 8)
    let expected: [DebuggerWrite] = [.flash(0, [0xFF, 0x12, 0x34, 0xFF]), .flash(8, [0x0C])]
    #expect(program.writes { _ in 0x3C } == expected)
    #expect(FlashProgram().writes { _ in 0 }.isEmpty)
  }
}
