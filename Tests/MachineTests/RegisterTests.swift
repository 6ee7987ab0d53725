import Testing

@testable import Machine

@Suite struct RegisterTests {
  @Test func masksFollowTheFieldsAccess() {
    let register = Register(
      "R", at: 4, reset: 0x8001, [Field("A", 3, 0), .readOnly("B", 7, 4), .writeOnly("C", 11, 8)])
    #expect(register.bytes == 2)
    #expect(register.storedMask == 0x00F)
    #expect(register.writableMask == 0xF0F)
    #expect(register.readableMask == ~0xF00)
    #expect(register.coverage == .modelled)
    #expect(Register("R", at: 0, bits: 32, []).bytes == 4)
  }
}
