/// Something that draws current: a named set of states, each with a current. Charge is integrated whenever the state,
/// the current or the supply changes.
public final class Load<State: LoadState>: AnyLoad {
  /// The present state.
  public private(set) var state: State
  private var place: Int
  /// The declared currents, the ledger's rows and the states, in the order of the cases.
  private let currents: [CurrentBand]
  private let rows: [Int]
  private let states: [State]
  private let places: LoadStatePlaces<State>
  /// Which states pass the net's converter by, and which grow with the temperature.
  private let isLinearInPlace: [Bool]
  private let leakageInPlace: [Leakage?]

  /// Adds a load to a net. Every state needs its current: a missing one stops the program at start, because it would
  /// otherwise count as zero. Currents are clamped to 0 ... 1 kA.
  ///
  /// In the states `bypassing` a linear regulator carries the current instead of the net's converter. That of the states
  /// `leaking` grows with the temperature, as `leakage` says, or as all leakage of the system does. Tables do not list those of
  /// the states `silent`, in which nothing ever flows.
  public init(
    _ component: String, on net: PowerNet, initial: State, currents: [State: CurrentBand],
    bypassing: Set<State> = [], leaking: Set<State> = [], by leakage: Leakage? = nil,
    silent: Set<State> = []
  ) {
    let system = net.system
    if let leakage, !leaking.isEmpty { system.add(leakage) }
    states = Array(State.allCases)
    self.currents = states.map { state in
      guard let current = currents[state] else { fatalError("\(component): no current for state \(state.rawValue)") }
      return current.held
    }
    rows = states.map { net.system.row(component, $0.rawValue) }
    places = LoadStatePlaces(states)
    isLinearInPlace = states.map(bypassing.contains)
    leakageInPlace = states.map { leaking.contains($0) ? leakage ?? system.leakage : nil }
    state = initial
    place = places[initial]
    super.init(
      component, on: net, state: initial.rawValue, current: self.currents[place], isLinear: isLinearInPlace[place],
      leakage: leakageInPlace[place])
    if !silent.isEmpty {
      isUsuallySilent = true
      for (state, row) in zip(states, rows) {
        system.rowSilences[row] = silent.contains(state) ? .always : .untilThereIsTime
      }
      system.rowSilences[unpoweredRow] = .always
    }
  }

  /// Goes to a state and draws its declared current.
  public func enter(_ next: State) {
    let nextPlace = places[next]
    change(next, nextPlace, currents[nextPlace])
  }

  /// Goes to a state and draws a current that is a documented function of coefficients, clamped to 0 ... 1 kA.
  public func enter(_ next: State, drawing current: CurrentBand) { change(next, places[next], current.held) }

  /// The declared current of a state.
  public func declared(_ state: State) -> CurrentBand { currents[places[state]] }

  private func change(_ next: State, _ nextPlace: Int, _ nextCurrent: CurrentBand) {
    guard nextPlace != place || nextCurrent != current else { return }
    if nextPlace != place {
      state = next
      place = nextPlace
    }
    net.system.change(
      self, row: rows[nextPlace], current: nextCurrent, isLinear: isLinearInPlace[nextPlace],
      leakage: leakageInPlace[nextPlace])
  }

  override var stateName: String { state.rawValue }

  override func knows(stateName: String) -> Bool { State(rawValue: stateName) != nil }

  override func restore(stateName: String) {
    guard let restored = State(rawValue: stateName) else { return }
    state = restored
    place = places[restored]
    row = rows[place]
    isLinear = isLinearInPlace[place]
    leakage = leakageInPlace[place]
  }
}
