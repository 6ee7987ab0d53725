import Testing

@testable import Session

@Suite struct ShippedImageLinesTests {
  private static let images = [
    ShippedImage(
      name: "bench", summary: "Measures emulators: CRC-32 and more.", expected: "four lines.", path: "/f/bench.elf"),
    ShippedImage(name: "wake", summary: "Wakes.", expected: nil, path: "/a/long/path/to/wake.elf"),
  ]

  @Test func anyWidth() {
    #expect(
      ShippedImage.lines(Self.images, columns: nil) == [
        "bench   Measures emulators: CRC-32 and more.", "        expected: four lines.", "        /f/bench.elf",
        "wake    Wakes.", "        /a/long/path/to/wake.elf",
      ])
    #expect(ShippedImage.lines(Self.images, columns: 80) == ShippedImage.lines(Self.images, columns: nil))
    #expect(ShippedImage.lines([], columns: 80).isEmpty)
  }

  @Test func sentencesAreWrapped() {
    #expect(
      ShippedImage.lines(Self.images, columns: 34) == [
        "bench   Measures emulators: CRC-32", "        and more.", "        expected: four lines.",
        "        /f/bench.elf",
        "wake    Wakes.", "        /a/long/path/to/wake.elf",
      ])
  }

  @Test func aNarrowTerminalGivesNamesALine() {
    #expect(
      ShippedImage.lines(Self.images, columns: 24) == [
        "bench", "  Measures emulators:", "  CRC-32 and more.", "  expected: four lines.", "  /f/bench.elf", "wake",
        "  Wakes.",
        "  /a/long/path/to/wake.elf",
      ])
  }
}
