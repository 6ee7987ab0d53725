import Foundation
import SeededRandom
import Testing
@testable import Formats

@Suite struct PNGReaderTests {
  @Test func readsWhatWeWrite() throws {
    let grey = (0..<300 * 300).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) }
    let picture = try PNGReader.read(PNG.encode(width: 300, height: 300, grey: grey), name: "p.png")
    #expect(picture.width == 300 && picture.height == 300)
    #expect(picture.grey == grey)
  }

  /// Files made with Python's zlib: one bit grey; all five filters; a palette of two bits; RGBA.
  @Test(arguments: PNGReaderTests.files)
  func readsOtherWriters(file: String, width: Int, grey: [UInt8]) throws {
    let bytes = try #require(Data(base64Encoded: file))
    let picture = try PNGReader.read(Array(bytes), name: "p.png")
    #expect(picture.width == width)
    #expect(picture.grey == grey)
  }

  @Test func damageIsRefused() throws {
    let good = PNG.encode(width: 8, height: 8, grey: [UInt8](repeating: 9, count: 64))
    for length in 0..<good.count - 12 {
      #expect(throws: InputError.self) { try PNGReader.read(Array(good[..<length]), name: "p.png") }
    }
    var random = SplitMix(seed: 3)
    for _ in 0..<2_000 {
      var bytes = good
      for _ in 0..<3 {
        bytes[8 + random.below(bytes.count - 8)] = random.byte()
      }
      _ = try? PNGReader.read(bytes, name: "p.png")
    }
  }
}

extension PNGReaderTests {
  static let files: [(String, Int, [UInt8])] = [
    (
      "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADAQAAAACcj5NrAAAADklEQVR42mNYwBDA8AEABQYB4aSu1d8AAAAASUVORK5CYII=",
      4, [255, 0, 255, 0, 0, 255, 0, 255, 255, 255, 255, 255]
    ),
    (
      "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAFCAAAAADQl7XdAAAAlElEQVR42mNgYGbj5OEXEpOUkVdS1dDRNzK1sLZzcvXw9gsMiYiO"
        + "S0xJz8orLCmvqm1oae/qnTB52qy5CxYvW7lmw+ZtO/fsP3SMUYMZDFjJpZg0IEATArQgQBsCdCBAFwL0IEAfAgwgwJA5QAwMJCCU"
        + "pDgYQCkpCTAAUzNmzJ4JBkBKEghkpMBAhgXqBQ4ClC4uOQB5lDIohTizTQAAAABJRU5ErkJggg==",
      64, PNGReaderTests.gradient
    ),
    (
      "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABAgMAAABmjvwnAAAACVBMVEUAAAAePFr///96YBZ4AAAACklEQVR42mOQAAAAGgAZgACO"
        + "uwAAAABJRU5ErkJggg==",
      3, [0, 60, 255]
    ),
    (
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR42mOQs4n6DwQMABKrBLEsqQfpAAAAAElFTkSuQmCC",
      2, [60, 0]
    ),
  ]

  private static let gradient: [UInt8] = (0..<5 * 64).map { place in
    let (x, y): (Int, Int) = (place % 64, place / 64)
    let bent: Int = x / 7 * (y + 1)
    return UInt8(truncatingIfNeeded: x * 3 + y * 40 + bent)
  }
}
