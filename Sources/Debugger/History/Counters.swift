/// What the debugger counts itself while the machine goes on. It goes back with the machine.
struct Counters {
  /// How often the processor began to run.
  var wakeups: UInt64 = 0
  /// How many of its calls the host has answered.
  var hostCalls = 0
  /// The latest bytes that the band has sent, for stops at a text.
  var sent: [UInt8] = []
}
