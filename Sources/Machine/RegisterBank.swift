/// The registers of one block, with the access rules that their declarations state: widths, read-only and write-only
/// fields, reserved bits, holes. What an access *does* is the owner's business.
public final class RegisterBank: BusTarget {
  /// The block's name in the register list.
  public let name: String
  /// The address of offset 0.
  public let base: UInt32
  /// The declarations, by offset.
  public let registers: [Register]
  /// The stored values, in the order of `registers`; what a snapshot keeps.
  public var values: [UInt32]
  /// The block; it sets itself here at the end of its initialiser.
  public unowned var owner: (any Peripheral)?
  private let journal: Journal
  private let places: [Int16]
  private let storedMasks: [UInt32]
  private let writableMasks: [UInt32]
  private let readableMasks: [UInt32]

  /// Declares a block's registers at `base`.
  public init(_ name: String, base: UInt32, registers: [Register], journal: Journal) {
    self.name = name
    self.base = base
    self.registers = registers.sorted { $0.offset < $1.offset }
    self.journal = journal
    values = self.registers.map(\.reset)
    storedMasks = self.registers.map(\.storedMask)
    writableMasks = self.registers.map(\.writableMask)
    readableMasks = self.registers.map(\.readableMask)
    let end = self.registers.map { Int($0.offset) + $0.bytes }.max() ?? 0
    var places = [Int16](repeating: -1, count: end)
    for (index, register) in self.registers.enumerated() {
      for byte in 0..<register.bytes { places[Int(register.offset) + byte] = Int16(index) }
    }
    self.places = places
  }

  /// The stored value of a register, for the owner: no access rules, no effects.
  public subscript(register: Register) -> UInt32 {
    get { self[register.offset] }
    set { self[register.offset] = newValue }
  }

  /// The stored value at an offset that a register begins at, for the owner; 0 in a hole.
  public subscript(offset: UInt32) -> UInt32 {
    get {
      let place = place(of: offset)
      return place < 0 ? 0 : values[place]
    }
    set {
      let place = place(of: offset)
      if place >= 0 { values[place] = newValue }
    }
  }

  /// A field's stored value, for the owner.
  public subscript(register: Register, field: Field) -> UInt32 {
    get { field.get(self[register.offset]) }
    set { self[register.offset] = field.set(newValue, in: self[register.offset]) }
  }

  /// A one-bit field as a truth value, for the owner.
  public func isSet(_ register: Register, _ field: Field) -> Bool { self[register, field] != 0 }

  /// Puts all registers to their reset values, without effects.
  public func reset() {
    for index in registers.indices { values[index] = registers[index].reset }
  }

  // MARK: Bus access

  /// A read by software; wider accesses than a register read its neighbours too.
  public func read(_ address: UInt32, width: Int) -> UInt32 {
    let offset = address &- base
    let place = place(of: offset)
    guard place >= 0 else {
      journal.note(address, "\(name).hole", isWrite: false)
      return 0
    }
    let register = registers[place]
    if register.coverage == .storage {
      journal.note(base + register.offset, "\(name).\(register.name)", isWrite: false)
    }
    var value = owner?.readRegister(register.offset, width: min(width, register.bytes)) ?? values[place]
    value &= readableMasks[place]
    if register.bits < 32 { value &= (1 << UInt32(register.bits)) - 1 }
    let lane = offset - register.offset
    value >>= 8 * lane
    let taken = register.bytes - Int(lane)
    if width > taken {
      value |= read(address + UInt32(taken), width: width - taken) << UInt32(8 * taken)
    }
    return width == 4 ? value : value & ((1 << UInt32(8 * width)) - 1)
  }

  /// A write by software; narrower accesses than a register keep its other bytes, wider ones write its neighbours too.
  public func write(_ address: UInt32, width: Int, value: UInt32) {
    let offset = address &- base
    let place = place(of: offset)
    guard place >= 0 else {
      journal.note(address, "\(name).hole", isWrite: true)
      return
    }
    let register = registers[place]
    if register.coverage == .storage { journal.note(base + register.offset, "\(name).\(register.name)", isWrite: true) }
    let lane = offset - register.offset
    let taken = min(width, register.bytes - Int(lane))
    let old = values[place]
    let laneMask: UInt32 = (taken == 4 ? .max : (1 << UInt32(8 * taken)) - 1) << (8 * lane)
    let written = ((old & ~laneMask) | ((value << (8 * lane)) & laneMask)) & writableMasks[place]
    values[place] = (old & ~storedMasks[place]) | (written & storedMasks[place])
    owner?.registerWritten(register.offset, value: written, old: old, width: taken)
    if width > taken {
      write(address + UInt32(taken), width: width - taken, value: value >> UInt32(8 * taken))
    }
  }

  private func place(of offset: UInt32) -> Int {
    offset < UInt32(places.count) ? Int(places[Int(offset)]) : -1
  }
}
