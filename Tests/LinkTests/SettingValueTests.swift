import Testing

@testable import Link

@Suite struct SettingValueTests {
  @Test func readsNumbersLeastSignificantFirst() {
    #expect(SettingValue([0x40, 0x1F, 0, 0]).number == 8_000)
    #expect(SettingValue([1]).number == 1)
    #expect(SettingValue([1, 2, 3]).number == nil)
    #expect(SettingValue([UInt8](repeating: 0xFF, count: 8)).number == .max)
  }

  @Test func replacesInTheSameForm() {
    #expect(SettingValue([0, 0]).replaced(by: "513")?.bytes == [1, 2])
    #expect(SettingValue([0, 0]).replaced(by: "65536") == nil)
    #expect(SettingValue([0, 0, 0]).replaced(by: "513")?.bytes == Array("513".utf8))
    #expect(SettingValue([0, 0]).replaced(by: "on")?.bytes == Array("on".utf8))
    #expect(SettingValue([]).replaced(by: "7")?.bytes == Array("7".utf8))
  }

  @Test func showsOnlyWhatCanBePrinted() {
    #expect(SettingValue(Array("Band é".utf8)).text == "Band é")
    #expect(SettingValue([0x41, 0x0A]).text == nil)
    #expect(SettingValue([0xFF]).text == nil)
    #expect(SettingValue([]).text == nil)
  }

  @Test func hexadecimalGoesBothWays() {
    #expect(HexText.of([0, 0xAB, 0x7F]) == "00ab7f")
    #expect(HexText.bytes("00aB7f") == [0, 0xAB, 0x7F])
    #expect(HexText.bytes("0") == nil && HexText.bytes("0g") == nil && HexText.bytes("é") == nil)
  }
}
