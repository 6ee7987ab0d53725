import CortexM0
import Machine
import Parts
import World

/// A board made from its file.
final class AssembledBoard {
  let model: BoardModel
  let emulation: Emulation
  let power: PowerSystem
  let cell: Cell
  let ambient: Ambient
  let stops: StopLog
  /// Its parts, by the names of the file.
  let parts: [String: AnyObject]
  /// Those of the chip, and those of the file that parts hang on.
  let buses: [BoardBus]
  let onBoard: any BoardChip
  let storage: any FirmwareStorage
  let cable: CradleCable
  let display: (any PixelDisplay)?
  let key: (any PressableKey)?
  let lights: [any Light]
  let motionSensor: (any MotionSensor)?
  let heartSensor: (any HeartSensor)?
  let radio: Radio?
  let cableDetect: Line?
  /// The charging contact; `nil` where VBUS does not reach the board.
  let usb: USBSource?
  private let rails: RailTree
  /// The charger, where it is not the chip's.
  let chargerIC: ChargerIC?
  private let supply: BoardSupply

  /// A board as `plan` describes it, off.
  init(
    _ model: BoardModel, _ plan: BoardPlan, _ emulation: Emulation, in surroundings: BoardSurroundings,
    setup: BoardSetup
  ) {
    self.model = model
    self.emulation = emulation
    let figures = plan.figures(setup)
    let ambient = Ambient(on: emulation)
    self.ambient = ambient
    cell = plan.cell(of: setup)
    power = PowerSystem(emulation, source: cell, charge: cell.charge(percent: surroundings.startPercent))
    power.setLeakage(Leakage(doublingPer: LeakageCoefficients.documented.overriding(figures).doubling))
    let rails = RailTree(plan.rails, on: power, figures: figures)
    self.rails = rails

    let mapped = plan.parts.first { $0.bus?.kind == .mappedFlash }
    let memory = mapped?.kind.storage.map { Memory("flash", size: $0.size, isWritable: false, fill: 0xFF) }
    let onBoard = plan.chip.make(
      at: ChipSite(
        emulation: emulation, net: rails[plan.chipRail], busNet: rails.ofSystem, mappedMemory: memory,
        hasSlowCrystal: plan.hasSlowCrystal, seed: surroundings.seed, coefficients: figures))
    self.onBoard = onBoard
    let chip = onBoard.chip
    var parts: [String: AnyObject] = [:]
    var buses = plan.chip.buses.map { BoardBus($0.name, onBoard.wires(of: $0)) }
    for part in plan.parts {
      var lines = part.pads.compactMapValues { chip.pad(named: $0) }
      if part.bus?.kind == .mappedFlash { lines["cs"] = onBoard.mappedSelect }
      let made = part.kind.make(
        at: PartSite(
          emulation: emulation, name: part.component, net: part.rail.map { rails[$0] } ?? rails.ofCell,
          ambient: ambient, motion: surroundings.motion, heart: surroundings.heart, seed: surroundings.seed,
          radio: setup.radio, values: part.values, address: part.address,
          mappedMemory: part.bus?.kind == .mappedFlash ? memory : nil, lines: lines, coefficients: figures,
          serial: { wire, pin in if let pad = part.pads[pin] { onBoard.attach(wire, to: pad) } }))
      if let bus = part.bus {
        onBoard.attach(made, to: bus)
        let known = buses.firstIndex { $0.name == bus.name }
        if known == nil { buses.append(BoardBus(bus.name, onBoard.wires(of: bus))) }
        buses[known ?? buses.count - 1].parts.append(BoardBus.Part(name: part.key, part: made, select: lines["cs"]))
      }
      parts[part.key] = made
    }
    self.buses = buses
    self.parts = parts
    func first<Role>(_ role: Role.Type) -> Role? { plan.parts.lazy.compactMap { parts[$0.key] as? Role }.first }
    let mappedStorage = mapped.flatMap { parts[$0.key] as? any FirmwareStorage }
    guard let storage = onBoard.storage ?? mappedStorage ?? first((any FirmwareStorage).self),
      let cable = first(CradleCable.self)
    else { fatalError("\(plan.name): a board without firmware storage or cable passed its check") }
    self.storage = storage
    self.cable = cable
    display = first((any PixelDisplay).self)
    key = first((any PressableKey).self)
    lights = plan.parts.compactMap { parts[$0.key] as? any Light }
    motionSensor = first((any MotionSensor).self)
    heartSensor = first((any HeartSensor).self)
    radio = first(Radio.self)
    cableDetect = plan.parts.first { $0.kind.name == CradleCable.kind.name }?.pads["detect"].flatMap {
      chip.pad(named: $0)
    }
    if let charger = plan.charger {
      let vbus = onBoard.vbus ?? emulation.line("VBUS")
      let source = setup.chargeSource.source(
        on: emulation, coefficients: ChargeSourceCoefficients.documented.overriding(figures), seed: surroundings.seed)
      usb = USBSource("USB source", on: emulation, power: power, vbus: vbus, source: source)
      if case .charger(let ohms, let status, let present) = charger {
        chargerIC = ChargerIC(
          on: emulation, power: power, supply: rails.ofSystem, cell: rails.ofCell, vbus: vbus,
          status: status.flatMap { chip.pad(named: $0) } ?? Line("CHRG", pull: true), ambient: ambient,
          programmingOhms: ohms, coefficients: ChargerIC.Coefficients.ltc4054.overriding(figures))
        if let pad = present.flatMap({ chip.pad(named: $0) }) {
          let driver = pad.driver("VBUS")
          vbus.observe { driver.value = $0 }
          driver.value = vbus.level
        }
      } else {
        chargerIC = nil
      }
    } else {
      (usb, chargerIC) = (nil, nil)
    }
    supply = BoardSupply(
      power: power, chipNet: rails[plan.chipRail], ambient: ambient,
      thermistor: plan.thermistor.map { (Thermistor(ambient, pullUpOhms: $0.pullUp), $0.pad) },
      cellDivider: plan.cellDivider.map { [power] divider in
        let documented = CellDivider.Coefficients.documented(top: divider.top, bottom: divider.bottom)
        return (
          CellDivider(
            on: rails.ofCell, of: power, top: divider.top, bottom: divider.bottom,
            coefficients: documented.overriding(figures)), divider.pad
        )
      })
    stops = StopLog(on: emulation)
    for pull in plan.pulls { onBoard.pull(pull.pad, to: pull.level, by: pull.resistor(figures)) }
    for part in plan.parts where part.kind.name == Button.kind.name {
      guard let pad = part.pads["contact"], let pull = Button.pull(part.component, part.values) else { continue }
      let ohms = figures[pull.ohms.name] ?? pull.ohms
      onBoard.pull(pad, to: pull.level, by: PadResistor(ohms: ohms, isOfPart: true))
    }
    for rail in plan.rails { rails.connect(rail, enable: rail.enable.flatMap { chip.pad(named: $0) }) }
    connect()
    // A supply that comes back starts the chip, which says so itself.
    rails[plan.chipRail].observePower { [unowned self] in if !$0 && self.onBoard.hasStarted { noteStop() } }
  }

  private func connect() {
    onBoard.connect(supply)
    if let (millivolts, hysteresis) = onBoard.supplyThreshold {
      power.watch("brown-out", millivolts: millivolts, hysteresis: hysteresis) { [unowned onBoard] in
        onBoard.supplyLevelChanged(isLow: $0)
      }
    }
    onBoard.onMode = { [unowned self] in modeChanged($0) }
    ambient.observe { [unowned self] in ambientChanged() }
    ambientChanged()
  }

  private func ambientChanged() {
    onBoard.temperatureChanged(supply)
    power.setTemperature(milliCelsius: ambient.milliCelsius)
  }

  private func modeChanged(_ mode: Mode) {
    radio?.hasTimer = mode.isRunning && (mode != .extendedSleep || onBoard.hasSleepClock)
    power.setRunning(mode.isRunning)
    noteStop()
  }

  /// Notes what keeps the firmware from running, if anything does.
  private func noteStop() {
    let mode = onBoard.chip.mode
    let isPowered = power.isOnBus || power.isCellConnected
    stops.note(mode.isRunning ? nil : mode == .hibernation && isPowered ? .hibernation : offCause(isPowered))
  }

  private func offCause(_ isPowered: Bool) -> StopLog.Cause {
    if isPowered { return .brownOut }
    return power.supply == .open ? .noSupply : .cutOff
  }
}
