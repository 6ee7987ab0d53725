import Machine

/// Alarms of blocks.
extension NRF51Fabric {
  /// Makes an alarm, in whose action `now` is the time that it was set for.
  func alarm(_ name: String, action: @escaping () -> Void) -> Alarm {
    emulation.alarm(name) { [unowned self] time in at(time, action) }
  }
}
