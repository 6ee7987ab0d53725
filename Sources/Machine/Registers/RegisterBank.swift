/// The registers of one block, with the access rules that their declarations state: widths, read-only and write-only
/// fields, reserved bits, holes. What an access *does* is the owner's business.
public final class RegisterBank: BusTarget {
  /// What it is the bank of.
  public let block: RegisterBlock
  /// The address of offset 0.
  public let base: UInt32
  /// The declarations, by offset.
  public let registers: [Register]
  /// The stored values, in the order of `registers`.
  public var values: [UInt32] { Array(UnsafeBufferPointer(start: stored, count: registers.count)) }
  /// The names of `registers`.
  let registerNames: [String]
  /// Whether the block has power. Without it registers read 0 and ignore writes, and the access is noted: firmware forgot
  /// to power the block's domain.
  public var isPowered = true
  private var owner: OwnerReference?
  private let journal: Journal
  // What every access needs, without an array's reference counting: the values, the rules, and for each byte its register.
  @usableFromInline let stored: UnsafeMutablePointer<UInt32>
  private let rules: UnsafeMutablePointer<AccessRule>
  private let resets: UnsafeMutablePointer<UInt32>
  @usableFromInline let places: UnsafeMutablePointer<Int16>
  @usableFromInline let end: UInt32
  @usableFromInline var wasTouched = true

  /// The bank of a block.
  public init(_ block: RegisterBlock, journal: Journal) {
    self.block = block
    base = block.base
    let registers = block.registers.sorted { $0.offset < $1.offset }
    self.registers = registers
    registerNames = registers.map(\.name)
    self.journal = journal
    stored = .allocate(capacity: max(registers.count, 1))
    rules = .allocate(capacity: max(registers.count, 1))
    resets = .allocate(capacity: max(registers.count, 1))
    let size = registers.map { Int($0.offset) + $0.bytes }.max() ?? 0
    places = .allocate(capacity: max(size, 1))
    places.initialize(repeating: -1, count: size)
    end = UInt32(size)
    for (index, register) in registers.enumerated() {
      (stored + index).initialize(to: register.reset)
      (resets + index).initialize(to: register.reset)
      let shared = register.sharedOffset.map { offset in registers.firstIndex { $0.offset == offset } } ?? index
      guard let shared else { fatalError("\(block.name).\(register.name) is a view of no register") }
      (rules + index).initialize(to: AccessRule(register, at: index, sharing: shared))
      for byte in 0..<register.bytes { places[Int(register.offset) + byte] = Int16(index) }
    }
  }

  /// The block's name in the register list.
  public var name: String { block.name }

  /// Names the block, whose business it is what an access does. It has to live as long as its bank is on a bus.
  public func belongs(to block: any Peripheral) { owner = OwnerReference(block) }

  deinit {
    stored.deallocate()
    rules.deallocate()
    resets.deallocate()
    places.deallocate()
  }

  /// Puts all registers to their reset values, without effects.
  public func reset() { stored.update(from: resets, count: registers.count) }

  // MARK: Bus access

  /// A read by software; wider accesses than a register read its neighbours too (an assumption).
  public override func read(_ address: UInt32, width: Int) -> UInt32 {
    // Nearly all are of one register with nothing but a value.
    let offset = address &- base
    let place = place(of: offset)
    if isPowered, place >= 0 {
      let rule = rules + place
      if rule.pointee.isReadPlain, rule.pointee.offset == offset, width <= rule.pointee.bytes {
        let value = owner?.registerValue(offset) ?? stored[place]
        return value & rule.pointee.readable & RegisterBank.mask(width)
      }
    }
    return readByParts(address, width)
  }

  @inline(never)
  private func readByParts(_ address: UInt32, _ width: Int) -> UInt32 {
    guard isPowered else {
      noteUnpowered(address, isWrite: false)
      return 0
    }
    return join(address, width, readPart)
  }

  /// What a read would answer, without its effects and without a note; of what a read fetches, the last.
  public override func peek(_ address: UInt32, width: Int) -> UInt32 {
    isPowered ? join(address, width, peekPart) : 0
  }

  /// A write by software; narrower accesses than a register keep its other bytes, and of wider ones only the register at
  /// the address takes its part: the rest is lost, as on a bridge to narrower registers.
  ///
  /// Source: public start-up code for the DA1468x writes calibration values to 16-bit registers by word stores wherever
  /// their addresses allow it, CLK_32K after its upper neighbour CLK_16M, which has to keep what it was given.
  public override func write(_ address: UInt32, width: Int, value: UInt32) {
    guard isPowered else { return noteUnpowered(address, isWrite: true) }
    wasTouched = true
    let (place, count) = part(at: address &- base, upTo: width)
    writePart(address, count, place, value)
  }

  /// That of the block, for a register that is modelled.
  public override func hashSteadyState(at address: UInt32, isWrite: Bool, into hasher: inout Hasher) -> Bool {
    let place = place(of: address &- base)
    guard isPowered, place >= 0, !rules[place].isUnmodelled, let owner else { return false }
    return owner.peripheral.hashSteadyState(rules[place].sharedOffset, isWrite: isWrite, into: &hasher)
  }

  /// That of the block.
  public override var roundCount: Int {
    get { owner?.peripheral.roundCount ?? 0 }
    set { owner?.peripheral.roundCount = newValue }
  }

  /// The parts of an access, each of one register or hole, put together.
  @inline(__always)
  private func join(_ address: UInt32, _ width: Int, _ read: (UInt32, Int, Int) -> UInt32) -> UInt32 {
    let (place, count) = part(at: address &- base, upTo: width)
    var value = read(address, count, place)
    var done = count
    while done < width {
      let (place, count) = part(at: address &- base &+ UInt32(done), upTo: width - done)
      value |= read(address &+ UInt32(done), count, place) << UInt32(8 * done)
      done += count
    }
    return value
  }

  /// The register at an offset, or -1 for a hole, and how many of the next `limit` bytes belong to it.
  private func part(at offset: UInt32, upTo limit: Int) -> (place: Int, count: Int) {
    let place = place(of: offset)
    if place >= 0 { return (place, min(limit, rules[place].bytes - Int(offset - rules[place].offset))) }
    var count = 1
    while count < limit, self.place(of: offset &+ UInt32(count)) < 0 { count += 1 }
    return (place, count)
  }

  @inline(__always)
  private func readPart(_ address: UInt32, _ width: Int, _ place: Int) -> UInt32 {
    guard place >= 0 else {
      journal.note(address, "\(name).hole", isWrite: false)
      return 0
    }
    let value = rules[place].isReadPlain ? value(at: place) : valueByReading(address, width, place)
    return lanes(of: value, address, width, place)
  }

  private func peekPart(_ address: UInt32, _ width: Int, _ place: Int) -> UInt32 {
    place < 0 ? 0 : lanes(of: value(at: place), address, width, place)
  }

  @inline(__always)
  private func value(at place: Int) -> UInt32 {
    owner?.registerValue(rules[place].sharedOffset) ?? stored[rules[place].sharedPlace]
  }

  /// The bytes of a register's value that an access reads.
  @inline(__always)
  private func lanes(of value: UInt32, _ address: UInt32, _ width: Int, _ place: Int) -> UInt32 {
    (value & rules[place].readable) >> (8 * ((address &- base) &- rules[place].offset)) & RegisterBank.mask(width)
  }

  @inline(never)
  private func valueByReading(_ address: UInt32, _ width: Int, _ place: Int) -> UInt32 {
    wasTouched = true
    let rule = rules[place]
    if rule.notesReads { note(place, isWrite: false) }
    if rule.fetches { owner?.registerRead(rule.sharedOffset, width) }
    let value = value(at: place)
    let lanes = RegisterBank.mask(width) << (8 * ((address &- base) &- rule.offset))
    stored[rule.sharedPlace] = stored[rule.sharedPlace] & ~(rule.clearedByRead & lanes) | rule.setByRead & lanes
    if rule.hasReadAction && !rule.fetches { owner?.registerRead(rule.sharedOffset, width) }
    return value
  }

  private func writePart(_ address: UInt32, _ width: Int, _ place: Int, _ value: UInt32) {
    guard place >= 0 else { return journal.note(address, "\(name).hole", isWrite: true) }
    let rule = rules[place]
    let lane = 8 * ((address &- base) &- rule.offset)
    let lanes = RegisterBank.mask(width) << lane
    let old = stored[rule.sharedPlace]
    let written = ((old & ~lanes) | ((value << lane) & lanes)) & rule.writable
    guard rule.isWritePlain else { return writeByRule(place, written, lanes, width) }
    stored[place] = (old & ~rule.stored) | (written & rule.stored)
    owner?.registerWritten(rule.offset, written, old, width)
  }

  @inline(never)
  private func writeByRule(_ place: Int, _ written: UInt32, _ lanes: UInt32, _ width: Int) {
    let rule = rules[place]
    let old = stored[rule.sharedPlace]
    if rule.isUnmodelled && rule.notesWrite(written, over: old) { note(place, isWrite: true) }
    let next = rule.writeMasks.result(old: old, written: written) & lanes | old & ~lanes
    stored[rule.sharedPlace] = next
    owner?.registerWritten(rule.sharedOffset, rule.isShared ? next : written, old, width)
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
