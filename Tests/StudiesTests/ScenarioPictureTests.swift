import Boards
import Foundation
import Testing
@testable import Formats
@testable import Studies

@Suite struct ScenarioPictureTests {
  @Test func aDisplayHasItsSize() throws {
    let folder = NSTemporaryDirectory() + "picture-" + UUID().uuidString + ".png"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(PNG.encode(width: 71, height: 40, grey: [])).write(to: URL(fileURLWithPath: folder))
    #expect(throws: InputError.self) { try ScenarioPicture(path: folder, of: BoardCatalogue.standard) }
    var grey = [UInt8](repeating: 0, count: 144 * 80)
    for place in [2 * 144 + 4, 2 * 144 + 5, 3 * 144 + 4, 3 * 144 + 5] { grey[place] = 255 }
    try Data(PNG.encode(width: 144, height: 80, grey: grey)).write(to: URL(fileURLWithPath: folder))
    let picture = try ScenarioPicture(path: folder, of: BoardCatalogue.standard)
    #expect(picture.pixels.indices.filter { picture.pixels[$0] } == [72 + 2])
  }

  /// A board with LEDs beside its display takes the display alone and a whole screenshot.
  @Test func aWholeScreenshotIsAPictureOfItsDisplay() throws {
    let path = NSTemporaryDirectory() + "picture-" + UUID().uuidString + ".png"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = BoardCatalogue.standard.text.replacing(
      "  radio: {", with: "  led: {part: LED, rail: VSYS, pins: {on: P4_7}}\n  radio: {")
    let board = try BoardModel(parsing: text, path: "b.yaml", isShipped: false)
    func lit(_ width: Int, _ height: Int) throws -> [Int] {
      // A lit pixel of the display at each scale, and an LED below.
      var colour = [UInt8](repeating: 0, count: 3 * width * height)
      for place in [0, 1, 2, 3 * (width * height - 1)] { colour[place] = 255 }
      try Data(PNG.encode(width: width, height: height, colour: colour)).write(to: URL(fileURLWithPath: path))
      let picture = try ScenarioPicture(path: path, of: board)
      #expect(picture.pixels.count == 72 * 40)
      return picture.pixels.indices.filter { picture.pixels[$0] }
    }
    #expect(try lit(72, 40) == [0])
    #expect(try lit(72, 48) == [0])
    #expect(try lit(144, 96) == [])
    #expect(throws: InputError.self) { try lit(72, 41) }
    #expect(throws: InputError.self) { try lit(72, 56) }
  }
}
