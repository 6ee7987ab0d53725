import Glibc

/// Who may open a pseudo-terminal beside the user who made it.
public struct PortAccess: Sendable, Equatable {
  /// What `init` takes, for error messages.
  public static let expected = "an octal mode, 0600 ... 0666, optionally with a group, such as 0660:dialout"
  /// Permissions.
  let mode: mode_t
  /// The group's number; nil leaves it.
  let group: gid_t?

  /// Reads `0660`, `0660:dialout` or `0660:20`; nil for anything else, for modes with other bits than reading and
  /// writing or without the owner's, and for groups that there are not.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let mode = mode_t(parts[0], radix: 8), mode & ~0o666 == 0, mode & 0o600 == 0o600 else { return nil }
    self.mode = mode
    guard parts.count > 1 else {
      group = nil
      return
    }
    if let number = gid_t(parts[1]) {
      group = number
    } else if let entry = getgrnam(String(parts[1])) {
      group = entry.pointee.gr_gid
    } else {
      return nil
    }
  }

  func apply(to terminal: Int32, path: String) throws(LinkError) {
    let advice = "choose a group that you are in, or leave --link-mode out"
    if let group, fchown(terminal, uid_t.max, group) != 0 { throw .system(path, errno, advice) }
    guard fchmod(terminal, mode) == 0 else { throw .system(path, errno, advice) }
  }
}
