import Formats
import Watchers

extension LineMap {
  /// The lines of all code of an image. Throws one line where they cannot be looked up.
  init(_ image: SourceImage) throws(InputError) {
    self.init(zip(image.code.instructions, try image.frames(of: image.code.instructions)).map { ($0, $1) })
  }
}
