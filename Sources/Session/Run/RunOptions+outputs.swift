import Formats

extension RunOptions {
  /// The options that name an output.
  package enum Output {
    package static let report = "--report"
    static let screenshot = "--screenshot"
    package static let snapshot = "--snapshot-out"
    package static let recording = "--record"
    package static let ppk2 = "--ppk2-out"
    package static let coverage = "--coverage"
    static let packets = "--pcap"
  }

  private var named: [(option: String, path: String?)] {
    [
      (Output.report, reportPath), (Output.screenshot, screenshotPath), (Output.snapshot, snapshotOutPath),
      (Output.recording, recordPath), (Output.ppk2, ppk2OutPath), (Output.coverage, coveragePath),
      (Output.packets, packetsPath),
    ]
  }

  /// The run's outputs, checked. Throws one line for the first that cannot be written or is something that the run reads.
  package func outputs() throws(InputError) -> OutputSet {
    var inputs: [(what: String, path: String?)] = [
      ("the image", imagePath), ("the flash", flashPath), ("the input of --accelerometer", accelerometerPath),
      ("the input of --heart-rate", heartRatePath), ("the input of --events", eventsPath),
      ("the input of --cell", cellPath), ("the input of --coefficients", coefficientsPath),
      ("the input of --faults", faults), ("the input of --replay", replay?.name),
      ("the input of --debug-info", debugInfoPath),
    ]
    // To go on from a state and keep the new one in its place is safe: it is read before and replaced as a whole.
    if snapshotInPath != snapshotOutPath { inputs.append(("the input of --snapshot-in", snapshotInPath)) }
    let outputs = try OutputSet(
      named, inputs: inputs, reader: showsConsole ? "--console" : hasSemihosting ? "semihosting" : nil)
    if let flashPath, let imagePath, let flash = OutputPlace.identity(of: flashPath),
      flash == OutputPlace.identity(of: imagePath)
    {
      throw InputError("--flash: \(flashPath) is the image too; give --flash alone to start what it holds")
    }
    return outputs
  }

  /// Whether standard output belongs to an output, a console or a program, so that what people read goes to standard error.
  public var ownsStandardOutput: Bool {
    showsConsole || hasSemihosting || named.contains { $0.path.map(OutputFile.isStandardOutput) ?? false }
  }
}
