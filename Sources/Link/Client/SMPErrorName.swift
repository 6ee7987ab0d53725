import SMP

/// The name that the field has for an error of a device, and what it means.
///
/// Source: the Zephyr documentation, "SMP Protocol Specification" and the pages of its groups.
public struct SMPErrorName: Sendable, Equatable, CustomStringConvertible {
  /// The group whose error it is; nil for the protocol itself.
  public let group: UInt16?
  /// Its number.
  public let code: UInt64

  /// The error of this number.
  public init(group: UInt16?, code: UInt64) {
    self.group = group
    self.code = code
  }

  /// The name, such as `HASH_NOT_FOUND`; nil for a number that has none.
  public var name: String? {
    guard let group else { return Self.find(Self.management, code) }
    if code == 1 { return "UNKNOWN" }
    return Self.groups[group].flatMap { Self.find($0, code) }
  }

  /// `HASH_NOT_FOUND, image error 8`; without a name `error 70 of group 66`.
  public var description: String {
    let place =
      if let group { Self.groupNames[group].map { "\($0) error \(code)" } ?? "error \(code) of group \(group)" } else {
        "error \(code)"
      }
    return name.map { "\($0), \(place)" } ?? place
  }

  private static func find(_ names: [String], _ code: UInt64) -> String? {
    guard let index = Int(exactly: code), names.indices.contains(index), !names[index].isEmpty else { return nil }
    return names[index]
  }

  static let groupNames: [UInt16: String] = [
    SMPGroup.os: "os", SMPGroup.image: "image", SMPGroup.statistics: "statistics", SMPGroup.settings: "settings",
    SMPGroup.files: "file", SMPGroup.shell: "shell", SMPGroup.enumeration: "enumeration",
    SMPGroup.basic: "basic",
  ]

  private static let management = [
    "", "EUNKNOWN", "ENOMEM", "EINVAL", "ETIMEOUT", "ENOENT", "EBADSTATE", "EMSGSIZE", "ENOTSUP", "ECORRUPT", "EBUSY",
    "EACCESSDENIED", "UNSUPPORTED_TOO_OLD", "UNSUPPORTED_TOO_NEW",
  ]

  /// By group; the index is the number.
  private static let groups: [UInt16: [String]] = [
    SMPGroup.os: ["", "", "INVALID_FORMAT", "QUERY_YIELDS_NO_ANSWER", "RTC_NOT_SET", "RTC_COMMAND_FAILED"],
    SMPGroup.image: [
      "", "", "FLASH_CONFIG_QUERY_FAIL", "NO_IMAGE", "NO_TLVS", "INVALID_TLV", "TLV_MULTIPLE_HASHES_FOUND",
      "TLV_INVALID_SIZE", "HASH_NOT_FOUND", "NO_FREE_SLOT", "FLASH_OPEN_FAILED", "FLASH_READ_FAILED",
      "FLASH_WRITE_FAILED", "FLASH_ERASE_FAILED", "INVALID_SLOT", "NO_FREE_MEMORY", "FLASH_CONTEXT_ALREADY_SET",
      "FLASH_CONTEXT_NOT_SET", "FLASH_AREA_DEVICE_NULL", "INVALID_PAGE_OFFSET", "INVALID_OFFSET", "INVALID_LENGTH",
      "INVALID_IMAGE_HEADER", "INVALID_IMAGE_HEADER_MAGIC", "INVALID_HASH", "INVALID_FLASH_ADDRESS",
      "VERSION_GET_FAILED", "CURRENT_VERSION_IS_NEWER", "IMAGE_ALREADY_PENDING", "INVALID_IMAGE_VECTOR_TABLE",
      "INVALID_IMAGE_TOO_LARGE", "INVALID_IMAGE_DATA_OVERRUN", "IMAGE_CONFIRMATION_DENIED",
      "IMAGE_SETTING_TEST_TO_ACTIVE_DENIED",
    ],
    SMPGroup.statistics: ["", "", "INVALID_GROUP", "INVALID_STAT_NAME", "INVALID_STAT_SIZE", "WALK_ABORTED"],
    SMPGroup.settings: [
      "", "", "KEY_TOO_LONG", "KEY_NOT_FOUND", "READ_NOT_SUPPORTED", "ROOT_KEY_NOT_FOUND", "WRITE_NOT_SUPPORTED",
      "DELETE_NOT_SUPPORTED", "SAVE_NOT_SUPPORTED",
    ],
    SMPGroup.files: [
      "", "", "FILE_INVALID_NAME", "FILE_NOT_FOUND", "FILE_IS_DIRECTORY", "FILE_OPEN_FAILED", "FILE_SEEK_FAILED",
      "FILE_READ_FAILED", "FILE_TRUNCATE_FAILED", "FILE_DELETE_FAILED", "FILE_WRITE_FAILED", "FILE_OFFSET_NOT_VALID",
      "FILE_OFFSET_LARGER_THAN_FILE", "CHECKSUM_HASH_NOT_FOUND", "MOUNT_POINT_NOT_FOUND", "READ_ONLY_FILESYSTEM",
      "FILE_EMPTY",
    ],
    SMPGroup.shell: ["", "", "COMMAND_TOO_LONG", "EMPTY_COMMAND"],
    SMPGroup.enumeration: ["", "", "TOO_MANY_GROUP_ENTRIES", "INSUFFICIENT_HEAP_FOR_ENTRIES", "INDEX_TOO_LARGE"],
    SMPGroup.basic: ["", "", "FLASH_OPEN_FAILED", "FLASH_CONFIG_QUERY_FAIL", "FLASH_ERASE_FAILED"],
  ]
}
