/// A band without a pulse sensor: nothing is ever measured.
struct HeartMonitor: ~Copyable {
  var isMeasuring: Bool { false }
  var next: Deadline { Deadline() }
  var second: Deadline { Deadline() }

  func start() {}
  func postpone() {}
  func changePeriod() {}
  func begin() {}
  func step(isReady: Bool, _ motion: borrowing Motion) -> Bool { false }
  func end() {}
}
