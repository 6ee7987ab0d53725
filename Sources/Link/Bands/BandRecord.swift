import FoundationEssentials

/// A running band, as it describes itself to others.
public struct BandRecord: Codable, Sendable, Equatable {
  /// Unique among the running bands of a user, such as `band0`.
  public let name: String
  /// The pseudo-terminal, such as `/dev/pts/5`; another one at every start.
  public let path: String
  /// The symbolic link to it that keeps its name.
  public let link: String
  /// The emulator's process.
  public let pid: Int32
  /// The board, such as `miband2`.
  public let board: String
  /// The image that was started, as given by the user.
  public let image: String

  /// Makes a record of its parts.
  public init(name: String, path: String, link: String, pid: Int32, board: String, image: String) {
    self.name = name
    self.path = path
    self.link = link
    self.pid = pid
    self.board = board
    self.image = image
  }

  /// The line that people and test harnesses look for at the start, in the wording that Zephyr's and QEMU's users know.
  public var startLine: String { "connected to pseudotty: \(path)" }

  /// The same for programs: one line of JSON with the keys `event` ("link"), `name`, `path`, `link` and `pid`.
  public var startJSON: String { startJSON(event: "link") }

  /// The same for another kind of port, with its `event`.
  public func startJSON(event: String) -> String {
    JSONLine.encode(Start(event: event, name: name, path: path, link: link, pid: pid))
  }

  private struct Start: Encodable {
    let event: String
    let name: String
    let path: String
    let link: String
    let pid: Int32
  }
}

/// JSON on one line, with the same keys in the same order every time.
enum JSONLine {
  static func encode(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Strings and integers always encode.
    return String(decoding: try! encoder.encode(value), as: UTF8.self)
  }
}
