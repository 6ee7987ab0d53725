import Testing

@testable import BandLogic

@Suite struct PagesTests {
  private func lit(_ canvas: Canvas, _ columns: Range<Int>, _ rows: Range<Int>) -> Int {
    rows.reduce(0) { count, y in count + columns.filter { canvas.isLit($0, y) }.count }
  }

  private func row(_ canvas: Canvas, _ y: Int, _ columns: Range<Int>) -> String {
    String(columns.map { canvas.isLit($0, y) ? "#" : "." })
  }

  @Test("touches turn the pages around")
  func order() {
    #expect(Page.time.next == .steps)
    #expect(Page.steps.next == .heartRate)
    #expect(Page.heartRate.next == .battery)
    #expect(Page.battery.next == .time)
  }

  @Test("the font's letter E, pixel by pixel, and small letters as capitals")
  func font() {
    var canvas = Canvas()
    canvas.draw("e", x: 2, y: 3)
    let rows = (3..<10).map { row(canvas, $0, 2..<7) }
    #expect(rows == ["#####", "#....", "#....", "####.", "#....", "#....", "#####"])
    #expect(lit(canvas, 0..<72, 0..<40) == 18 + 0)
  }

  @Test("the time 10:48 has its digits in place")
  func time() {
    var face = Face()
    (face.hour, face.minute) = (10, 48)
    var canvas = Canvas()
    canvas.draw(.time, face)
    // 1 has strokes on its right only, 0 has none in the middle, 8 has all.
    #expect(lit(canvas, 9..<17, 4..<23) == 0)
    #expect(!canvas.isLit(26, 13))
    #expect(canvas.isLit(58, 13))
    #expect(canvas.isLit(35, 9))
  }

  @Test("the goal's bar fills with the steps")
  func bar() {
    var canvas = Canvas()
    var face = Face()
    for (steps, length) in [(0, 0), (4000, 29), (8000, 58), (99_999, 58)] as [(UInt32, Int)] {
      face.steps = steps
      canvas.draw(.steps, face)
      #expect(lit(canvas, 7..<65, 36..<37) == length)
    }
  }

  @Test("the battery page says that it charges")
  func charging() {
    var canvas = Canvas()
    var face = Face()
    face.percent = 50
    canvas.draw(.battery, face)
    #expect(lit(canvas, 0..<72, 33..<40) == 0)
    face.chargeState = .constantCurrent
    canvas.draw(.battery, face)
    #expect(lit(canvas, 0..<72, 33..<40) > 60)
    #expect(lit(canvas, 28..<42, 3..<4) == 7)
  }

  @Test("nothing is drawn outside")
  func bounds() {
    var canvas = Canvas()
    canvas.fill(x: -5, y: -5, width: 200, height: 200)
    #expect(lit(canvas, 0..<72, 0..<40) == 72 * 40)
    #expect(!canvas.isLit(72, 0))
    #expect(!canvas.isLit(0, -1))
    canvas.clear()
    canvas.drawBig(4_000_000_000, centre: 36, y: 11)
    #expect(lit(canvas, 0..<72, 0..<40) > 100)
  }
}
