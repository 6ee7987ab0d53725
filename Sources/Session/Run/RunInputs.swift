import Boards
import Formats
import Foundation
import Images
import Machine
import Parts
import World
import Watchers

/// Everything that a run reads from files, read and checked before the run begins.
package struct RunInputs: Sendable {
  package let options: RunOptions
  /// The image, where one was given: a band may start from what its flash holds.
  package let image: LoadedImage?
  /// The file that the flash is kept in, and what it holds at the start.
  package let flash: (file: FlashFile, contents: [UInt8])?
  package let recording: [RecordedMotion.Sample]?
  /// What was recognised in recordings and is not as the README describes them; for people.
  package let notes: [String]
  let pulse: HeartRateTrace?
  package let events: [TimedInput]
  /// Recorded motions that events name.
  package let recordings: [[RecordedMotion.Sample]]
  /// What looks at the run beside the report.
  package var studies: [@Sendable (StudiedRun) -> any RunStudy]
  /// What decides when the machine goes on, where something does.
  package var controller: (@Sendable (ControlledRun) -> any RunController)?
  /// What is broken on purpose.
  package let faults: [InjectedFault]
  package let snapshot: SnapshotFile?
  /// Which source lines the image's code comes from, where the run is to say something of lines.
  package let source: SourceImage?
  /// Which lines charge is attributed to, where it is.
  let lines: LineMap?
  /// What the run leaves behind.
  package let outputs: OutputSet
  package let seed: UInt64
  /// What of the band this run chooses.
  let setup: BoardSetup
  /// The board that `options` names.
  let model: BoardModel

  /// What the flash holds before the first instruction, where a file keeps it or a recording brings it.
  var startFlash: [UInt8]? {
    if let flash { return flash.contents }
    guard options.replay?.facts[.flash] != nil else { return nil }
    return FlashSectors.restored(options.givenFlash, image, size: model.storageSize)
  }

  /// State of charge at the start.
  package var startPercent: Int { snapshot?.header.startPercent ?? options.startPercent ?? 80 }

  /// The names in the image; none where there is no image.
  package var symbols: SymbolTable { image?.image.symbols ?? SymbolTable() }

  /// Where the image's main stack begins; `nil` where there is no image.
  package var stackTop: UInt32? { image?.layout.stackPointer }

  /// Reads the files that the options name. Throws one clear line for the first that is wrong. `inputs` come from
  /// elsewhere, such as a scenario.
  package init(
    _ options: RunOptions, inputs: [TimedInput] = [], recordings: [[RecordedMotion.Sample]] = [],
    studies: [@Sendable (StudiedRun) -> any RunStudy] = []
  ) throws {
    self.options = options
    let model = try BoardCatalogue.find(options.board)
    self.model = model
    let map = model.memoryMap
    image = try options.imagePath.map {
      try LoadedImage(path: $0, for: map, hasBootloader: options.hasBootloader, rawAddress: options.rawAddress)
    }
    let motion = try options.accelerometerPath.map { try MotionRecording(try InputFile.text($0), name: $0) }
    recording = motion?.samples
    pulse = try options.heartRatePath.map { try HeartRateTrace(try InputFile.text($0), name: $0) }
    notes = (motion?.notes ?? []) + (pulse?.notes ?? [])
    events =
      inputs
      + (try options.eventsPath.map { try EventFile.parse(try InputFile.text($0), name: $0, pads: model.pads) }
        ?? options.givenInputs)
    for case .pin(let pad, _) in events.map(\.event) where !model.pads.contains(pad) {
      throw InputError(
        "\(model.name): the \(model.chip.name) has no pad '\(pad)'\(Suggestion.hint(pad, among: model.pads))")
    }
    self.recordings = recordings
    self.studies = studies
    faults =
      try options.faults.map { (text) throws(InputError) in
        try FaultDeclarations.read(text, flashSize: map.flash.size)
      } ?? []
    snapshot = try options.snapshotInPath.map { try SnapshotFile(path: $0) }
    source =
      options.coveragePath != nil || options.recordsCode
      ? try SourceImage(
        image, path: options.imagePath, debugInfo: options.debugInfoPath, for: map,
        option: RunOptions.Output.coverage) : nil
    let hasLines = options.recording?.hasLines ?? false
    lines =
      hasLines
      ? try LineMap(
        SourceImage(
          image, path: options.imagePath, debugInfo: options.debugInfoPath, for: map, option: "--callgrind")) : nil
    seed = options.seed ?? snapshot?.header.seed ?? 1
    setup = try RunInputs.setup(options, of: model, resumed: snapshot?.header.setup)
    try snapshot?.header.check(
      options, board: BoardIdentity.text(model), sha256: image?.sha256 ?? "", seed: seed, setup: setup)
    outputs = try options.outputs()
    if options.recordPath != nil && options.hasSemihosting {
      throw InputError("--record does not go with semihosting: the host's files, clock and console are not recorded")
    }
    if options.screenshotPath != nil && model.displaySize == nil && model.lightCount == 0 {
      throw InputError("--screenshot: the board \(model.name) has neither display nor LEDs")
    }
    if options.ppk2OutPath != nil && PPK2Capture(duration: options.duration) == nil {
      throw InputError(
        "--ppk2-out: expected a run of at most \(PPK2Capture.limit / 86_400) days, at one sample a second")
    }
    // Last: nothing is written before all else is known to be right.
    flash = try RunInputs.openFlash(options, image, model, isResumed: snapshot != nil)
  }

  /// What the options choose, and for the rest what the snapshot was made with.
  private static func setup(
    _ options: RunOptions, of model: BoardModel, resumed: BoardSetup?
  ) throws(InputError) -> BoardSetup {
    var setup = resumed ?? BoardSetup()
    let file = try options.coefficientsPath.map { (path) throws(InputError) in
      try CoefficientFile.read(path, of: model.coefficients)
    }
    let cell = try options.cellPath.map { (path) throws(InputError) in try CellFile(path, of: model.coefficients) }
    if file != nil || cell != nil || !options.coefficients.isEmpty {
      let given = (file ?? [:]).merging(options.coefficients) { file, _ in file }
      setup.overrides = given.merging(cell?.overrides ?? [:]) { given, _ in given }
    }
    if let curve = cell?.curve ?? options.cellCurve { setup.cellCurve = curve }
    if let radio = options.radio {
      guard radio == .off || model.hasModelledRadio else {
        throw InputError(
          "radio: the board \(model.name) has no radio of which only the current is modelled; what its chip's own sends is up to "
            + "the firmware; expected off")
      }
      setup.radio = radio
    }
    if let source = options.chargeSource { setup.chargeSource = source }
    if let cycles = options.cellCycles { setup.cycles = cycles }
    return setup
  }

  /// Opens the flash's file and puts the image in, and the bootloader where the image needs one and there is none. A run
  /// that goes on from a state has its flash in that state: then the file stays as it is, and the session compares.
  private static func openFlash(
    _ options: RunOptions, _ image: LoadedImage?, _ model: BoardModel, isResumed: Bool
  ) throws -> (file: FlashFile, contents: [UInt8])? {
    guard let path = options.flashPath else {
      if !isResumed {
        let given = options.replay?.facts[.flash] != nil
        try image?.checkStart(
          in: given
            ? FlashSectors.restored(options.givenFlash, nil, size: model.storageSize) : nil)
      }
      return nil
    }
    let region = model.chip.memories.flash
    // A file that would only be made has nothing in it.
    if !isResumed && !FileManager.default.fileExists(atPath: path) { try image?.checkStart(in: nil) }
    let file = try FlashFile(path: path, size: model.storageSize)
    // What is on a serial bus holds no image that a programmer would put there: a debugger loads it into RAM.
    if isResumed || !model.isStorageMapped { return (file, try file.contents()) }
    let before = try file.contents()
    let map = model.memoryMap
    try image?.checkStart(in: before)
    let hasBootloader = ShippedBootloader.isOne(in: before, for: map)
    let segments = (hasBootloader ? image?.flashSegments : image?.programmed) ?? []
    let contents = try file.program(
      segments.map { (Int($0.address - region.base), $0.bytes) }, sectorSize: model.sectorSize)
    return (file, contents)
  }
}
