import ArgumentParser
import Boards
import Formats
import Session

/// Takes an image's bytes as they are.
struct RawImageOptions: ParsableArguments {
  @Flag(help: "Take the image's bytes as they are, whatever they are.")
  var raw = false
  @Option(
    help: ArgumentHelp("With --raw: where they go. (default: start of RAM)", valueName: "address", visibility: .hidden))
  var loadAddress: String?

  /// Where the bytes go on a board, `--board`'s; nil where the image is recognised. Throws one line for an address that is none, or without --raw.
  func address(on board: @autoclosure () throws -> BoardModel) throws -> UInt32? {
    guard raw else {
      if loadAddress != nil {
        throw InputError("--load-address: goes with --raw; any other image says itself where it goes")
      }
      return nil
    }
    guard let loadAddress else { return try LoadAddress.usual(on: board()) }
    guard let address = LoadAddress.parse(loadAddress) else {
      throw InputError("--load-address: expected \(LoadAddress.expected), found '\(loadAddress)'")
    }
    return address
  }
}
