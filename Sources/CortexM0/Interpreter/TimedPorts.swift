import Machine

/// What a load needs of the memory with a timing, without reference counting.
struct TimedPorts {
  let pages: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  let bytes: UnsafeMutableRawPointer?
  let words: UnsafeMutablePointer<UInt8>?
  let heldLoads: UnsafeMutablePointer<UInt64>?

  init(_ bus: Bus) {
    pages = bus.timedPages
    bytes = bus.timedMemory?.bytes
    words = bus.timedMemory?.timing?.words
    heldLoads = bus.timedMemory?.timing?.heldLoads
  }
}
