import Machine
import Testing

@testable import World

@Suite struct MotionRecordingTests {
  /// Five seconds of a hand that lies still and is pushed once, as the README describes a recording, in other words.
  private func file(
    _ header: String, separator: String = ",", rows: Int = 100, row: (Double, [Double]) -> [String]
  ) -> String {
    var lines = header.isEmpty ? [] : [header]
    for index in 0..<rows {
      let push = index == 50 ? 0.5 : 0
      lines.append(row(Double(index) / 20, [0.6, 0.1 + push, -0.8]).joined(separator: separator))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func check(_ text: String, notes: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let recording = try MotionRecording(text, name: "f")
    #expect(recording.notes == notes, sourceLocation: sourceLocation)
    #expect(recording.samples.count == 100, sourceLocation: sourceLocation)
    for (index, sample) in recording.samples.enumerated() {
      let wanted = Tick(index) * Tick.perSecond / 20
      // Dates in nanoseconds are more than a number has digits for.
      let late = max(sample.time, wanted) - min(sample.time, wanted)
      #expect(late <= Tick.perSecond / 1_000_000, sourceLocation: sourceLocation)
      let felt = sample.acceleration
      let push = index == 50 ? 600_000 : 100_000
      #expect(abs(felt.x - 600_000) < 20 && abs(felt.y - push) < 20 && abs(felt.z + 800_000) < 20)
    }
  }

  @Test("metres per second squared are recognised by their size, or by the title")
  func metres() throws {
    let note = "f: read as m/s2: the median magnitude is 9.86"
    func row(_ time: Double, _ g: [Double]) -> [String] { ["\(time)"] + g.map { "\($0 * 9.80665)" } }
    try check(file("seconds,x,y,z", row: row), notes: [note])
    try check(
      file("\"Time (s)\",\"Acceleration x (m/s^2)\",\"Acceleration y (m/s^2)\",\"Acceleration z (m/s^2)\"", row: row),
      notes: [note])
    try check(file("time,accel_x_m/s2,accel_y_m/s2,accel_z_m/s2", row: row), notes: [note])
  }

  @Test(
    "milli-g are recognised by their size, or by the title",
    arguments: ["seconds,x,y,z", "t,x_mg,y_mg,z_mg", "s,ax [mg],ay [mg],az [mg]"])
  func milliG(_ header: String) throws {
    try check(
      file(header) { time, g in ["\(time)"] + g.map { "\($0 * 1000)" } },
      notes: ["f: read as milli-g: the median magnitude is 1005"])
  }

  @Test(
    "g need no word",
    arguments: [
      "seconds,x,y,z", "time,x_g,y_g,z_g", "Time (s),X-Axis (g),Y-Axis (g),Z-Axis (g)", "timestamp,gFx,gFy,gFz",
      "elapsed,accX,accY,accZ",
    ])
  func standardGravity(_ header: String) throws {
    try check(file(header) { time, g in ["\(time)"] + g.map { "\($0)" } }, notes: [])
  }

  @Test(
    "times in other units are recognised by the title or by how far apart they are",
    arguments: [
      ("ms,x,y,z", 1e3, "milliseconds"), ("time_ms,x,y,z", 1e3, "milliseconds"), ("time,x,y,z", 1e3, "milliseconds"),
      ("timestamp [us],x,y,z", 1e6, "microseconds"), ("t,x,y,z", 1e6, "microseconds"),
      ("timestamp_ns,x,y,z", 1e9, "nanoseconds"), ("timestamp,x,y,z", 1e9, "nanoseconds"),
    ])
  func times(_ header: String, perSecond: Double, unit: String) throws {
    try check(
      file(header) { time, g in ["\(time * perSecond)"] + g.map { "\($0)" } }, notes: ["f: time read as \(unit)"])
  }

  @Test(
    "dates begin at 0",
    arguments: [(1.0, ""), (1e3, "milliseconds"), (1e6, "microseconds"), (1e9, "nanoseconds")])
  func dates(perSecond: Double, unit: String) throws {
    let text = file("time,x,y,z") { time, g in ["\((1_764_374_400 + time) * perSecond)"] + g.map { "\($0)" } }
    try check(
      text,
      notes: (unit.isEmpty ? [] : ["f: time read as \(unit)"]) + ["f: times are dates: the first is taken as 0"])
  }

  @Test("a clock that has run for long begins at 0")
  func uptime() throws {
    let text = file("time_ms,x,y,z") { time, g in ["\(86_400_000 + time * 1000)"] + g.map { "\($0)" } }
    try check(text, notes: ["f: time read as milliseconds", "f: begins at 86400 s: taken as 0"])
  }

  @Test("seconds since the start stand beside a date")
  func twoTimes() throws {
    try check(
      file("time,seconds_elapsed,z,y,x") { time, g in
        ["\(1_764_374_400e9 + time * 1e9)", "\(time)"] + g.reversed().map { "\($0)" }
      },
      notes: [])
  }

  @Test("semicolons, decimal commas, tabs and files without a header")
  func forms() throws {
    func comma(_ value: Double) -> String { "\(value)".replacing(".", with: ",") }
    try check(file("seconds;x;y;z", separator: ";") { time, g in ([time] + g).map(comma) }, notes: [])
    try check(file("seconds\tx\ty\tz", separator: "\t") { time, g in ([time] + g).map { "\($0)" } }, notes: [])
    try check(file("") { time, g in ([time] + g).map { "\($0)" } }, notes: [])
    try check(file("", separator: " ") { time, g in ([time] + g).map { "\($0)" } }, notes: [])
  }

  @Test("a gyroscope's columns are left out")
  func gyroscope() throws {
    try check(
      file("seconds,gyro_x,gyro_y,gyro_z,acc_x,acc_y,acc_z,gx,wx") { time, g in
        ["\(time)", "1", "2", "3"] + g.map { "\($0)" } + ["4", "5"]
      }, notes: [])
  }

  @Test("what is not clear is refused, with the line and what was expected")
  func refused() {
    func refusal(_ text: String) -> String {
      do {
        _ = try MotionRecording(text, name: "f.csv")
        return "read"
      } catch { return "\(error)" }
    }
    func scaled(_ header: String, time: Double = 1, by factor: Double) -> String {
      file(header) { seconds, g in ["\(seconds * time)"] + g.map { "\($0 * factor)" } }
    }
    #expect(
      refusal(scaled("seconds,x,y,z", by: 8192))
        == "f.csv:1: the median of the accelerations' length is 8233: expected close to 1 (g), 9.8 (m/s2) or 1000 (milli-g)"
    )
    #expect(
      refusal(scaled("seconds,x,y,z", by: 0.01))
        == "f.csv:1: the median of the accelerations' length is 0.01005: expected close to 1 (g), 9.8 (m/s2) or 1000 "
        + "(milli-g); an acceleration without gravity cannot be played")
    #expect(
      refusal(scaled("seconds,x_g,y_g,z_g", by: 9.80665))
        == "f.csv:1: the titles say g, but the median of the accelerations' length is 9.86, as in m/s2")
    #expect(
      refusal(scaled("seconds,x_g,y_mg,z_mg", by: 1))
        == "f.csv:1: expected x, y and z in one unit, found g and milli-g")
    #expect(
      refusal(scaled("seconds,x,y,z", time: 1000, by: 1))
        == "f.csv:1: the title 'seconds' says seconds, but the rows are 50 s apart: expected 0.0001 to 2 s")
    #expect(
      refusal(scaled("time,x,y,z", time: 20, by: 1))
        == "f.csv:1: the unit of the times is not clear, they are 1 apart: expected the title 'seconds', 'ms', 'us' or 'ns'"
    )
    #expect(
      refusal(scaled("seconds,x,acc_x,y,z", by: 1)) == "f.csv:1: expected one column 'x', found 'x' and 'acc_x'")
    #expect(
      refusal("0,0,0,1,9,9,9\n0.1,0,0,1,9,9,9\n")
        == "f.csv:1: expected the header 'seconds,x,y,z', found '0,0,0,1,9,9,9'")
    #expect(
      refusal("0.3,0,0,1\n0.1,0,0,1\n")
        == "f.csv:1: expected the header 'seconds,x,y,z', found numbers whose first column is no time")
  }
}
