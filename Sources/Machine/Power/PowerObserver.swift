/// Whoever records what the power nets do. A machine without one pays a comparison with `nil`.
public protocol PowerObserver: AnyObject {
  /// A load was placed anew: from now on it is in another state, draws another current or is fed by another source.
  func placed(_ load: AnyLoad)
  /// The nets are solved: currents, voltage and the charger's flow hold from now until the next call.
  func solved(_ power: PowerSystem)
}
