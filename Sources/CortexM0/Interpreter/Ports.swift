import Machine

/// The bus's page tables, as the interpreter's loop holds them.
struct Ports {
  let read: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  let write: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  let waits: UnsafeMutablePointer<UInt8>

  init(_ bus: Bus) {
    read = bus.readPages
    write = bus.writePages
    waits = bus.waitStates
  }
}
