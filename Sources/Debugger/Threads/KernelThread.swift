/// A thread of a kernel, as it is at a stop.
struct KernelThread: Equatable {
  /// What clients know it by: the address of its control block, which stays the same as long as it lives.
  var id: UInt32
  var name: String
  /// What it does or waits for, in words.
  var state: String
}
