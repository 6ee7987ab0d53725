/// Why the chip was reset: the bits of RESETREAS. None after power-on and brown-out.
enum ResetReason: UInt32 {
  case none = 0
  case pin = 0x1
  case watchdog = 0x2
  case software = 0x4
  case lockup = 0x8
  /// A pad woke it from System OFF.
  case off = 0x1_0000
  /// The low-power comparator did.
  case comparator = 0x2_0000
}
