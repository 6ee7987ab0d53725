import ArgumentParser
import Formats
import Foundation
import Images
import Link
import Studies
import World

/// Errors as people read them: a line for each mistake.
enum ErrorLines {
  /// The lines of an error of ours; `nil` for one of somebody else's.
  static func of(_ error: any Error) -> [String]? {
    switch error {
    case let error as ScenarioError: error.problems.map(\.description)
    case let error as InputErrors: error.lines
    case is InputError, is LinkError, is SMPError, is ImageError, is RecordingError: ["\(error)"]
    default: nil
    }
  }

  /// One that nobody has put into words: the system's text where there is one, never the library's own.
  static func unforeseen(_ error: any Error) -> [String] {
    let system = error as NSError
    let path = system.userInfo[NSFilePathErrorKey] as? String
    let cause = system.userInfo[NSUnderlyingErrorKey] as? NSError ?? system
    guard cause.domain == NSPOSIXErrorDomain else { return ["unforeseen: \(type(of: error))"] }
    let reason = String(cString: strerror(Int32(cause.code)))
    return [path.map { "\($0): \(reason)" } ?? reason]
  }
}
