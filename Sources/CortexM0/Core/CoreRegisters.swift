/// The registers that software sees, as ARMv6-M defines them: what every engine that executes instructions leaves alike.
struct CoreRegisters: Codable, Equatable {
  var r0: UInt32 = 0
  var r1: UInt32 = 0
  var r2: UInt32 = 0
  var r3: UInt32 = 0
  var r4: UInt32 = 0
  var r5: UInt32 = 0
  var r6: UInt32 = 0
  var r7: UInt32 = 0
  var r8: UInt32 = 0
  var r9: UInt32 = 0
  var r10: UInt32 = 0
  var r11: UInt32 = 0
  var r12: UInt32 = 0
  /// The two stack pointers; CONTROL says which of them is R13.
  var msp: UInt32 = 0
  var psp: UInt32 = 0
  var lr: UInt32 = 0
  /// The address of the next instruction.
  var pc: UInt32 = 0
  /// N, Z, C and V in bits 31 to 28, T in bit 24, the exception's number in bits 5 to 0.
  var xpsr: UInt32 = 0
  /// Bit 0.
  var primask: UInt32 = 0
  /// Bit 1 is SPSEL.
  var control: UInt32 = 0
}
