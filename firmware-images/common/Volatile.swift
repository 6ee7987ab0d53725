/// Loads that the compiler may not keep in a register, of what an interrupt changes.
enum Volatile {
  @inline(__always) static func load(_ value: inout UInt32) -> UInt32 {
    withUnsafePointer(to: &value) { WideRegister(UInt(bitPattern: $0)).value }
  }
}
