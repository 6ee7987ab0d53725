import Boards
import Formats
import Foundation
import Images
import Watchers

/// An ELF file with debug information: which source lines the code of a run comes from.
public struct SourceImage: Sendable {
  /// The ELF file.
  package let path: String
  /// Its code.
  let code: ELFCode
  private let symbolizer: Symbolizer

  /// The file with debug information for an image: `debugInfo` where it is given, else the image's own file, else NAME.debug
  /// beside NAME.elf. Throws one line where there is none, where it is of another build, and where lines cannot be looked up:
  /// `option` says what for.
  init(
    _ image: LoadedImage?, path: String?, debugInfo: String?, for map: MemoryMap, option: String
  ) throws {
    guard let path = debugInfo ?? SourceImage.find(path, map) else {
      throw InputError(
        "\(option): expected an image; what a flash holds says nothing of its source lines (--debug-info)")
    }
    self.path = path
    let bytes = try InputFile.read(path)
    guard let code = ELFCode(bytes, name: path, for: map) else {
      throw InputError(
        "\(option): \(path): expected an ELF with debug information; name the one it was made from with --debug-info")
    }
    guard code.hasLines else {
      throw InputError(
        "\(option): \(path): has no source lines (DWARF); compile and link it with -g, or name an ELF that has them with "
          + "--debug-info. 'tools/build-firmware --debug' makes those of Bandbox's images")
    }
    let segments = try Image.recognise(bytes, name: path, for: map).segments
    if let image, image.image.kind == .elf, image.image.segments != segments {
      throw InputError(
        "\(option): \(path): has other code than \(image.image.name); build it anew from the same sources, or run it instead"
      )
    }
    self.code = code
    symbolizer = try Symbolizer()
    // Before the run, whatever is wrong with the program.
    _ = try symbolizer.frames(of: Array(code.instructions.prefix(1)), in: path)
  }

  /// That for the image of a run. Throws one line where there is none.
  package init(_ options: RunOptions) throws {
    let map = try BoardCatalogue.find(options.board).memoryMap
    let image = try options.imagePath.map {
      try LoadedImage(path: $0, for: map, hasBootloader: options.hasBootloader, rawAddress: options.rawAddress)
    }
    try self.init(
      image, path: options.imagePath, debugInfo: options.debugInfoPath, for: map, option: RunOptions.Output.coverage)
  }

  /// The image's own file, or NAME.debug beside it where that is there and the image says nothing of lines.
  private static func find(_ path: String?, _ map: MemoryMap) -> String? {
    guard let path else { return nil }
    let name = RelativePath.bareName(of: path)
    let debug = RelativePath.resolve("\(name).debug", in: RelativePath.folder(of: path))
    guard FileManager.default.fileExists(atPath: debug), let bytes = try? InputFile.read(path),
      ELFCode(bytes, name: path, for: map)?.hasLines != true
    else { return path }
    return debug
  }

  /// The places in the source of each of some addresses; see `Symbolizer.frames`.
  func frames(of addresses: [UInt32]) throws(InputError) -> [[SourceFrame]] {
    try symbolizer.frames(of: addresses, in: path)
  }
}
