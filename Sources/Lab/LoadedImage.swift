import Images

/// An image file, read and recognised.
struct LoadedImage: Sendable {
  let image: Image
  let layout: BootLayout
  /// SHA-256 of the file, in hexadecimal.
  let sha256: String
  /// What a programmer writes into the flash.
  let flashSegments: [Image.Segment]
  /// Whether the boot ROM starts that.
  let isBootable: Bool

  /// Throws one clear line where the file is no image that starts.
  init(path: String) throws {
    let bytes = try InputFile.read(path)
    image = try Image.recognise(bytes, name: path)
    layout = try image.bootLayout()
    (flashSegments, isBootable) = image.flashSegments()
    sha256 = Hex.sha256(of: bytes)
  }
}
