import Formats
import Machine
import Parts
import Testing
@testable import Session

/// What of the options does not go together, said before anything runs.
@Suite struct RunInputsTests {
  private func options(_ image: String, board: String, radio: Radio.Activity) -> RunOptions {
    var options = RunOptions(imagePath: Repository.root + "/firmware-images/\(image)/\(image).elf")
    options.board = board
    options.radio = radio
    return options
  }

  /// A chip whose radio is there sends what its firmware says; a cost without content would come on top, or be lost.
  @Test func aModelledRadioNeedsABoardThatHasOne() throws {
    let advertising = Radio.Activity.advertising(interval: .milliseconds(100))
    _ = try RunInputs(options("band1", board: "band1", radio: advertising))
    _ = try RunInputs(options("tracker", board: "tracker", radio: .off))
    let problem = #expect(throws: InputError.self) {
      try RunInputs(options("tracker", board: "tracker", radio: advertising))
    }
    #expect(problem?.description.hasPrefix("radio: the board tracker has no radio") == true)
  }
}
