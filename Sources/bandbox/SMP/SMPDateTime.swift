import ArgumentParser
import Formats
import Foundation
import Link

/// `bandbox smp datetime`.
struct SMPDateTime: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datetime", abstract: "Read the device's clock, or set it.",
    usage: "bandbox smp datetime [<options>] [<time>]")

  @OptionGroup var device: DeviceOptions
  @Argument(help: "The time to set, such as 2026-11-21T03:00:00, or 'now' for this machine's local time.")
  var time: String?
  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let next = try time.map { text in
      let text = text == "now" ? Self.localTime() : text
      guard let value = DateTimeText(text) else {
        throw InputError("expected a time such as 2026-11-21T03:00:00, or now, found '\(text)'")
      }
      return value
    }
    let answer = try device.withClient { client in
      if let next { try client.setDateTime(next) }
      return try client.dateTime()
    }
    if json { return try Standard.output.printJSON(["datetime": answer]) }
    Standard.output.print(answer)
  }

  private static func localTime() -> String {
    let parts = Calendar.current.dateComponents([.year, .month, .day, .hour, .minute, .second], from: Date())
    func two(_ value: Int?) -> String { (value ?? 0) < 10 ? "0\(value ?? 0)" : "\(value ?? 0)" }
    return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))T"
      + "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
  }
}
