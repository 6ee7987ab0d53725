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
}
