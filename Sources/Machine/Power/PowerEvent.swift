/// What those who watch the power nets are told.
public enum PowerEvent {
  /// A load was placed anew: from now on it is in another state, draws another current or is fed by another source.
  case placed(AnyLoad)
  /// The nets are solved: currents, voltage and the charger's flow hold from now until the next solution.
  case solved
}
