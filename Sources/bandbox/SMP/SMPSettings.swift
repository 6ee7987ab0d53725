import ArgumentParser
import Formats
import Link

/// `bandbox smp settings`.
struct SMPSettings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings", abstract: "Read or change a setting, or list the band's.",
    usage: "bandbox smp settings [<options>] [<name>] [<value>]",
    discussion: """
      SMP sends a setting's bytes without their type. VALUE is stored as a number, least significant byte first, if the \
      present value has 1, 2, 4 or 8 bytes, else as text; --text and --hex override this.
      """)

  /// The settings of the band: SMP has no command that lists them.
  static let names = ["heart_rate_interval", "screen_timeout", "goal", "wrist_raise", "name"].map { "band/\($0)" }

  @OptionGroup var device: DeviceOptions
  @Argument(help: "The setting, such as band/goal. (default: all)")
  var name: String?
  @Argument(help: "The new value. (default: only read it)")
  var value: String?
  @Flag(help: "VALUE is text.")
  var text = false
  @Flag(help: "VALUE is bytes in hexadecimal.")
  var hex = false
  @Flag(help: "Reset it to its default.")
  var delete = false
  @Flag(help: "Then have the device save its settings.")
  var save = false
  @Flag(help: "As JSON.")
  var json = false

  private struct Row: Encodable {
    var name: String
    var value: SettingValue
  }

  func validate() throws {
    if text && hex { throw ValidationError("--text and --hex exclude each other") }
    if delete && (name == nil || value != nil) { throw ValidationError("--delete goes with a name and no value") }
    if hex, let value, HexText.bytes(value) == nil {
      throw ValidationError("--hex: expected pairs of hexadecimal digits, found '\(value)'")
    }
  }

  func run() throws {
    let rows = try device.withClient { client in
      if let name, let value { try client.setSetting(name, to: try bytes(value, for: name, client)) }
      if let name, delete { try client.deleteSetting(name) }
      if save { try client.saveSettings() }
      if let name { return [Row(name: name, value: SettingValue(try client.setting(name)))] }
      return try Self.names.compactMap { name in
        try client.optional { () throws(SMPError) in try client.setting(name) }.map {
          Row(name: name, value: SettingValue($0))
        }
      }
    }
    if json { return try Standard.output.printJSON(rows) }
    let cells = rows.map { row in
      [row.name, row.value.number.map { "\($0)" } ?? "", row.value.text ?? "", HexText.of(row.value.bytes)]
    }
    Standard.output.print(
      TextTable.render(["SETTING", "NUMBER", "TEXT", "BYTES"], cells) ?? "The device has none of them.")
  }

  private func bytes(_ value: String, for name: String, _ client: SMPClient) throws -> [UInt8] {
    if text { return Array(value.utf8) }
    if hex { return HexText.bytes(value) ?? [] }
    // A setting that has no value yet takes the text.
    let present = SettingValue(try client.optional { () throws(SMPError) in try client.setting(name) } ?? [])
    guard let next = present.replaced(by: value) else {
      throw InputError("\(name): expected a number of at most \(present.bytes.count) bytes, found \(value)")
    }
    return next.bytes
  }
}
