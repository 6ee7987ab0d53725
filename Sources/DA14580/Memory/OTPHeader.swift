import Machine

/// The header at the end of OTP, as far as the boot ROM reads it.
///
/// Source: the vendor's UM-B-012 (the two flags). Their places, 0x7F00 and 0x7F04, are those before the header's next known word
/// (chosen). How much is copied is not known: everything before the header (chosen).
enum OTPHeader {
  static let firstFlag: UInt32 = 0x1234_A5A5
  static let secondFlag: UInt32 = 0xA5A5_1234
  static let offset = 0x7F00

  /// Whether both flags say that an application was programmed.
  static func isProgrammed(_ otp: Memory) -> Bool {
    otp.word(at: offset) == firstFlag && otp.word(at: offset + 4) == secondFlag
  }
}
