import Boards
import Formats
import Foundation
import Machine
import Parts

/// Facts of runs.
extension RecordingFacts {
  private static let hashPrefix = "sha256:"

  /// The facts of a run that is about to begin. Throws where a file can no longer be read.
  package init(_ inputs: RunInputs) throws(InputError) {
    let (options, setup) = (inputs.options, inputs.setup)
    if let image = inputs.image { add(.image, RecordingFacts.file(image.sha256, options.imagePath ?? "")) }
    add(
      .board,
      inputs.model.path.map { RecordingFacts.file(Hex.sha256(of: Array(inputs.model.contents.utf8)), $0) }
        ?? options.board)
    add(.seed, "\(inputs.seed)")
    add(.wear, "\(options.wear)")
    add(.charge, "\(inputs.startPercent)")
    add(.radio, RadioText.describe(setup.radio))
    add(.chargeSource, ChargeSourceText.describe(setup.chargeSource))
    add(.cellCycles, "\(setup.cycles)")
    if let harvest = options.harvest { add(.harvest, HarvestText.describe(harvest)) }
    if let supply = options.supply { add(.supply, SupplyText.describe(supply)) }
    if let milliCelsius = options.milliCelsius {
      add(.temperature, InputText.degrees(milliCelsius))
    }
    for (name, coefficient) in setup.overrides.sorted(by: { $0.key < $1.key }) {
      let place = if case .override(let place) = coefficient.source { place } else { "" }
      add(.coefficient, "\(name) \(coefficient.low) \(coefficient.typical) \(coefficient.high) \(place)")
    }
    if let curve = setup.cellCurve { add(.cellCurve, curve.text) }
    for (key, path) in [
      (Key.accelerometer, options.accelerometerPath), (.heartRate, options.heartRatePath),
      (.snapshot, options.snapshotInPath),
    ] {
      if let path { add(key, RecordingFacts.file(Hex.sha256(of: try InputFile.read(path)), path)) }
    }
    for input in inputs.events { add(.input, "\(input.time) \(InputText.describe(input.event))") }
    for fault in inputs.faults { add(.fault, fault.text) }
    if !options.hasBootloader { add(.bootloader, "no") }
    if let address = options.rawAddress { add(.raw, Hex.word(address)) }
    if options.bootsFromUART { add(.uartBoot, "yes") }
    if options.hasRTT { add(.rtt, "yes") }
    if let flash = inputs.startFlash { addFlash(flash, inputs.image) }
  }

  private static func file(_ sha256: String, _ path: String) -> String { "\(hashPrefix)\(sha256) \(path)" }

  /// What the flash held before the first instruction, but for what is erased and what the image puts there.
  private mutating func addFlash(_ contents: [UInt8], _ image: LoadedImage?) {
    add(.flash, RecordingFacts.hashPrefix + Hex.sha256(of: contents))
    for (offset, bytes) in FlashSectors.changed(contents, image) {
      add(.flashSector, "\(offset) \(Data(Zlib.compress(bytes)).base64EncodedString())")
    }
  }

  // MARK: Repeating

  /// The options that repeat the run. Throws an `InputError` that names the line of `file`.
  package func apply(to options: inout RunOptions, file: String) throws(InputError) {
    for fact in all {
      do throws(InputError) {
        try RecordingFacts.apply(fact, to: &options)
      } catch {
        throw InputError("\(file):\(fact.line): \(error)")
      }
    }
  }

  private static func apply(_ fact: Fact, to options: inout RunOptions) throws(InputError) {
    func read<Value>(_ expected: String, _ parse: (String) -> Value?) throws(InputError) -> Value {
      guard let value = parse(fact.value) else {
        throw InputError("\(fact.key.rawValue): expected \(expected), found '\(fact.value)'")
      }
      return value
    }
    func path() throws(InputError) -> String {
      try read("sha256:DIGITS and a path") { value in
        let words = value.split(separator: " ", maxSplits: 1)
        return words.count == 2 && words[0].hasPrefix(hashPrefix) ? String(words[1]) : nil
      }
    }
    switch fact.key {
    case .image: options.imagePath = try path()
    case .accelerometer: options.accelerometerPath = try path()
    case .heartRate: options.heartRatePath = try path()
    case .snapshot: options.snapshotInPath = try path()
    case .board: options.board = fact.value.hasPrefix(hashPrefix) ? try path() : fact.value
    case .seed: options.seed = try read("a number", UInt64.init)
    case .wear: options.wear = try read(Wear.expected, Wear.init)
    case .charge: options.startPercent = try read("0 ... 100") { Int($0).flatMap { 0...100 ~= $0 ? $0 : nil } }
    case .radio: options.radio = try read(RadioText.expected, RadioText.parse)
    case .chargeSource: options.chargeSource = try read(ChargeSourceText.expected, ChargeSourceText.parse)
    case .harvest: options.harvest = try read(HarvestText.expected, HarvestText.parse)
    case .supply: options.supply = try read(SupplyText.expected, SupplyText.parse)
    case .cellCycles: options.cellCycles = try read("0 ... 10000") { Int($0).flatMap { 0...10_000 ~= $0 ? $0 : nil } }
    case .temperature:
      options.milliCelsius = try read("degrees Celsius, -40 ... 85") { value in
        Double(value).flatMap { -40...85 ~= $0 ? Int32(($0 * 1_000).rounded()) : nil }
      }
    case .coefficient:
      let documented = try? BoardCatalogue.find(options.board).coefficients
      let known = try read("a name, low, typical, high and where that stood") { coefficient($0, of: documented ?? []) }
      options.coefficients[known.name] = known
    case .cellCurve: options.cellCurve = try read("a curve as CHARGE:MICROVOLTS:PERMILLE ...", CellCurve.init(text:))
    case .raw: options.rawAddress = try read(LoadAddress.expected, LoadAddress.parse)
    case .uartBoot: options.bootsFromUART = try read("yes") { $0 == "yes" ? true : nil }
    case .rtt: options.hasRTT = try read("yes") { $0 == "yes" ? true : nil }
    case .bootloader: options.hasBootloader = try read("no") { $0 == "no" ? false : nil }
    case .input: options.givenInputs.append(try input(fact.value))
    case .fault:
      let board = (try? BoardCatalogue.find(options.board)) ?? BoardCatalogue.standard
      _ = try FaultDeclarations.parse(fact.value, name: "fault", flashSize: board.chip.memories.flash.size)
      options.faults = options.faults.map { "\($0) ; \(fact.value)" } ?? "\(fact.value) ;"
    case .flash: break
    case .flashSector:
      options.givenFlash.append(try read("an offset and a packed sector", FlashSectors.unpack))
    }
  }

  private static func input(_ value: String) throws(InputError) -> TimedInput {
    let words = value.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2 else { throw InputError("input: expected a time and what happens, found '\(value)'") }
    let stamp = try SessionRecordingReader.stamp(words[0])
    return TimedInput(stamp.time, try InputText.parse(words[1], words.count > 2 ? words[2] : ""))
  }

  private static func coefficient(_ value: String, of documented: [Coefficient]) -> Coefficient? {
    // Names have spaces; the longest that fits is meant.
    let names = documented.filter { value.hasPrefix($0.name + " ") }
    guard let known = names.max(by: { $0.name.count < $1.name.count }) else { return nil }
    let words = value.dropFirst(known.name.count + 1).split(separator: " ", maxSplits: 3).map(String.init)
    guard words.count >= 3, let low = Double(words[0]), let typical = Double(words[1]), let high = Double(words[2]),
      low <= typical, typical <= high, abs(low) <= 1e9, abs(high) <= 1e9
    else { return nil }
    return known.overridden(low, typical, high, at: words.count > 3 ? words[3] : "the recording")
  }
}
