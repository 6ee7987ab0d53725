/// What an access to one register needs to know of it, flat.
struct AccessRule {
  let offset: UInt32
  let bytes: Int
  let reset: UInt32
  let isUnmodelled: Bool
  let stored: UInt32
  let writable: UInt32
  let readable: UInt32

  init(_ register: Register) {
    offset = register.offset
    bytes = register.bytes
    reset = register.reset
    isUnmodelled = register.coverage != .modelled
    stored = register.storedMask
    writable = register.writableMask
    readable = register.readableMask & (.max >> UInt32(32 - register.bits))
  }
}
