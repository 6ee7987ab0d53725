import Formats

/// The boards that can be run: those that come with Bandbox, and any that a file describes.
public enum BoardCatalogue {
  /// Those that come with Bandbox; the first is the one that runs where none is named.
  public static let all: [BoardModel] = [
    shipped("miband2", PackageResources.miband2_yaml), shipped("tracker", PackageResources.tracker_yaml),
    shipped("band1", PackageResources.band1_yaml), shipped("microbit", PackageResources.microbit_yaml),
  ]

  private static func shipped(_ name: String, _ bytes: [UInt8]) -> BoardModel {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      return try BoardModel(parsing: text, path: "\(name).yaml", isShipped: true)
    } catch {
      fatalError("the shipped board \(name) is wrong: \(error)")
    }
  }

  /// The board that runs where none is named.
  public static var standard: BoardModel { all[0] }

  /// The shipped board of a name; `nil` where there is none.
  public static func model(named name: String) -> BoardModel? { all.first { $0.name == name } }

  /// The board of a name, or that of a file where there is a `/` or `.` in it, as in `my-band.yaml`. Throws an `InputError`
  /// for a name that none has, and `InputErrors` with everything that is wrong with a file.
  public static func find(_ nameOrPath: String) throws -> BoardModel {
    if let model = model(named: nameOrPath) { return model }
    guard nameOrPath.contains("/") || nameOrPath.contains(".") else {
      let names = all.map(\.name)
      throw InputError(
        "--board: expected \(names.joined(separator: ", ")) or the path of a board file, found '\(nameOrPath)'"
          + Suggestion.hint(nameOrPath, among: names))
    }
    return try BoardModel(path: nameOrPath)
  }
}
