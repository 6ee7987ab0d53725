import Boards
import CortexM0
import Images
import Machine
import World

/// Records a band's power while it runs. It looks on and changes nothing; without one a run costs what it did before.
package final class PowerRecorder {
  /// The tracks before those of loads and lines.
  private enum Fixed: Int, CaseIterable { case fromCell, fromBus, charging, voltage, charge, charger, firmware, text }
  /// Texts that are kept at most.
  private static let textLimit = 100_000

  private let band: any Board
  private let options: PowerRecordingOptions
  private let start: Tick
  private let activity: FirmwareActivity?
  private let chargeLabel: ChargeLabel
  private let lineTracks: Int
  private let meter = ChargeMeter()
  private let wakeups: WakeupMeter
  private let commands: SMPMeter
  private var profiler: EnergyProfiler?
  private var begin: Alarm?
  private var end: Alarm?
  private var watching: [Subscription] = []

  private var fromCell: StepSeries
  private var shares: ShareSeries
  private var fromBus: StepSeries
  private var charging: StepSeries
  private var voltage: StepSeries
  private var charge: StepSeries
  private var components: [StepSeries]
  private var chargeState: StateSeries
  private var firmware: StateSeries?
  private var log: ChangeLog
  private var serial: SerialLog
  private var stateNames: [String]
  private var texts: [String] = []
  private var rowNumbers: [Int]
  // What states were last made of: names are looked up only when these change.
  private var isFirst = true
  private var lastCharge = ""
  private var lastActivity: UInt32 = 0
  private var console = ConsoleText()
  private var line: [UInt8] = []

  /// Records from the present on, which is after a snapshot was taken over.
  package init(_ band: any Board, symbols: SymbolTable, lines: LineMap? = nil, options: PowerRecordingOptions) {
    self.band = band
    self.options = options
    let power = band.power
    start = band.emulation.now
    let grid = TimeGrid(start: start)
    activity = FirmwareActivity(symbols, bus: band.chip.bus)
    fromCell = StepSeries(power.currentFromCell, grid: grid)
    shares = ShareSeries(power.currentFromCell, grid: grid)
    fromBus = StepSeries(power.busOutput, grid: grid)
    charging = StepSeries(power.flow.current, grid: grid)
    voltage = StepSeries(power.microvolts, grid: grid)
    charge = StepSeries(PowerRecorder.millionths(power), grid: grid)
    components = power.loads.map { StepSeries($0.drawn.typical, grid: grid) }
    chargeLabel = ChargeLabel(symbols, bus: band.chip.bus)
    chargeState = StateSeries(chargeLabel.text(band), grid: grid)
    stateNames = [chargeState.label]
    firmware = activity.map { StateSeries($0.label, grid: grid) }
    lineTracks = Fixed.allCases.count + power.loads.count
    rowNumbers = []
    log = ChangeLog(
      window: options.window(from: start), tracks: lineTracks + band.emulation.lines.count)
    serial = SerialLog(window: log.window)
    wakeups = WakeupMeter(band, meter: meter)
    commands = SMPMeter(band, meter: meter)
    watchPower()
    watchLines()
    // Lines of plain text that the band sends are its own marks.
    watching.append(band.cable.bandToHost.watchSent { [unowned self] in sent($0) })
    watchCable()
    if options.hasFunctions { profile(symbols, lines) }
  }

  private func watchCable() {
    let (toBand, fromBand) = (band.cable.hostToBand, band.cable.bandToHost)
    watching.append(toBand.watchSent { [unowned self] in note($0, .toBand, sentBy: fromBand) })
    watching.append(fromBand.watchSent { [unowned self] in note($0, .fromBand, sentBy: toBand) })
  }

  /// Each end sends as it listens, which is at the other wire.
  private func note(_ byte: UInt8, _ wire: SerialLog.Wire, sentBy end: SerialWire) {
    let format = end.receiverFormat ?? SerialFormat(baud: 115_200)
    serial.add(SerialLog.Character(wire: wire, byte: byte, format: format, end: band.emulation.now))
  }

  private func profile(_ symbols: SymbolTable, _ lines: LineMap?) {
    let window = options.window(from: start)
    begin = band.emulation.alarm("recorder.begin") { [unowned self] _ in
      profiler = EnergyProfiler(band, symbols: symbols, lines: lines)
    }
    end = band.emulation.alarm("recorder.end") { [unowned self] _ in profiler?.stop() }
    if window.lowerBound <= start {
      profiler = EnergyProfiler(band, symbols: symbols, lines: lines)
    } else {
      begin?.set(at: window.lowerBound)
    }
    end?.set(at: window.upperBound)
  }

  private func watchPower() {
    watching.append(band.power.watchLoads { [unowned self] in placed($0) })
    watching.append(band.power.watchSolutions { [unowned self] in solved() })
    for load in band.power.loads { placed(load) }
    solved()
  }

  private func watchLines() {
    for (number, line) in band.emulation.lines.enumerated() {
      let track = lineTracks + number
      log.set(track, line.level ? 1 : 0, at: start)
      watching.append(line.watch { [unowned self] in log.set(track, $0 ? 1 : 0, at: band.emulation.now) })
    }
  }

  private func sent(_ byte: UInt8) {
    for byte in console.filter([byte]) {
      guard byte == 0x0A else {
        if byte >= 32 && byte < 127 && line.count < 200 { line.append(byte) }
        continue
      }
      if !line.isEmpty && texts.count < PowerRecorder.textLimit && !log.isOver(at: band.emulation.now) {
        texts.append(String(decoding: line, as: UTF8.self))
        log.mark(Fixed.text.rawValue, Int64(texts.count - 1), at: band.emulation.now)
      }
      line.removeAll(keepingCapacity: true)
    }
  }

  // MARK: Power

  private func placed(_ load: AnyLoad) {
    let now = band.emulation.now
    if load.index < components.count { components[load.index].set(load.drawn.typical, at: now) }
    log.set(Fixed.allCases.count + load.index, Int64(number(of: load)), at: now)
    wakeups.placed(load)
    profiler?.placed(load)
  }

  private func solved() {
    let (power, now) = (band.power, band.emulation.now)
    let (cell, bus, flow) = (power.currentFromCell, power.busOutput, power.flow.current)
    let millionths = PowerRecorder.millionths(power)
    meter.set(power.loadCurrent, at: now)
    fromCell.set(cell, at: now)
    shares.set(cell, at: now)
    fromBus.set(bus, at: now)
    charging.set(flow, at: now)
    voltage.set(power.microvolts, at: now)
    charge.set(millionths, at: now)
    log.set(Fixed.fromCell.rawValue, cell, at: now)
    log.set(Fixed.fromBus.rawValue, bus, at: now)
    log.set(Fixed.charging.rawValue, flow, at: now)
    log.set(Fixed.voltage.rawValue, power.microvolts, at: now)
    log.set(Fixed.charge.rawValue, millionths, at: now)
    let label = chargeLabel.text(band)
    if label != lastCharge || isFirst { setChargeState(label) }
    if let activity, activity.value != lastActivity || isFirst { setFirmware(activity) }
    isFirst = false
  }

  private func setChargeState(_ label: String) {
    lastCharge = label
    chargeState.set(label, at: band.emulation.now)
    log.set(Fixed.charger.rawValue, Int64(number(of: label)), at: band.emulation.now)
  }

  private func setFirmware(_ activity: FirmwareActivity) {
    lastActivity = activity.value
    let label = activity.label
    firmware?.set(label, at: band.emulation.now)
    log.set(Fixed.firmware.rawValue, Int64(number(of: label)), at: band.emulation.now)
  }

  /// The name's number; a run has few names.
  private func number(of name: String) -> Int {
    if let known = stateNames.firstIndex(of: name) { return known }
    stateNames.append(name)
    return stateNames.count - 1
  }

  /// State of charge in millionths of what the cell holds as it is now.
  private static func millionths(_ power: PowerSystem) -> Int64 {
    Int64(power.availableCharge * 1_000_000 / max(power.capacity, 1))
  }

  /// The same for a load's state, remembered by the ledger's row.
  private func number(of load: AnyLoad) -> Int {
    let row = load.accountedRow
    while rowNumbers.count <= row { rowNumbers.append(-1) }
    if rowNumbers[row] < 0 { rowNumbers[row] = number(of: load.accountedState) }
    return rowNumbers[row]
  }

  // MARK: The end

  /// Ends the recording at the present.
  package func finish(wearer: ActivityTimeline?) -> PowerRecording {
    let now = band.emulation.now
    let power = band.power
    solved()
    watching = []
    begin?.cancel()
    end?.cancel()
    profiler?.stop()
    for path in [\PowerRecorder.fromCell, \.fromBus, \.charging, \.voltage, \.charge] {
      self[keyPath: path].advance(to: now)
    }
    shares.advance(to: now)
    for index in components.indices { components[index].advance(to: now) }
    chargeState.advance(to: now)
    firmware?.advance(to: now)
    log.finish(at: now)
    meter.advance(to: now)
    let loads = zip(power.loads, components).filter { !$0.isUsuallySilent || $1.integral != 0 }
      .map { PowerRecording.Component(name: $0.component, current: $1) }
    return PowerRecording(
      board: band.model, options: options, range: start..<now, fromCell: fromCell, shares: shares, fromBus: fromBus,
      charging: charging,
      voltage: voltage, charge: charge, components: loads, chargeState: chargeState, firmware: firmware,
      wearer: wearer?.segments.filter { $0.start < now } ?? [], tracks: tracks, log: log, serial: serial,
      stateNames: stateNames,
      texts: texts, wakeups: wakeups.result(at: now), commands: commands.rows, profile: profiler?.profile,
      lineProfile: profiler?.lineProfile)
  }

  private var tracks: [PowerTrack] {
    func current(_ name: String) -> PowerTrack {
      PowerTrack(name: name, kind: .quantity(unit: "µA", divisor: 1e6))
    }
    return [
      current("current from the cell"), current("current from VBUS"), current("current into the cell"),
      PowerTrack(name: "cell voltage", kind: .quantity(unit: "mV", divisor: 1e3)),
      PowerTrack(name: "state of charge", kind: .quantity(unit: "%", divisor: 1e4)),
      PowerTrack(name: "charge state", kind: .state(.charger)),
      PowerTrack(name: "firmware activity", kind: .state(.firmware)), PowerTrack(name: "console", kind: .text),
    ] + band.power.loads.map { PowerTrack(name: $0.component, kind: .state(.component)) }
      + band.emulation.lines.map { PowerTrack(name: $0.name, kind: .line) }
  }
}
