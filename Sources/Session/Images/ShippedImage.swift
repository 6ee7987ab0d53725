import Formats
import Foundation

/// A firmware image that Bandbox ships: a folder with an ELF and a README.
public struct ShippedImage: Encodable, Sendable {
  /// The folder's name.
  public let name: String
  /// The first sentence of its README.
  public let summary: String
  /// What a run of it does: the README's paragraph that begins with `Expected:`; `nil` without one.
  public let expected: String?
  /// The ELF.
  public let path: String

  /// The images in `firmware-images/` of the given folder. Without one, those of the checkout or installation that this
  /// program belongs to: above it, beside it in `share/bandbox`, or where it was built. Throws one line where there is none.
  public static func list(below folder: String?) throws(InputError) -> [ShippedImage] {
    let images = try find(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: images)) ?? []
    return names.sorted().compactMap { name in
      let path = "\(images)/\(name)/\(name).elf"
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      let file = FileManager.default.contents(atPath: "\(images)/\(name)/README.md")
      let readme = String(decoding: file ?? Data(), as: UTF8.self)
      return ShippedImage(name: name, summary: summary(readme), expected: expected(readme), path: path)
    }
  }

  /// The file that a person means: the one of that path, or where there is none, the shipped image of that name. Throws one line,
  /// with the nearest name, for a word that is neither.
  public static func file(_ text: String) throws(InputError) -> String {
    let isName = !text.isEmpty && !text.contains { $0 == "/" || $0 == "." }
    guard isName, InputFile.problem(text) != nil, let images = try? list(below: nil) else { return text }
    if let image = images.first(where: { $0.name == text }) { return image.path }
    throw InputError(
      "\(text): no such file, and no shipped image of that name\(Suggestion.hint(text, among: images.map(\.name)))"
        + "; 'bandbox images' lists those")
  }

  private static func find(_ folder: String?) throws(InputError) -> String {
    func images(in folder: String) -> String? {
      var isDirectory: ObjCBool = false
      let path = folder == "/" ? "/firmware-images" : "\(folder)/firmware-images"
      return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
        ? path : nil
    }
    if let folder {
      guard let found = images(in: folder) else { throw InputError("\(folder): has no folder firmware-images") }
      return found
    }
    let program = RunningProgram.file.path
    for start in [program, #filePath, FileManager.default.currentDirectoryPath + "/."] {
      var place = start
      while place != "/", !place.isEmpty {
        place = RelativePath.folder(of: place)
        for folder in [place, RelativePath.resolve("share/bandbox", in: place)] {
          if let found = images(in: folder) { return found }
        }
      }
    }
    throw InputError("\(program): no folder firmware-images above it or in share/bandbox; name the folder that has it")
  }

  /// The paragraph that says so, without the word.
  private static func expected(_ readme: String) -> String? {
    let mark = "Expected: "
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false).drop { !$0.hasPrefix(mark) }
    guard !lines.isEmpty else { return nil }
    return String(lines.prefix { !$0.isEmpty }.joined(separator: " ").dropFirst(mark.count))
  }

  /// The first sentence of the first paragraph below the title.
  private static func summary(_ readme: String) -> String {
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false).drop { $0.hasPrefix("#") || $0.isEmpty }
    let paragraph = lines.prefix { !$0.isEmpty }.joined(separator: " ")
    guard let end = paragraph.range(of: ". ") else { return paragraph }
    return String(paragraph[..<end.lowerBound]) + "."
  }
}
