import Parts
import Testing

@testable import Session

@Suite struct LightDrawingTests {
  private func drawn(_ light: LightColor, scale: Int) -> [String] {
    let drawing = LightDrawing(scale: scale)
    return (0..<drawing.side).map { y in
      String(
        (0..<drawing.side).map { x -> Character in
          switch drawing.color(x, y, of: light) {
          case LightDrawing.rim: "o"
          case .black: " "
          default: "#"
          }
        })
    }
  }

  @Test func theSmallestIsADiscInARim() {
    let rows = [
      "        ",
      "  oooo  ",
      " oo##oo ",
      " o####o ",
      " o####o ",
      " oo##oo ",
      "  oooo  ",
      "        ",
    ]
    #expect(drawn(LED.Color.blue.full, scale: 1) == rows)
    #expect(drawn(.black, scale: 1) == rows.map { $0.replacing("#", with: " ") })
  }

  /// At every scale it is the same upside down and in a mirror, within its square, and its rim is closed.
  @Test(arguments: 1...16) func everyScaleIsRound(scale: Int) {
    let rows = drawn(LED.Color.red.full, scale: scale)
    #expect(rows.count == 8 * scale && rows == rows.reversed() && rows.allSatisfy { $0 == String($0.reversed()) })
    for row in rows {
      #expect(!row.contains("# ") && !row.contains(" #"))
      #expect(row.hasPrefix(String(repeating: " ", count: scale)))
    }
    let middle = rows[4 * scale].filter { $0 != " " }
    #expect(middle.count == 6 * scale && middle.first == "o")
  }
}
