/// Why a call failed: the number that SYS_ERRNO returns, one of the host's C library.
enum SemihostingError: Error, Equatable {
  case number(Int32)
}
