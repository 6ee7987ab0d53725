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
    get { Array(UnsafeBufferPointer(start: stored, count: registers.count)) }
    set { if newValue.count == registers.count { stored.update(from: newValue, count: newValue.count) } }
  }
  /// Whether the block has power. Without it registers read 0 and ignore writes, and the access is noted: firmware forgot
  /// to power the block's domain.
  public var isPowered = true
  private var owner: OwnerReference?
  private let journal: Journal
  // What every access needs, without an array's reference counting: the values, the rules, and for each byte its register.
  @usableFromInline let stored: UnsafeMutablePointer<UInt32>
  private let rules: UnsafeMutablePointer<AccessRule>
  @usableFromInline let places: UnsafeMutablePointer<Int16>
  @usableFromInline let end: UInt32

  /// Declares a block's registers at `base`.
  public init(_ name: String, base: UInt32, registers: [Register], journal: Journal) {
    self.name = name
    self.base = base
    let registers = registers.sorted { $0.offset < $1.offset }
    self.registers = registers
    self.journal = journal
    stored = .allocate(capacity: max(registers.count, 1))
    rules = .allocate(capacity: max(registers.count, 1))
    let size = registers.map { Int($0.offset) + $0.bytes }.max() ?? 0
    places = .allocate(capacity: max(size, 1))
    places.initialize(repeating: -1, count: size)
    end = UInt32(size)
    for (index, register) in registers.enumerated() {
      (stored + index).initialize(to: register.reset)
      (rules + index).initialize(to: AccessRule(register))
      for byte in 0..<register.bytes { places[Int(register.offset) + byte] = Int16(index) }
    }
  }

  /// Names the block, whose business it is what an access does. It has to live as long as its bank is on a bus.
  public func belongs(to block: any Peripheral) { owner = OwnerReference(block) }

  deinit {
    stored.deallocate()
    rules.deallocate()
    places.deallocate()
  }

  /// The stored value of a register, for the owner: no access rules, no effects.
  @inlinable
  public subscript(register: Register) -> UInt32 {
    get { self[register.offset] }
    set { self[register.offset] = newValue }
  }

  /// The stored value at an offset that a register begins at, for the owner; 0 in a hole.
  @inlinable
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
  @inlinable
  public subscript(register: Register, field: Field) -> UInt32 {
    get { field.get(self[register.offset]) }
    set { self[register.offset] = field.set(newValue, in: self[register.offset]) }
  }

  /// A one-bit field as a truth value, for the owner.
  @inlinable
  public func isSet(_ register: Register, _ field: Field) -> Bool { self[register, field] != 0 }

  /// Puts all registers to their reset values, without effects.
  public func reset() {
    var index = 0
    while index < registers.count {
      stored[index] = rules[index].reset
      index += 1
    }
  }

  // MARK: Bus access

  /// A read by software; wider accesses than a register read its neighbours too (an assumption).
  public override func read(_ address: UInt32, width: Int) -> UInt32 {
    guard isPowered else {
      noteUnpowered(address, isWrite: false)
      return 0
    }
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

  /// A write by software; narrower accesses than a register keep its other bytes, and of wider ones only the register at
  /// the address takes its part: the rest is lost, as on a bridge to narrower registers.
  ///
  /// Source: public start-up code for the DA1468x writes calibration values to 16-bit registers by word stores wherever
  /// their addresses allow it, CLK_32K after its upper neighbour CLK_16M, which has to keep what it was given.
  public override func write(_ address: UInt32, width: Int, value: UInt32) {
    guard isPowered else { return noteUnpowered(address, isWrite: true) }
    let (place, count) = part(at: address &- base, upTo: width)
    writePart(address, count, place, value)
  }

  /// That of the block, for a register that is modelled.
  public override func hashSteadyState(at address: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    let place = place(of: address &- base)
    guard isPowered, place >= 0, !rules[place].isUnmodelled, let owner else { return false }
    return owner.peripheral.hashSteadyState(rules[place].offset, isWrite: isWrite, into: &hasher)
  }

  /// That of the block.
  public override var roundCount: Int {
    get { owner?.peripheral.roundCount ?? 0 }
    set { owner?.peripheral.roundCount = newValue }
  }

  /// The register at an offset, or -1 for a hole, and how many of the next `limit` bytes belong to it.
  private func part(at offset: UInt32, upTo limit: Int) -> (place: Int, count: Int) {
    let place = place(of: offset)
    if place >= 0 { return (place, min(limit, rules[place].bytes - Int(offset - rules[place].offset))) }
    var count = 1
    while count < limit, self.place(of: offset &+ UInt32(count)) < 0 { count += 1 }
    return (place, count)
  }

  private func readPart(_ address: UInt32, _ width: Int, _ place: Int) -> UInt32 {
    guard place >= 0 else {
      journal.note(address, "\(name).hole", isWrite: false)
      return 0
    }
    let rule = rules[place]
    if rule.notesReads { note(place, isWrite: false) }
    let value = owner?.readRegister(rule.offset, width) ?? stored[place]
    let lane = (address &- base) &- rule.offset
    return (value & rule.readable) >> (8 * lane) & RegisterBank.mask(width)
  }

  private func writePart(_ address: UInt32, _ width: Int, _ place: Int, _ value: UInt32) {
    guard place >= 0 else { return journal.note(address, "\(name).hole", isWrite: true) }
    let rule = rules[place]
    let lane = (address &- base) &- rule.offset
    let old = stored[place]
    let laneMask = RegisterBank.mask(width) << (8 * lane)
    let written = ((old & ~laneMask) | ((value << (8 * lane)) & laneMask)) & rule.writable
    if rule.isUnmodelled && rule.notesWrite(written, over: old) { note(place, isWrite: true) }
    stored[place] = (old & ~rule.stored) | (written & rule.stored)
    owner?.registerWritten(rule.offset, written, old, width)
  }

  @inline(never)
  private func noteUnpowered(_ address: UInt32, isWrite: Bool) {
    journal.note(address, "\(name).unpowered", isWrite: isWrite)
  }

  @inline(never)
  private func note(_ place: Int, isWrite: Bool) {
    journal.note(base &+ registers[place].offset, "\(name).\(registers[place].name)", isWrite: isWrite)
  }

  /// The bits of the lowest `bytes` bytes, 1 ... 4.
  private static func mask(_ bytes: Int) -> UInt32 { .max >> UInt32(32 - 8 * bytes) }

  @inlinable @inline(__always)
  func place(of offset: UInt32) -> Int { offset < end ? Int(places[Int(offset)]) : -1 }
}
