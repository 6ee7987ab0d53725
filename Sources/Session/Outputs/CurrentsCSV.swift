import Formats
import Machine
import Watchers

/// The series of a recording as CSV: one row for each stretch of time, with a column for the mean current of each load.
enum CurrentsCSV {
  /// The file's contents; times in seconds, currents in microamperes, voltages in volts, charge in percent.
  static func render(_ recording: PowerRecording) -> String {
    let names = recording.components.map { "\($0.name)_ua" }
    let header =
      [
        "start_s", "end_s", "cell_min_ua", "cell_mean_ua", "cell_max_ua", "vbus_mean_ua", "vbus_max_ua",
        "charging_mean_ua", "voltage_min_v", "voltage_mean_v", "voltage_max_v", "charge_percent", "charge_state",
        "firmware",
      ] + names.map(quoted)
    var lines = [header.joined(separator: ",")]
    for place in recording.fromCell.buckets.indices {
      let start = recording.range.lowerBound + Tick(place) * recording.fromCell.grid.width
      let cell = recording.fromCell.buckets[place]
      guard cell.ticks > 0 else { continue }
      let bus = recording.fromBus.buckets[place]
      let voltage = recording.voltage.buckets[place]
      var row = [NumberText.decimal(start.inSeconds, 6), NumberText.decimal((start + cell.ticks).inSeconds, 6)]
      row += [Double(cell.minimum), cell.mean, Double(cell.maximum)].map { NumberText.decimal($0 / 1e6, 6) }
      row += [bus.mean, Double(bus.maximum)].map { NumberText.decimal($0 / 1e6, 6) }
      row.append(NumberText.decimal(recording.charging.buckets[place].mean / 1e6, 6))
      row += [Double(voltage.minimum), voltage.mean, Double(voltage.maximum)].map { NumberText.decimal($0 / 1e6, 6) }
      row.append(NumberText.decimal(recording.charge.buckets[place].mean / 1e4, 4))
      row.append(quoted(recording.chargeState.dominant(in: place) ?? ""))
      row.append(quoted(recording.firmware?.dominant(in: place) ?? ""))
      row += recording.components.map { NumberText.decimal($0.current.buckets[place].mean / 1e6, 6) }
      lines.append(row.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// RFC 4180.
  private static func quoted(_ text: String) -> String {
    text.contains { $0 == "," || $0 == "\"" || $0 == "\n" }
      ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
