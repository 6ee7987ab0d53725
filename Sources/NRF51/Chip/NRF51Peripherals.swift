/// The serial blocks, the analogue ones, the encryption and the radio.
public final class NRF51Peripherals {
  /// All of them, on a fabric.
  init(_ fabric: NRF51Fabric) {}
}
