import Testing

@testable import Machine

@Suite struct FieldTests {
  @Test func masks() {
    #expect(Field("A", 31, 0).mask == 0xFFFF_FFFF)
    #expect(Field("A", 0).mask == 1)
    #expect(Field("A", 31).mask == 0x8000_0000)
    #expect(Field("A", 11, 4).mask == 0xFF0)
  }

  @Test func getsAndSets() {
    let field = Field("A", 11, 4)
    #expect(field.get(0x1234) == 0x23)
    #expect(field.set(0xAB, in: 0xFFFF) == 0xFABF)
    #expect(field.set(0xFFFF_FFAB, in: 0) == 0xAB0)
    #expect(Field("A", 31, 0).set(0x1234_5678, in: 0xFFFF_FFFF) == 0x1234_5678)
  }

  @Test func access() {
    #expect(Field("A", 0).access == .readWrite)
    #expect(Field.readOnly("A", 3, 1) == Field("A", 3, 1, .readOnly))
    #expect(Field.writeOnly("A", 3).access == .writeOnly)
  }
}
