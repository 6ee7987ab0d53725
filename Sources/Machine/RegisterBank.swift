/// The registers of one block, with the access rules that their declarations state: widths, read-only and write-only
/// fields, reserved bits, holes. What an access *does* is the owner's business.
public final class RegisterBank: BusTarget {
  /// The block's name in the register list.
  public let name: String
  /// The address of offset 0.
  public let base: UInt32
  /// The declarations, by offset.
  public let registers: [Register]
  /// The stored values, in the order of `registers`; what a snapshot keeps. Values of another number than that of the
  /// registers are not taken.
  public var values: [UInt32] {
    get { stored }
    set { if newValue.count == stored.count { stored = newValue } }
  }
  private var stored: [UInt32]
  /// The block; it sets itself here at the end of its initialiser. Unsafe because it is asked at every access: a block must
  /// live as long as its bank is on a bus.
  public unowned(unsafe) var owner: (any Peripheral)?
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
    stored = self.registers.map(\.reset)
    storedMasks = self.registers.map(\.storedMask)
    writableMasks = self.registers.map(\.writableMask)
    readableMasks = self.registers.map { $0.readableMask & RegisterBank.mask($0.bytes) }
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
      return place < 0 ? 0 : stored[place]
    }
    set {
      let place = place(of: offset)
      if place >= 0 { stored[place] = newValue }
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
    for index in registers.indices { stored[index] = registers[index].reset }
  }

  // MARK: Bus access

  /// A read by software; wider accesses than a register read its neighbours too.
  public func read(_ address: UInt32, width: Int) -> UInt32 {
    let (place, count) = part(at: address &- base, upTo: width)
    var value = readPart(address, count, place)
    var done = count
    while done < width {
      let (place, count) = part(at: address &- base &+ UInt32(done), upTo: width - done)
      value |= readPart(address &+ UInt32(done), count, place) << UInt32(8 * done)
      done += count
    }
    return value
  }

  /// A write by software; narrower accesses than a register keep its other bytes, wider ones write its neighbours too.
  public func write(_ address: UInt32, width: Int, value: UInt32) {
    var done = 0
    while done < width {
      let (place, count) = part(at: address &- base &+ UInt32(done), upTo: width - done)
      writePart(address &+ UInt32(done), count, place, value >> UInt32(8 * done))
      done += count
    }
  }

  /// The register at an offset, or -1 for a hole, and how many of the next `limit` bytes belong to it.
  private func part(at offset: UInt32, upTo limit: Int) -> (place: Int, count: Int) {
    let place = place(of: offset)
    if place >= 0 { return (place, min(limit, registers[place].bytes - Int(offset - registers[place].offset))) }
    var count = 1
    while count < limit, self.place(of: offset &+ UInt32(count)) < 0 { count += 1 }
    return (place, count)
  }

  private func readPart(_ address: UInt32, _ width: Int, _ place: Int) -> UInt32 {
    guard place >= 0 else {
      journal.note(address, "\(name).hole", isWrite: false)
      return 0
    }
    let offset = registers[place].offset
    if registers[place].coverage != .modelled {
      journal.note(base &+ offset, "\(name).\(registers[place].name)", isWrite: false)
    }
    let value = owner?.readRegister(offset, width: width) ?? stored[place]
    let lane = (address &- base) &- offset
    return (value & readableMasks[place]) >> (8 * lane) & RegisterBank.mask(width)
  }

  private func writePart(_ address: UInt32, _ width: Int, _ place: Int, _ value: UInt32) {
    guard place >= 0 else { return journal.note(address, "\(name).hole", isWrite: true) }
    let offset = registers[place].offset
    if registers[place].coverage != .modelled {
      journal.note(base &+ offset, "\(name).\(registers[place].name)", isWrite: true)
    }
    let lane = (address &- base) &- offset
    let old = stored[place]
    let laneMask = RegisterBank.mask(width) << (8 * lane)
    let written = ((old & ~laneMask) | ((value << (8 * lane)) & laneMask)) & writableMasks[place]
    stored[place] = (old & ~storedMasks[place]) | (written & storedMasks[place])
    owner?.registerWritten(offset, value: written, old: old, width: width)
  }

  /// The bits of the lowest `bytes` bytes, 1 ... 4.
  private static func mask(_ bytes: Int) -> UInt32 { .max >> UInt32(32 - 8 * bytes) }

  private func place(of offset: UInt32) -> Int {
    offset < UInt32(places.count) ? Int(places[Int(offset)]) : -1
  }
}
