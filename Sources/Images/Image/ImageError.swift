/// Why a file is not an image that can be used: one clear line.
public struct ImageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where in the file the trouble is.
  public enum Place: Equatable, Sendable {
    /// The file as a whole.
    case file
    /// A byte offset.
    case offset(Int)
    /// A line of a text file; the first is 1.
    case line(Int)
  }

  /// The file's name as it was given.
  public let file: String
  /// Where the trouble is.
  public let place: Place
  /// What was found there.
  public let found: String
  /// What should have been there.
  public let expected: String

  /// An error from its parts.
  public init(file: String, place: Place = .file, found: String, expected: String) {
    self.file = file
    self.place = place
    self.found = found
    self.expected = expected
  }

  /// `band.hex:3: checksum 0x12, expected 0x34`. Control characters, a file's name may have them, become `?`.
  public var description: String {
    let place =
      switch place {
      case .file: ""
      case .offset(let offset): ", offset 0x" + String(offset, radix: 16)
      case .line(let line): ":\(line)"
      }
    let text = "\(file)\(place): \(found), expected \(expected)"
    return String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
  }
}
