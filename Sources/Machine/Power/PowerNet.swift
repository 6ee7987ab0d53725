/// A supply node of the board, such as VBAT, VSYS or a regulated rail: a branch of the power tree, with what feeds it.
public final class PowerNet {
  /// Where the net's charge comes from.
  public enum Feed {
    /// The cell, through its protection circuit.
    case cell
    /// The cell itself, behind its protection circuit: what it loses by itself, until nothing is left.
    case bareCell
    /// VBUS while it is present, else the cell.
    case system
    /// Another net of the same system.
    case rail(PowerNet)
  }

  /// For messages and snapshots.
  public let name: String
  unowned let system: PowerSystem
  /// The net that feeds this one; `nil` for one at the cell or at the system.
  public let parent: PowerNet?
  /// Whether VBUS feeds it while it is present.
  let isOfSystem: Bool
  /// Whether the protection circuit does not cut it off.
  let isBehindProtection: Bool
  let conversion: Conversion
  /// The conversion at the cell's present voltage.
  var factor: ConversionFactor
  let isConverter: Bool
  /// The nets above, the next one first, whose conversion changes a current.
  let converters: [PowerNet]
  /// The sum of the typical currents that pass the converter, in pA, where its efficiency depends on it.
  var output: Int64 = 0
  /// The steps of the efficiency: where they begin, and the present one.
  let boundaries: [Int64]
  let hasSteps: Bool
  private(set) var step = 0
  /// Whether this net's or one above has steps.
  let hasStepsAbove: Bool
  /// Whether what feeds it is switched on.
  private(set) var isEnabled = true
  private var observers: [(Bool) -> Void] = []

  init(_ name: String, system: PowerSystem, feed: Feed, conversion: Conversion) {
    self.name = name
    self.system = system
    self.conversion = conversion
    isConverter = conversion.isConverter
    boundaries = conversion.boundaries
    hasSteps = !boundaries.isEmpty
    switch feed {
    case .cell: (parent, isOfSystem, isBehindProtection) = (nil, false, false)
    case .bareCell: (parent, isOfSystem, isBehindProtection) = (nil, false, true)
    case .system: (parent, isOfSystem, isBehindProtection) = (nil, true, false)
    case .rail(let above):
      (parent, isOfSystem, isBehindProtection) = (above, above.isOfSystem, above.isBehindProtection)
    }
    converters = parent.map { $0.isConverter ? [$0] + $0.converters : $0.converters } ?? []
    hasStepsAbove = hasSteps || parent?.hasStepsAbove ?? false
    factor = .one
    setInput()
  }

  /// Takes the factor of the present voltage at the input.
  func setInput() {
    factor = conversion.factor(inputMillivolts: input(root(system.converterInput / 1_000)), step: step)
  }

  /// The voltage at the root of the tree, in millivolts: that of VBUS for what sees it, else `cell`. What is bypassed on VBUS
  /// keeps to the cell's.
  private func root(_ cell: Int64) -> Int64 {
    isOfSystem && system.isOnBus && conversion.worksOnBus ? PowerSystem.busMillivolts : cell
  }

  /// The voltage at the input for one at the root.
  private func input(_ root: Int64) -> Int64 {
    parent.map { $0.conversion.output(inputMillivolts: $0.input(root)) } ?? root
  }

  /// The lowest voltage at the root of the tree, in millivolts, at which the net has at least `level` millivolts; `nil` where it
  /// never has, up to 20 V.
  public func rootMillivolts(for level: Int) -> Int? {
    var (low, high) = (0, 20_000)
    func has(_ root: Int) -> Bool { conversion.output(inputMillivolts: input(Int64(root))) >= Int64(level) }
    guard has(high) else { return nil }
    while low < high {
      let middle = (low + high) / 2
      if has(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The current at the input for one at the output.
  @inline(__always)
  func input(_ current: CurrentBand, isOnBus: Bool) -> CurrentBand {
    isOnBus && !conversion.worksOnBus ? current : factor.input(current).held
  }

  /// Finds the step that the present output is in; returns whether it is another.
  @inline(never)
  func findStep() -> Bool {
    let next = boundaries.count { $0 <= output }
    defer { step = next }
    return next != step
  }

  /// Switches what feeds the net, such as a regulator by its enable pin, on or off. Everything behind it has power only
  /// while it is on.
  public func setEnabled(_ isOn: Bool) {
    guard isOn != isEnabled else { return }
    system.switching { isEnabled = isOn }
  }

  /// For restoring a snapshot: nobody is told.
  func restore(isEnabled saved: Bool) { isEnabled = saved }

  /// Whether nothing between the net and the root of the tree is switched off.
  var isConnected: Bool { isEnabled && parent?.isConnected ?? true }

  /// Whether loads on the net can draw current.
  public var isPowered: Bool { system.isPowered(self) }

  /// Present voltage; 0 while unpowered.
  public var millivolts: Int {
    guard isPowered else { return 0 }
    return Int(conversion.output(inputMillivolts: input(root(system.microvolts / 1_000))))
  }

  /// Calls `action` whenever the net loses power (`false`) or has it again (`true`).
  public func observePower(_ action: @escaping (Bool) -> Void) { observers.append(action) }

  func powerChanged(_ isOn: Bool) {
    for observer in observers { observer(isOn) }
  }
}
