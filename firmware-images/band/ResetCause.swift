/// Why the band started.
enum ResetCause: UInt32 {
  case power = 0
  case request = 1
  case watchdog = 2
}
