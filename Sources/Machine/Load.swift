/// Something that draws current: a named set of states, each with a current. Charge is integrated whenever the state,
/// the current or the supply changes.
public final class Load<State: LoadState>: AnyLoad {
  /// The present state.
  public private(set) var state: State
  private let currents: [State: CurrentBand]
  private let rows: [State: Int]

  /// Adds a load to a net. Every state needs its current: a missing one stops the program at start, because it would
  /// otherwise count as zero.
  public init(_ component: String, on net: PowerNet, initial: State, currents: [State: CurrentBand]) {
    for state in State.allCases where currents[state] == nil {
      fatalError("\(component): no current for state \(state.rawValue)")
    }
    self.currents = currents
    state = initial
    rows = Dictionary(
      uniqueKeysWithValues: State.allCases.map { ($0, net.system.row(component, $0.rawValue)) })
    super.init(component, on: net, state: initial.rawValue, current: currents[initial] ?? .zero)
  }

  /// Goes to a state and draws its declared current.
  public func enter(_ next: State) { enter(next, drawing: currents[next] ?? .zero) }

  /// Goes to a state and draws a current that is a documented function of coefficients.
  public func enter(_ next: State, drawing current: CurrentBand) {
    guard next != state || current != self.current else { return }
    state = next
    net.system.change(self, row: rows[next] ?? row, current: current)
  }

  /// The declared current of a state.
  public func declared(_ state: State) -> CurrentBand { currents[state] ?? .zero }

  override var stateName: String { state.rawValue }

  override func restore(stateName: String) {
    guard let restored = State(rawValue: stateName) else { return }
    state = restored
    row = rows[restored] ?? row
  }
}
