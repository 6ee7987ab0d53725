/// Calls itself until the stack has run out of RAM.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.start()
  Console.print("stack-overflow calls itself\r\n")
  Console.drain()
  _ = descend(0)
  Console.print("stack-overflow is back\r\n")
}

/// Not for the optimiser: it would make a loop of it.
@_optimize(none) private func descend(_ depth: UInt32) -> UInt32 { depth == .max ? 0 : descend(depth &+ 1) &+ 1 }
