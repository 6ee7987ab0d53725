/// The operations, by number in R0. Source: ARM, Semihosting for AArch32 and AArch64 (public specification).
enum SemihostingCall: UInt32 {
  case open = 0x01
  case close = 0x02
  case writeCharacter = 0x03
  case writeString = 0x04
  case write = 0x05
  case read = 0x06
  case readCharacter = 0x07
  case isError = 0x08
  case isTerminal = 0x09
  case seek = 0x0A
  case fileLength = 0x0C
  case temporaryName = 0x0D
  case remove = 0x0E
  case rename = 0x0F
  case clock = 0x10
  case time = 0x11
  case system = 0x12
  case errorNumber = 0x13
  case commandLine = 0x15
  case heapInfo = 0x16
  case exit = 0x18
  case exitExtended = 0x20
  case elapsed = 0x30
  case tickFrequency = 0x31
}
