// Numbers of the groups beyond operating system and statistics, as the field's servers and clients have them (Zephyr
// documentation, services/device_mgmt/smp_groups).

extension SMPGroup {
  /// Settings: named values that persist.
  public static let settings: UInt16 = 3
  /// Files.
  public static let files: UInt16 = 8
  /// Command lines.
  public static let shell: UInt16 = 9
  /// Which groups there are.
  public static let enumeration: UInt16 = 10
}

/// Command numbers of the image group.
public enum ImageCommand {
  /// Read the state of all slots, or write `{"hash": bytes, "confirm": true}`.
  public static let state: UInt8 = 0
  /// Write `{"off": n, "data": bytes}`; the first one has `len` and `sha` too. Answered by `{"off": next}`.
  public static let upload: UInt8 = 1
  /// Write `{"slot": n}`: erase it.
  public static let erase: UInt8 = 5
  /// Read the slots and their sizes.
  public static let slotInfo: UInt8 = 6
}

/// Command numbers of the settings group.
public enum SettingsCommand {
  /// Read `{"name": text}`, answered by `{"val": bytes}`, or write both.
  public static let value: UInt8 = 0
  /// Write `{"name": text}`: back to its default.
  public static let delete: UInt8 = 1
  /// Write: what was set takes effect.
  public static let commit: UInt8 = 2
  /// Read: load from storage; write: save to storage.
  public static let storage: UInt8 = 3
}

/// Command numbers of the file group.
public enum FileCommand {
  /// Read or write `{"name": text, "off": n}` with `data`, and `len` at offset 0.
  public static let transfer: UInt8 = 0
  /// Read `{"name": text}`, answered by `{"len": n}`.
  public static let status: UInt8 = 1
  /// Read `{"name": text, "type": text}`, answered by `{"type": text, "len": n, "output": hash}`.
  public static let hash: UInt8 = 2
  /// Read which hashes there are.
  public static let hashTypes: UInt8 = 3
  /// Write: close the file.
  public static let close: UInt8 = 4
}

/// Command numbers of the shell group.
public enum ShellCommand {
  /// Write `{"argv": [text]}`, answered by `{"o": text, "ret": n}`.
  public static let execute: UInt8 = 0
}

/// Command numbers of the enumeration group.
public enum EnumerationCommand {
  /// Read `count`.
  public static let count: UInt8 = 0
  /// Read `groups`, their numbers.
  public static let list: UInt8 = 1
  /// Read `{"index": n}`, answered by `{"group": n}`, with `end` on the last.
  public static let single: UInt8 = 2
  /// Read `groups` with `group`, `name` and `handlers`.
  public static let details: UInt8 = 3
}
