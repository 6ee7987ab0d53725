/// What an access to one register needs to know of it, flat.
struct AccessRule {
  let offset: UInt32
  let bytes: Int
  let reset: UInt32
  /// Whether accesses are noted: it is neither modelled nor without consequence.
  let isUnmodelled: Bool
  /// Whether reads are; of a register with fields without consequence only where hardware would set others.
  let notesReads: Bool
  /// Bits whose change is noted; all where every write is.
  let noted: UInt32
  let stored: UInt32
  let writable: UInt32
  let readable: UInt32
  /// Whether a read is an answer and nothing else, and a write stores what is written: almost all are.
  let isReadPlain: Bool
  let isWritePlain: Bool
  /// Whether a read is the block's business beyond its value; where `fetches`, before the value.
  let hasReadAction: Bool
  let fetches: Bool
  let clearedByRead: UInt32
  let setByRead: UInt32
  let writeMasks: WriteMasks
  /// The register whose value it shows and changes, by place and offset: another one, or itself.
  let sharedPlace: Int
  let sharedOffset: UInt32
  let isShared: Bool

  /// The rule of the register at `place`, which shares the value of that at `sharedPlace`.
  init(_ register: Register, at place: Int, sharing sharedPlace: Int) {
    offset = register.offset
    bytes = register.bytes
    reset = register.reset
    isUnmodelled = register.coverage == .storage || register.coverage == .cost
    let fields = register.fields
    let hasInertFields = fields.contains { $0.inertBecause != nil }
    let hasReadOnlyFields = fields.contains { $0.access == .readOnly && $0.inertBecause == nil }
    notesReads = isUnmodelled && (!hasInertFields || hasReadOnlyFields)
    noted = hasInertFields ? Register.mask(fields) { $0.inertBecause == nil && $0.access != .readOnly } : .max
    stored = Register.mask(fields) { $0.access == .readWrite }
    writable = Register.mask(fields) { $0.access != .readOnly }
    readable = ~Register.mask(fields) { $0.access == .writeOnly } & (.max >> UInt32(32 - register.bits))
    hasReadAction = fields.contains { $0.onRead != nil }
    fetches = fields.contains { $0.onRead == .fetch }
    clearedByRead = Register.mask(fields) { $0.onRead == .clear }
    setByRead = Register.mask(fields) { $0.onRead == .set }
    writeMasks = WriteMasks(fields)
    self.sharedPlace = sharedPlace
    sharedOffset = register.sharedOffset ?? register.offset
    isShared = register.sharedOffset != nil
    isReadPlain = !notesReads && !hasReadAction && !isShared
    isWritePlain = !isUnmodelled && !isShared && !fields.contains { $0.onWrite != nil }
  }

  /// Whether a write that leaves `written` where `old` was is noted. What is only written is an event, where it is 1.
  func notesWrite(_ written: UInt32, over old: UInt32) -> Bool {
    noted == .max || (written ^ (old & stored)) & noted != 0
  }
}
