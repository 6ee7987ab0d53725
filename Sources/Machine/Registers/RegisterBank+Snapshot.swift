extension RegisterBank {
  /// The stored values, as a snapshot keeps them.
  public var named: NamedValues<UInt32> { NamedValues(registerNames, values) }

  /// Takes saved values over, without effects; a register without one keeps its own.
  public func restore(_ saved: NamedValues<UInt32>) {
    wasTouched = true
    saved.forEach(in: registerNames) { stored[$0] = $1 }
  }

  /// Throws where a register is missing, or where one is saved that the block has not.
  public func check(_ saved: NamedValues<UInt32>) throws(SnapshotError) {
    try saved.check(registerNames) { "register \(name).\($0)" }
  }
}
