/// The state of a block with registers.
public protocol RegisterState: Codable {
  /// What they hold.
  var registers: NamedValues<UInt32> { get }
}

extension NamedValues: RegisterState where Value == UInt32 {
  /// A block of which nothing else is state.
  public var registers: NamedValues<UInt32> { self }
}
