/// A block's own access to its registers' stored values.
extension RegisterBank {
  /// The stored value of a register, for the owner: no access rules, no effects.
  @inlinable
  public subscript(register: Register) -> UInt32 {
    get { self[register.offset] }
    set { self[register.offset] = newValue }
  }

  /// The stored value of one register of an array, for the owner.
  @inlinable
  public subscript(array: RegisterArray, index: Int) -> UInt32 {
    get { self[array.offset(of: index)] }
    set { self[array.offset(of: index)] = newValue }
  }

  /// The stored value at an offset that a register begins at, for the owner; 0 in a hole.
  @inlinable
  public subscript(offset: UInt32) -> UInt32 {
    get {
      let place = place(of: offset)
      return place < 0 ? 0 : stored[place]
    }
    set {
      wasTouched = true
      let place = place(of: offset)
      if place >= 0 { stored[place] = newValue }
    }
  }

  /// A field's stored value, for the owner.
  @inlinable
  public subscript(register: Register, field: Field) -> UInt32 {
    get { field.get(self[register.offset]) }
    set { self[register.offset] = field.set(newValue, in: self[register.offset]) }
  }

  /// A one-bit field as a truth value, for the owner.
  @inlinable
  public func isSet(_ register: Register, _ field: Field) -> Bool { self[register, field] != 0 }
}
