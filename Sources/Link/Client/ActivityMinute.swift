import SMP

/// A minute of the band's activity log, as its file `/activity.bin` has it (firmware-images/band/README.md).
public struct ActivityMinute: Encodable, Sendable, Equatable {
  /// When it began, such as `2026-01-01T07:00`.
  public let time: String
  /// Steps.
  public let steps: Int
  /// Beats a minute; 0 without a reading.
  public let heartRate: Int
  /// Mean range of acceleration in a second, in units of 4 mg.
  public let movement: Int
  /// State of charge.
  public let percent: Int
  /// Whether the band was on its charger.
  public let plugged: Bool

  /// Bytes of an entry.
  static let size = 8

  /// Reads the log; entries that were spoilt, which have all bits set, are left out, and so is a cut one at the end.
  public static func read(_ file: [UInt8]) -> [ActivityMinute] {
    stride(from: 0, to: file.count - file.count % size, by: size).compactMap { ActivityMinute(file[$0..<$0 + size]) }
  }

  private init?(_ entry: ArraySlice<UInt8>) {
    guard entry.contains(where: { $0 != 0xFF }) else { return nil }
    let bytes = Array(entry)
    let minute = bytes[..<4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    // The last minute that the calendar of the protocol knows is in 2136.
    guard minute <= UInt32.max / 60 else { return nil }
    var memory = [UInt8](repeating: 0, count: 32)
    let count = memory.withUnsafeMutableBufferPointer { buffer in
      var text = TextWriter(buffer)
      DateTime(secondsSince2000: minute * 60).write(to: &text)
      return text.count
    }
    time = String(String(decoding: memory[..<count], as: UTF8.self).prefix(16))
    (steps, heartRate, movement) = (Int(bytes[4]), Int(bytes[5]), Int(bytes[6]))
    percent = Int(bytes[7] & 0x7F)
    plugged = bytes[7] & 0x80 != 0
  }

  /// The titles of `csv`.
  public static let csvHead = "time,steps,heart_rate,movement,percent,plugged"

  /// The minute as a row of CSV.
  public var csv: String { "\(time),\(steps),\(heartRate),\(movement),\(percent),\(plugged ? 1 : 0)" }
}
