/// What the display can show, in the order in which touches turn the pages.
enum Page: UInt32 {
  case time = 0
  case steps = 1
  case heartRate = 2
  case battery = 3
  /// A notification; the touch that ends it shows the time.
  case notice = 4

  var next: Page { self == .notice ? .time : Page(rawValue: (rawValue + 1) & 3) ?? .time }
}

/// All that the pages show.
struct Face: Equatable {
  var hour: UInt8 = 0
  var minute: UInt8 = 0
  var day: UInt8 = 1
  var month: UInt8 = 1
  /// 0 is Monday.
  var weekday: UInt8 = 0
  var steps: UInt32 = 0
  var goal: UInt32 = 8000
  /// Beats a minute; 0 when there is no reading.
  var heartRate: UInt32 = 0
  var isMeasuring = false
  var percent: UInt32 = 0
  var chargeState = ChargeState.none

  init() {}
}

extension Canvas {
  /// Draws `page` from scratch. A notification has a text of its own to draw.
  mutating func draw(_ page: Page, _ face: Face) {
    clear()
    switch page {
    case .time: drawTime(face)
    case .steps: drawSteps(face)
    case .heartRate: drawHeartRate(face)
    case .battery: drawBattery(face)
    case .notice: break
    }
  }

  private mutating func drawTime(_ face: Face) {
    let y = Self.timeTop
    let left = Self.timeLeft
    let date = Self.dateTop
    drawDigit(Int(face.hour / 10), x: left, y: y)
    drawDigit(Int(face.hour % 10), x: left + 12, y: y)
    fill(x: left + 26, y: y + 5, width: 2, height: 2)
    fill(x: left + 26, y: y + 12, width: 2, height: 2)
    drawDigit(Int(face.minute / 10), x: left + 32, y: y)
    drawDigit(Int(face.minute % 10), x: left + 44, y: y)
    let names: StaticString = "MONTUEWEDTHUFRISATSUN"
    var x = left + 1
    for index in 0..<3 {
      x += draw(character: names.utf8Start[Int(min(face.weekday, 6)) * 3 + index], x: x, y: date)
    }
    x = draw(number: UInt32(face.day), x: x + 4, y: date)
    x = draw("/", x: x, y: date)
    draw(number: UInt32(face.month), x: x, y: date)
  }

  #if BOARD_TRACKER
    private static var timeTop: Int { 1 }
    private static var timeLeft: Int { 5 }
    private static var dateTop: Int { 24 }

    private mutating func drawSteps(_ face: Face) {
      drawBig(face.steps, centre: 32, y: 1)
      let goal = max(face.goal, 1)
      frame(x: 2, y: 25, width: 60, height: 5)
      fill(x: 3, y: 26, width: Int(min(face.steps, goal) * 58 / goal), height: 3)
    }

    private mutating func drawHeartRate(_ face: Face) {
      draw("*", x: 4, y: 7)
      if face.heartRate > 0 {
        drawBig(face.heartRate, centre: 36, y: 1)
      } else {
        drawDigit(-1, x: 25, y: 1)
        drawDigit(-1, x: 37, y: 1)
      }
      drawCentred(face.isMeasuring ? "MEASURING" : "BPM", y: 24)
    }

    private mutating func drawBattery(_ face: Face) {
      drawBig(face.percent, centre: 28, y: 1)
      draw("%", x: 50, y: 13)
      switch face.chargeState {
      case .contact, .preCharge, .constantCurrent, .constantVoltage: drawCentred("CHARGING", y: 24)
      case .full: drawCentred("FULL", y: 24)
      case .temperature: drawCentred("TOO WARM", y: 24)
      case .fault: drawCentred("FAULT", y: 24)
      case .none where face.percent < 10: drawCentred("LOW", y: 24)
      case .none:
        frame(x: 10, y: 24, width: 42, height: 7)
        fill(x: 52, y: 26, width: 2, height: 3)
        fill(x: 12, y: 26, width: Int(min(face.percent, 100) * 38 / 100), height: 3)
      }
    }
  #else
    private static var timeTop: Int { 4 }
    private static var timeLeft: Int { 9 }
    private static var dateTop: Int { 30 }

    private mutating func drawSteps(_ face: Face) {
      drawCentred("STEPS", y: 1)
      drawBig(face.steps, centre: 36, y: 11)
      frame(x: 6, y: 34, width: 60, height: 5)
      let goal = max(face.goal, 1)
      fill(x: 7, y: 35, width: Int(min(face.steps, goal) * 58 / goal), height: 3)
    }

    private mutating func drawHeartRate(_ face: Face) {
      draw("* BPM", x: 21, y: 1)
      if face.heartRate > 0 {
        drawBig(face.heartRate, centre: 36, y: 11)
      } else {
        drawDigit(-1, x: 25, y: 11)
        drawDigit(-1, x: 37, y: 11)
      }
      if face.isMeasuring { drawCentred("MEASURING", y: 33) }
    }

    private mutating func drawBattery(_ face: Face) {
      frame(x: 26, y: 1, width: 18, height: 8)
      fill(x: 44, y: 3, width: 2, height: 4)
      fill(x: 28, y: 3, width: Int(min(face.percent, 100) * 14 / 100), height: 4)
      drawBig(face.percent, centre: 32, y: 12)
      draw("%", x: 54, y: 24)
      switch face.chargeState {
      case .contact, .preCharge, .constantCurrent, .constantVoltage: drawCentred("CHARGING", y: 33)
      case .full: drawCentred("FULL", y: 33)
      case .temperature: drawCentred("TOO HOT/COLD", y: 33)
      case .fault: drawCentred("CHARGE FAULT", y: 33)
      case .none where face.percent < 10: drawCentred("LOW", y: 33)
      case .none: break
      }
    }
  #endif
}
