import Machine
import Testing
@testable import Formats
@testable import Session

@Suite struct LiveLayoutTests {
  private static let port = "/run/user/1000/bandbox/miband2"

  private static func status(_ change: (inout LiveStatus) -> Void = { _ in }) -> LiveStatus {
    var status = LiveStatus()
    status.pixels = (0..<72 * 40).map { $0 % 3 == 0 }
    (status.percent, status.millivolts) = (80, 4_037)
    (status.currentNow, status.currentAverage) = (2_110, 431.6)
    (status.steps, status.speed, status.time) = (0, 1, .seconds(9))
    status.activity = .sleeping
    change(&status)
    return status
  }

  private static func lines(_ status: LiveStatus, _ columns: Int, _ rows: Int, port: String? = port) -> [String] {
    LiveLayout.lines(status, image: "firmware-images/band/band.elf", port: port, columns: columns, rows: rows)
  }

  @Test func everythingFitsTheTerminalThatMostPeopleHave() {
    let busy = Self.status { status in
      (status.isChargerIn, status.isCableIn, status.chargeCurrent) = (true, true, 34_120)
      (status.percent, status.walking, status.steps, status.time) = (100, 110, 123_456, .seconds(100_000))
      (status.currentNow, status.currentAverage, status.speed) = (12_345, 1_234, 3_512.3)
    }
    for status in [Self.status(), busy] {
      let lines = Self.lines(status, 80, 24)
      #expect(lines.count == 24 && lines.allSatisfy { TextWidth.of($0) <= 80 }, "\(lines.joined(separator: "\n"))")
      // The picture is whole.
      let picture = HalfBlocks.render(status.pixels, columns: 72)
      #expect(lines[1...20].elementsEqual(picture.map { " │\($0)│" }))
      let text = lines.joined(separator: "\n")
      for word in LiveText.keys + [
        "band.elf", "battery   \(status.percent) %", "4037 mV", "current", "on average", "port      \(Self.port)",
        "sleeping",
      ] { #expect(text.contains(word), "\(word) in\n\(text)") }
    }
    let text = Self.lines(busy, 80, 24).joined(separator: "\n")
    for word in [
      "attached", "charger in, 34.12 mA", "walking", "123456 steps", "1 d 03:46:40", "3512x", "12.35 mA now",
    ] {
      #expect(text.contains(word), "\(word) in\n\(text)")
    }
  }

  /// Whatever the size, nothing stands outside it, and what matters most comes first.
  @Test func fitsEverySize() {
    let status = Self.status { $0.isChargerIn = true }
    for columns in [1, 2, 7, 12, 20, 25, 37, 38, 39, 47, 60, 66, 67, 74, 75, 79, 80, 81, 120] {
      for rows in [1, 2, 3, 5, 7, 8, 11, 12, 13, 17, 18, 19, 23, 24, 25, 31, 32, 50] {
        let lines = Self.lines(status, columns, rows)
        #expect(lines.count <= rows && !lines.isEmpty, "\(columns) x \(rows)")
        #expect(lines.allSatisfy { TextWidth.of($0) <= columns }, "\(columns) x \(rows)")
        let text = lines.joined(separator: "\n")
        if columns >= 20 { #expect(text.contains("80 %"), "\(columns) x \(rows)") }
        if columns >= 38, rows >= 11 {
          // Broken over lines, a long path is still there. What is left of a line behind a picture is text too.
          let words = lines.map { line in line.split(separator: /[│╮╯]/).last.map(String.init) ?? "" }
          let path = (words + lines).map { $0.filter { $0 != " " } }.joined()
          for word in ["2.11mA", "431.6uA", Self.port, "cchargerin/out", "qquit"] {
            #expect(path.contains(word), "\(word) at \(columns) x \(rows):\n\(text)")
          }
        }
      }
    }
  }

  @Test func showsThePictureInHalfTheSizeWhereTheWholeDoesNotFit() {
    let status = Self.status()
    let dots = Braille.render(status.pixels, columns: 72)
    for (columns, rows) in [(60, 20), (40, 20), (80, 14), (72, 40)] {
      let lines = Self.lines(status, columns, rows)
      #expect(dots.allSatisfy { dot in lines.contains { $0.contains("│\(dot)│") } }, "\(columns) x \(rows)")
    }
    // tmux takes a line of 24; without a port there is room in 23.
    #expect(Self.lines(status, 80, 23).count == 23)
    #expect(Self.lines(status, 80, 23)[0].contains("port \(Self.port)"))
    #expect(Self.lines(status, 75, 32).first == " Bandbox   firmware-images/band/band.elf")
    #expect(Self.lines(status, 30, 8).allSatisfy { !$0.contains("│") })
  }

  @Test func noPathMovesTheCursor() {
    let lines = LiveLayout.lines(
      Self.status(), image: "a\u{1B}[2Jb.elf", port: "/tmp/\u{07}x", columns: 80, rows: 24)
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 })
    #expect(lines.joined().contains("a?[2Jb.elf") && lines.joined().contains("/tmp/?x"))
  }

  @Test func aRunThatWaitsSaysSo() {
    let lines = Self.lines(Self.status { $0.isHeld = true }, 80, 24)
    #expect(lines[0].contains("waiting for a client"))
  }

  /// LEDs beside a display, on the screen that most people have and on the one that tmux leaves of it.
  @Test(arguments: [(80, 25), (80, 24), (80, 23), (60, 20), (75, 33), (120, 50)])
  func lightsStandBesideADisplay(columns: Int, rows: Int) {
    let status = Self.status { status in
      status.lights = [LiveLight(name: "LED 1", color: "off"), LiveLight(name: "LED 2", color: "blue")]
    }
    let lines = Self.lines(status, columns, rows)
    #expect(lines.count <= rows && lines.allSatisfy { TextWidth.of($0) <= columns })
    let text = lines.joined(separator: "\n")
    for words in ["│", "LED 1 ○", "LED 2 ● blue", "80 %", Self.port] {
      #expect(text.contains(words), "\(words) in\n\(text)")
    }
  }

  @Test func lightsComeFirstWhereThereIsNoDisplay() {
    let status = Self.status { status in
      (status.pixels, status.columns) = ([], 0)
      status.lights = (1...3).map { LiveLight(name: "LED \($0)", color: $0 == 2 ? "orange" : "off") }
    }
    let lines = Self.lines(status, 80, 24)
    #expect(lines[0] == " lights    LED 1 ○           LED 2 ● orange    LED 3 ○        ")
    #expect(Self.lines(status, 30, 2) == ["lights  LED 1 ○", "        LED 2 ● orange"])
  }
}
