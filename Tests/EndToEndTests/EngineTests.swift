import Foundation
import Programs
import Testing

/// What executes instructions changes no result.
@Suite struct EngineTests {
  @Test(arguments: [("rtos", "3s"), ("bench", "1s"), ("watchdog-bite", "4s")])
  func digestsAreEqual(_ image: String, _ duration: String) throws {
    let digests = try ["interpreter", "translator", "auto"].map { engine in
      let arguments = ["--for", duration, "--wear", "none", "--engine", engine]
      return try Bandbox.report(arguments, of: ImageRun.path(image)).json["digest"] as? String
    }
    #expect(digests[0] != nil && digests[0] == digests[1] && digests[0] == digests[2])
  }

  @Test(arguments: ["interpreter", "translator"]) func lengthsOfBurstsChangeNothing(_ engine: String) throws {
    let arguments = ["--for", "3s", "--wear", "none", "--engine", engine]
    let digests = try [[], ["BANDBOX_BURST=1"], ["BANDBOX_BURST=7"], ["BANDBOX_BURST=1000"]].map {
      try Bandbox.report(arguments, of: ImageRun.path("rtos"), environment: $0).json["digest"] as? String
    }
    #expect(digests[0] != nil && Set(digests).count == 1)
  }

  @Test(arguments: ["0", "-1", "seven", "", "99999999999999999999"]) func burstsWithoutALengthAreRefused(_ text: String)
    throws
  {
    let finished = try Bandbox.run(
      ["run", ImageRun.path("rtos"), "--for", "1s"], environment: ["BANDBOX_BURST=\(text)"])
    #expect(finished.status == 2)
    #expect(finished.errors == "error: BANDBOX_BURST: expected a number of cycles, 1 or more, not '\(text)'\n")
  }

  @Test func unknownEnginesAreRefused() throws {
    let option = try Bandbox.run(["run", ImageRun.path("rtos"), "--for", "1s", "--engine", "turbo"])
    #expect(option.status == 2)
    #expect(option.errors == "error: --engine: expected interpreter, translator or auto, not 'turbo'\n")
    let variable = try Bandbox.run(
      ["run", ImageRun.path("rtos"), "--for", "1s"], environment: ["BANDBOX_ENGINE=turbo"])
    #expect(variable.status == 2)
    #expect(variable.errors.contains("BANDBOX_ENGINE"))
  }
}
