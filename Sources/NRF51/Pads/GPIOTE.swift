import Machine

/// GPIOTE: edges of pads as events, tasks that drive pads, and PORT, the rising edge of DETECT.
///
/// Sources: the vendor's public register list. A task channel has its pad, whatever GPIO says. Channels that look for edges
/// keep the 16 MHz clock on; PORT does not. Chosen: OUTINIT is driven at every write of a CONFIG in task mode.
public final class GPIOTE: NRF51Block {
  /// The page.
  public let page: PeripheralPage
  private let inputs: [PadConnection]
  private let outputs: [PadConnection]
  private let request: HFCLKRequest
  private let load: Load<OnOffState>

  /// The block of a fabric.
  public init(_ fabric: NRF51Fabric) {
    page = PeripheralPage(Self.layout, "GPIOTE", at: 0x4000_6000, "tasks and events of pads", fabric)
    inputs = (0..<Self.channels).map { fabric.pads.connection("GPIOTE.IN\($0)", isOutput: false) }
    outputs = (0..<Self.channels).map { fabric.pads.connection("GPIOTE.OUT\($0)", isOutput: true) }
    request = fabric.clocks.request()
    load = fabric.load("GPIOTE", fabric.coefficients.gpioteInput)
    for (channel, input) in inputs.enumerated() {
      input.onLevel(takesPad: false) { [unowned self] in self.edge(channel, isRising: $0) }
    }
    fabric.detect.observe { [unowned self] in if $0 { self.page.raise(Self.port) } }
    fabric.install(self)
  }

  /// No channel is used.
  public func reset() {
    page.reset()
    for connection in inputs + outputs { connection.disconnect() }
    updateClock()
  }

  private func edge(_ channel: Int, isRising: Bool) {
    let wanted = Self.polarity.get(bank[Self.configurations, channel])
    if wanted & (isRising ? 1 : 2) != 0 { page.raise(Self.inEvents[channel]) }
  }

  /// OUT: sets, clears or toggles the channel's pad.
  public func task(_ offset: UInt32) {
    let channel = Int(offset >> 2 & 3)
    let configuration = bank[Self.configurations, channel]
    guard Self.mode.get(configuration) == 3 else { return }
    switch Self.polarity.get(configuration) {
    case 1: outputs[channel].drive(true)
    case 2: outputs[channel].drive(false)
    case 3: outputs[channel].drive(outputs[channel].level != true)
    default: break
    }
  }

  /// CONFIG.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    guard Self.configurations ~= offset else { return }
    let channel = Self.configurations.index(of: offset)
    let mode = Self.mode.get(value)
    if mode == 1 { inputs[channel].connect(Self.select.get(value)) } else { inputs[channel].disconnect() }
    if mode == 3 {
      outputs[channel].drive(Self.initial.isSet(in: value))
      outputs[channel].connect(Self.select.get(value))
    } else {
      outputs[channel].disconnect()
    }
    updateClock()
  }

  private var looksForEdges: Bool {
    (0..<Self.channels).contains { Self.mode.get(bank[Self.configurations, $0]) == 1 }
  }

  private func updateClock() {
    request.isOn = looksForEdges
    load.enter(looksForEdges ? .on : .off)
  }

  /// The registers' values; the pads know the connections.
  public func saveState() -> NamedValues<UInt32> { bank.named }

  /// Takes over saved values.
  public func restoreState(_ saved: NamedValues<UInt32>) {
    bank.restore(saved)
    request.restore(looksForEdges)
  }
}
