import Testing

@testable import Plots

@Suite struct PlotRasterTests {
  private func pixel(_ raster: PlotRaster, _ x: Int, _ y: Int) -> [UInt8] {
    Array(raster.pixels[3 * (y * raster.width + x)..<3 * (y * raster.width + x) + 3])
  }

  @Test func areasCoverTheirPixelsAndEdgesInPart() {
    var drawing = PlotDrawing(width: 10, height: 10)
    drawing.rectangle(2, 2, 3.5, 2, .init(0xFF0000))
    let raster = PlotRaster(drawing)
    #expect(pixel(raster, 1, 2) == [255, 255, 255])
    #expect(pixel(raster, 2, 2) == [255, 0, 0] && pixel(raster, 4, 3) == [255, 0, 0])
    #expect(pixel(raster, 5, 2) == [255, 128, 128])
    #expect(pixel(raster, 2, 4) == [255, 255, 255])
  }

  @Test func aLinesPiecesDoNotDarkenEachOther() {
    var drawing = PlotDrawing(width: 20, height: 10)
    drawing.line([.init(x: 2, y: 5), .init(x: 8, y: 5), .init(x: 14, y: 5)], width: 2, .init(0x000000, alpha: 128))
    let raster = PlotRaster(drawing)
    #expect(pixel(raster, 5, 4) == [127, 127, 127])
    #expect(pixel(raster, 8, 4) == [127, 127, 127])
  }

  @Test func whatLiesOutsideIsCut() {
    var drawing = PlotDrawing(width: 4, height: 4)
    drawing.rectangle(-100, -100, 1_000, 1_000, .init(0x0000FF))
    drawing.text("far away", 900, -40)
    drawing.line(-5, 2, -1, 2, .init(0))
    let raster = PlotRaster(drawing)
    #expect(raster.pixels == Array(repeating: [0, 0, 255], count: 16).flatMap(\.self))
  }

  @Test func everyCharacterThatPlotsUseHasAGlyph() {
    let missing = PlotFont.lines("\u{2603}", size: 10).strokes
    for character
      in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:;-+/%()=µ°·_<>[]~^${}\\`±×≤≥→²³Ω…"
    {
      let lines = PlotFont.lines(String(character), size: 10)
      #expect(lines.strokes != missing && !lines.strokes.isEmpty, "\(character)")
      #expect(lines.strokes.joined().allSatisfy { (-7...2).contains($0.y) && (0...6).contains($0.x) }, "\(character)")
    }
  }
}
