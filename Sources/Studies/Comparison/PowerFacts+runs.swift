import Formats
import Foundation
import Session
import Watchers

/// What two runs are compared by, of what a command line names.
extension PowerFacts {
  /// Of a folder that `bandbox power` has written, of a scenario, which is run, or, with `scenario`, of an image that is run
  /// in it. Throws one line that says what is wrong.
  public init(of path: String, scenario: String?, variables: [String: String] = [:]) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      try self.init(folder: path)
      return
    }
    let isScenario = ["yaml", "yml"].contains((path as NSString).pathExtension.lowercased())
    guard isScenario || scenario != nil else {
      throw InputError("\(path): expected a folder or a scenario; to compare images, give --scenario")
    }
    var run = ScenarioRun(try Scenario(path: isScenario ? path : scenario ?? path, variables: variables))
    if !isScenario {
      if let problem = InputFile.problem(path) { throw InputError("\(path): \(problem)") }
      run.imagePath = path
    }
    run.recording = PowerRecordingOptions()
    let runner = try run.runner()
    runner.start()
    let outcome = try runner.join().get()
    let folder = NSTemporaryDirectory() + "bandbox-compare-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try PowerOutputs(folder: folder).write(outcome, title: path)
    try self.init(folder: folder, name: path)
  }
}
