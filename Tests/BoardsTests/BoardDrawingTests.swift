import Testing

@testable import Boards
@testable import Formats

@Suite struct BoardDrawingTests {
  /// Every part, rail and wired pad is on the picture.
  @Test func everythingIsDrawn() {
    let model = BoardCatalogue.standard
    let drawing = BoardDrawing(model).drawing
    let texts = drawing.shapes.compactMap { if case .text(let text) = $0 { text.string } else { nil } }
    for rail in model.plan.rails { #expect(texts.contains(rail.name)) }
    for part in model.plan.parts {
      #expect(texts.contains { $0.hasSuffix(part.kind.name) })
      for pad in part.pads.values { #expect(texts.contains(pad)) }
    }
    // And within it.
    for case .line(let points, _, _) in drawing.shapes {
      for point in points {
        #expect((0...Double(drawing.width)).contains(point.x) && (0...Double(drawing.height)).contains(point.y))
      }
    }
  }
}
