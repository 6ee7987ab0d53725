/// The command line, on the cable's console and in SMP's shell group.
enum Shell {
  /// What the main loop is to do when the answer is out.
  nonisolated(unsafe) static var reset: BootRequest?
  nonisolated(unsafe) static var wantsBuzz = false
  nonisolated(unsafe) static var wantsHeartRate = false

  /// No such command, as Zephyr's shell numbers it: ENOEXEC.
  private static let unknown: Int32 = -8
  /// EINVAL.
  private static let invalid: Int32 = -22

  private static let help: StaticString = """
    status              one line of what the band knows
    steps, battery, heart, sensors, uptime, date, version
    heart measure       measure now
    settings            all of them (set them over SMP)
    activity            the log's size and its last entries
    ls                  files for SMP
    buzz                run the motor
    selftest            ask every part
    reboot [recovery]   restart, or stay in the bootloader

    """

  /// Runs a line. Lines end with a single LF.
  static func run(_ line: UnsafeBufferPointer<UInt8>, _ output: inout TextWriter) -> Int32 {
    var words = Words(line)
    guard let command = words.next() else { return 0 }
    let argument = words.next()
    guard words.next() == nil else { return fail("too many words", &output) }
    if let argument { return run(command, argument, &output) }
    if command == "help" {
      output.append(help)
    } else if command == "status" {
      status(&output)
    } else if command == "uptime" {
      output.append(Timebase.uptime)
      output.append(" s\n")
    } else if command == "date" {
      DateTime(secondsSince2000: Clock.seconds).write(to: &output)
      output.append(BandDevice.isTimeSet ? "\n" : " (not set)\n")
    } else if command == "settings" {
      settings(&output)
    } else if command == "activity" {
      activity(&output)
    } else if command == "ls" {
      output.append("/activity.csv\n/activity.bin\n")
    } else if command == "buzz" {
      wantsBuzz = true
    } else if command == "selftest" {
      return selfTest(&output)
    } else if command == "reboot" {
      reset = BootRequest.none
    } else {
      return runReading(command, &output)
    }
    return 0
  }

  private static func runReading(_ command: Word, _ output: inout TextWriter) -> Int32 {
    if command == "version" {
      output.append(Board.greeting)
      output.append(BandDevice.version)
      output.append("\n")
    } else if command == "steps" {
      field("today", Today.steps, &output)
      field("goal", Settings.current.goal, &output)
      field("cadence", Statistic.cadence.value, &output)
      output.append("\n")
    } else if command == "battery" {
      field("mv", Statistic.batteryMillivolts.value, &output)
      field("percent", Statistic.chargePercent.value, &output)
      output.append(" charge=")
      output.append((ChargeState(rawValue: Statistic.chargeState.value) ?? .none).name)
      output.append("\n")
    } else if command == "heart" {
      field("bpm", Statistic.heartRate.value, &output)
      field("readings", Statistic.heartReadings.value, &output)
      field("failures", Statistic.heartFailures.value, &output)
      output.append("\n")
    } else if command == "sensors" {
      output.append(Accelerometer.isPresent ? Board.accelerometerName : "accelerometer absent\n")
      output.append(Board.isPulseOn ? Board.pulseNameOn : Board.pulseNameOff)
      output.append(Board.isPanelOn ? "display ssd1306, on\n" : "display ssd1306, off\n")
    } else {
      return fail("unknown command, try help", &output, unknown)
    }
    return 0
  }

  private static func run(_ command: Word, _ argument: Word, _ output: inout TextWriter) -> Int32 {
    if command == "reboot", argument == "recovery" {
      reset = .recovery
    } else if command == "heart", argument == "measure" {
      guard Settings.current.heartRateInterval > 0 else { return fail("heart rate is off", &output) }
      wantsHeartRate = true
    } else {
      return fail("no such argument, try help", &output)
    }
    return 0
  }

  private static func fail(_ text: StaticString, _ output: inout TextWriter, _ result: Int32 = invalid) -> Int32 {
    output.append(text)
    output.append("\n")
    return result
  }

  /// `name=value`, with a blank before it unless it begins the line.
  private static func field(_ name: StaticString, _ value: UInt32, _ output: inout TextWriter) {
    if output.count > 0 { output.append(" ") }
    output.append(name)
    output.append("=")
    output.append(value)
  }

  static func status(_ output: inout TextWriter) {
    output.append("status")
    for statistic in [Statistic.steps, .heartRate, .batteryMillivolts, .chargePercent, .chargeState, .uptime] {
      field(statistic.name, statistic.value, &output)
    }
    output.append("\n")
  }

  private static func settings(_ output: inout TextWriter) {
    let settings = Settings.current
    field("heart_rate_interval", settings.heartRateInterval, &output)
    field("screen_timeout", settings.screenTimeout, &output)
    field("goal", settings.goal, &output)
    field("wrist_raise", settings.isWristRaise ? 1 : 0, &output)
    output.append(" name=")
    BandDevice.writeName(to: &output)
    output.append("\n")
  }

  private static func activity(_ output: inout TextWriter) {
    let log = Activity.log
    field("first", log.first, &output)
    field("end", log.end, &output)
    output.append("\n")
    for number in (log.end - min(log.end - log.first, 5))..<log.end {
      guard let entry = Activity.entry(number) else { continue }
      DateTime(secondsSince2000: min(entry.minute, .max / 60) * 60).write(to: &output)
      field("steps", UInt32(entry.steps), &output)
      field("bpm", UInt32(entry.heartRate), &output)
      field("movement", UInt32(entry.movement), &output)
      field("percent", UInt32(entry.percent), &output)
      output.append("\n")
    }
  }

  private static func selfTest(_ output: inout TextWriter) -> Int32 {
    let result = SelfTest.run()
    output.append(result.accelerometer ? "accelerometer ok\n" : "accelerometer FAILED\n")
    output.append(result.heartRate ? "heart rate ok\n" : "heart rate FAILED\n")
    output.append(result.battery ? "battery ok\n" : "battery FAILED\n")
    output.append(result.flash ? "flash ok\n" : "flash FAILED\n")
    return result.isPassed ? 0 : -5
  }
}

/// A word of a line.
struct Word {
  let bytes: UnsafeBufferPointer<UInt8>

  static func == (word: Word, text: StaticString) -> Bool {
    guard word.bytes.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<word.bytes.count where word.bytes[index] != text.utf8Start[index] { return false }
    return true
  }
}

/// The words of a line, between blanks.
struct Words {
  private let line: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(_ line: UnsafeBufferPointer<UInt8>) { self.line = line }

  mutating func next() -> Word? {
    while place < line.count, line[place] == 0x20 { place += 1 }
    let start = place
    while place < line.count, line[place] != 0x20 { place += 1 }
    return place > start ? Word(bytes: UnsafeBufferPointer(rebasing: line[start..<place])) : nil
  }
}
