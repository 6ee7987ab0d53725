import Boards
import Foundation
import Machine
import Testing
import World

@testable import Formats
@testable import Session

@Suite struct ScreenshotTests {
  private static let black: [UInt8] = [0, 0, 0]
  private static let white: [UInt8] = [255, 255, 255]
  private static let rim: [UInt8] = [112, 112, 112]

  /// A board whose chip runs nothing; pads are driven from outside.
  private final class Desk {
    let emulation = Emulation()
    let board: any Board
    private var drivers: [String: LineDriver] = [:]

    init(_ model: BoardModel) {
      let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
      board = model.make(
        emulation, in: BoardSurroundings(seed: 1, motion: StillMotion(), heart: heart, startPercent: 80))
      board.powerOn(.flash)
    }

    func set(_ pad: String, _ level: Bool) throws {
      if drivers[pad] == nil { drivers[pad] = try #require(board.chip.pad(named: pad)).driver("test") }
      drivers[pad]?.value = level
    }

    func run(_ time: Tick) { board.chip.run(until: emulation.now + time) }

    func picture(scale: Int = Screenshot.scale) throws -> DecodedPNG {
      let file = try #require(Screenshot.png(of: board, scale: scale))
      return try #require(DecodedPNG(file))
    }
  }

  private static func desk(_ name: String, _ change: (String) -> String = { $0 }) throws -> Desk {
    let text = change(try #require(BoardCatalogue.model(named: name)).text)
    return Desk(try BoardModel(parsing: text, path: "b.yaml", isShipped: false))
  }

  @Test func lightsAreDrawnInTheirOrderAndColour() throws {
    let desk = try Self.desk("band1")
    // Nothing is lit: three rims.
    var picture = try desk.picture()
    #expect(picture.width == 144 && picture.height == 48 && picture.channels == 3)
    for x in [24, 72, 120] { #expect(picture[x, 24] == Self.black && picture[x, 6] == Self.rim) }
    // LED 1 red and green, LED 2 blue, LED 3 dark.
    for pad in ["P2_0", "P2_1", "P2_5"] { try desk.set(pad, true) }
    desk.run(.milliseconds(20))
    picture = try desk.picture()
    let colors: [[UInt8]] = [[255, 255, 0], [0, 0, 255], Self.black]
    // Every pixel, by its distance from the centre of its LED.
    var wrong = 0
    for y in 0..<48 {
      for x in 0..<144 {
        let (right, down) = (Double(x % 48) + 0.5 - 24, Double(y) + 0.5 - 24)
        let distance = (right * right + down * down).squareRoot()
        let wanted = distance <= 16 ? colors[x / 48] : distance <= 18 ? Self.rim : Self.black
        if picture[x, y] != wanted { wrong += 1 }
      }
    }
    #expect(wrong == 0)
    // Dark again: no light stays longer than an eye has it.
    for pad in ["P2_0", "P2_1", "P2_5"] { try desk.set(pad, false) }
    desk.run(.milliseconds(20))
    picture = try desk.picture()
    for x in [24, 72, 120] { #expect(picture[x, 24] == Self.black) }
  }

  /// 5 of 20 ms are a quarter of the light, which is half of a pixel's value.
  @Test func aLightIsAsBrightAsItWasLit() throws {
    let desk = try Self.desk("band1")
    try desk.set("P2_0", true)
    try desk.set("P2_2", true)
    desk.run(.milliseconds(5))
    try desk.set("P2_2", false)
    desk.run(.milliseconds(15))
    #expect(try desk.picture()[24, 24] == [255, 0, 128])
  }

  /// A display of 5 x 5 and, below it, nine LEDs: eight in a row.
  @Test func lightsStandBelowADisplay() throws {
    let names = ["red", "orange", "yellow", "green", "blue", "white", "red", "red", "blue"]
    let pads = ["P0_1", "P0_2", "P0_3", "P0_16", "P0_18", "P0_19", "P0_20", "P0_21", "P0_22"]
    let lights = zip(names, pads).enumerated().map { number, light in
      "  led-\(number): {part: LED, name: LED \(number + 1), color: \(light.0), rail: V33, pins: {on: \(light.1)}}\n"
    }
    let desk = try Self.desk("microbit") { $0.replacing("  cable: {", with: lights.joined() + "  cable: {") }
    for pad in pads { try desk.set(pad, true) }
    try desk.set("P0_4", false)
    try desk.set("P0_13", true)
    desk.run(.milliseconds(20))
    #expect(desk.board.model.lightCount == 9 && desk.board.lights.count == 9)
    let picture = try desk.picture()
    #expect(picture.width == 384 && picture.height == 126)
    var lit: [Int] = []
    for place in 0..<25 {
      let (x, y) = (place % 5 * 6 + 3, place / 5 * 6 + 3)
      if picture[x, y] == Self.white { lit.append(place) }
    }
    #expect(lit == [0])
    #expect(picture[5, 5] == Self.white && picture[6, 5] == Self.black)
    let colors: [[UInt8]] = [
      [255, 0, 0], [255, 128, 0], [255, 208, 0], [0, 255, 0], [0, 0, 255], Self.white, [255, 0, 0], [255, 0, 0],
      [0, 0, 255],
    ]
    for (number, color) in colors.enumerated() {
      let (x, y) = (number % 8 * 48 + 24, 30 + number / 8 * 48 + 24)
      #expect(picture[x, y] == color, "LED \(number + 1)")
    }
    #expect(picture[72, 102] == Self.black, "there is no tenth")
    let small = try desk.picture(scale: 1)
    #expect(small.width == 64 && small.height == 21)
    #expect(small[0, 0] == Self.white)
    #expect(small[12, 9] == colors[1])
  }

  /// What a board without LEDs shows is what it always was: grey, a square a pixel.
  @Test func aDisplayAloneIsGrey() throws {
    let desk = try Self.desk("microbit")
    try desk.set("P0_4", false)
    try desk.set("P0_13", true)
    desk.run(.milliseconds(20))
    let grey = (0..<30 * 30).map { UInt8($0 % 30 < 6 && $0 / 30 < 6 ? 255 : 0) }
    #expect(Screenshot.png(of: desk.board) == PNG.encode(width: 30, height: 30, grey: grey))
  }

  /// It is said before the run, and not by a missing file after it.
  @Test func aBoardWithNeitherHasNoPicture() throws {
    let text = try #require(BoardCatalogue.model(named: "band1")).text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("part: RGB LED") }
    let path = NSTemporaryDirectory() + "bare-" + UUID().uuidString + ".yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let desk = Desk(try BoardModel(path: path))
    #expect(Screenshot.png(of: desk.board) == nil && desk.board.model.lightCount == 0)
    var options = RunOptions(imagePath: Repository.root + "/firmware-images/band1/band1.elf")
    options.board = path
    _ = try RunInputs(options)
    options.screenshotPath = path + ".png"
    #expect(throws: InputError("--screenshot: the board band1 has neither display nor LEDs")) {
      try RunInputs(options)
    }
  }
}
