/// How the ledger names the chip.
enum NRF51Ledger {
  /// The core; the names of the chip's other loads begin with it.
  static let core = "NRF51"
}
