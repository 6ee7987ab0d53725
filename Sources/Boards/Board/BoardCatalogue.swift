import Formats

/// The boards that can be run: those that come with Bandbox, and any that a file describes.
public enum BoardCatalogue {
  /// The files that come with Bandbox. Each is read when it is asked for, as a run needs one only.
  private static let miband2 = shipped("miband2", PackageResources.miband2_yaml)
  private static let tracker = shipped("tracker", PackageResources.tracker_yaml)
  private static let band1 = shipped("band1", PackageResources.band1_yaml)
  private static let microbit = shipped("microbit", PackageResources.microbit_yaml)

  /// Their names; the first is that of the board that runs where none is named.
  public static let names = ["miband2", "tracker", "band1", "microbit"]

  /// All that come with Bandbox, in the order of their names.
  public static var all: [BoardModel] { names.compactMap(model) }

  /// The board that runs where none is named.
  public static var standard: BoardModel { miband2 }

  /// The shipped board of a name; `nil` where there is none.
  public static func model(named name: String) -> BoardModel? {
    switch name {
    case "miband2": miband2
    case "tracker": tracker
    case "band1": band1
    case "microbit": microbit
    default: nil
    }
  }

  private static func shipped(_ name: String, _ bytes: [UInt8]) -> BoardModel {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      return try BoardModel(parsing: text, path: "\(name).yaml", isShipped: true)
    } catch {
      fatalError("the shipped board \(name) is wrong: \(error)")
    }
  }

  /// The board of a name, or that of a file where there is a `/` or `.` in it, as in `my-band.yaml`. Throws an `InputError`
  /// for a name that none has, and `InputErrors` with everything that is wrong with a file.
  public static func find(_ nameOrPath: String) throws -> BoardModel {
    if let model = model(named: nameOrPath) { return model }
    guard isPath(nameOrPath) else {
      throw InputError(
        "--board: expected \(names.joined(separator: ", ")) or the path of a board file, found '\(nameOrPath)'"
          + Suggestion.hint(nameOrPath, among: names))
    }
    return try BoardModel(path: nameOrPath)
  }

  /// Whether a text that is no shipped board's name is meant as a file's path.
  public static func isPath(_ text: String) -> Bool { text.contains("/") || text.contains(".") }
}
