import SMP

/// What the host tool inside the machine asks of the firmware.
enum HostRequest: Hashable, Codable, Sendable {
  /// A setting gets a value.
  case set(BandSetting)
  /// All settings are saved.
  case save
  /// A notification is shown.
  case notify(String)
  /// Everything is turned off until the charger comes.
  case ship

  /// Whether it belongs to a run's settings, without which the run is not what was asked for.
  var isSetting: Bool {
    switch self {
    case .set, .save: true
    case .notify, .ship: false
    }
  }

  /// In messages.
  var name: String {
    switch self {
    case .set(let setting): setting.name
    case .save: "saving them"
    case .notify: "notification"
    case .ship: "ship"
    }
  }

  /// The message that asks for it.
  func message(sequence: UInt8) -> [UInt8] {
    let request = SMPRequest(sequence: sequence)
    return [UInt8](unsafeUninitializedCapacity: 1_024) { buffer, count in
      switch self {
      case .save: count = request.saveSettings(to: buffer) ?? 0
      case .ship: count = request.ship(to: buffer) ?? 0
      case .notify(let text):
        count = Array(text.utf8).withUnsafeBufferPointer { request.notification($0, to: buffer) ?? 0 }
      case .set(let setting):
        count = Array(setting.name.utf8).withUnsafeBufferPointer { name in
          setting.value.withUnsafeBufferPointer { request.setSetting(name, value: $0, to: buffer) ?? 0 }
        }
      }
    }
  }

  /// The header of that message, which the answer repeats.
  func header(sequence: UInt8) -> SMPHeader {
    let (group, command) =
      switch self {
      case .set: (SMPGroup.settings, SettingsCommand.value)
      case .save: (SMPGroup.settings, SettingsCommand.storage)
      case .notify: (SMPGroup.band, BandCommand.notification)
      case .ship: (SMPGroup.band, BandCommand.ship)
      }
    return SMPHeader(version: 1, operation: .write, group: group, sequence: sequence, command: command)
  }
}
