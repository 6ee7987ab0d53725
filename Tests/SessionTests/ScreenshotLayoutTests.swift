import Testing

@testable import Session

@Suite struct ScreenshotLayoutTests {
  @Test(arguments: [
    (72, 40, 0, 72, 40), (0, 0, 1, 8, 8), (0, 0, 3, 24, 8), (0, 0, 8, 64, 8), (0, 0, 9, 64, 16), (72, 40, 3, 72, 48),
    (5, 5, 2, 16, 13), (64, 32, 17, 64, 56),
  ])
  func thePictureHasRoomForAll(columns: Int, rows: Int, lights: Int, width: Int, height: Int) {
    let layout = ScreenshotLayout(columns: columns, rows: rows, lights: lights)
    #expect([layout.width, layout.height] == [width, height])
    let corners = (0..<lights).map { layout.corner(ofLight: $0) }
    #expect(Set(corners.map { $0.x << 16 | $0.y }).count == lights)
    for corner in corners {
      #expect(corner.x >= 0 && corner.x + ScreenshotLayout.side <= width)
      #expect(corner.y >= rows && corner.y + ScreenshotLayout.side <= height)
    }
  }
}
