import Machine

@testable import Parts
@testable import World

extension KX022.Coefficients {
  /// 1 uA in standby, 2, 3 ... from the slowest rate on, 100 in full power.
  static let round = KX022.Coefficients(
    standby: coefficient(1), rate0: coefficient(2), rate1: coefficient(3), rate3: coefficient(4),
    rate6: coefficient(5), rate12: coefficient(6), rate25: coefficient(7), rate50: coefficient(8),
    rate100: coefficient(9), rate200: coefficient(10), rate400: coefficient(11), full: coefficient(100))
}

/// The KX022 on a bench, with a driver's view of it.
final class KX022Bench {
  let rig = Rig()
  let chip: KX022
  let bus = I2CBus()
  let int1: Line
  let int2: Line
  let trigger: LineDriver?

  /// `isReady` lets the 10 ms after power-on pass.
  init(_ motion: any MotionSource = StillMotion(), seed: UInt64? = nil, hasTrigger: Bool = false, isReady: Bool = true)
  {
    int1 = rig.line("INT1")
    int2 = rig.line("INT2")
    let line = hasTrigger ? rig.line("TRIG") : nil
    trigger = line?.driver("test")
    chip = KX022(
      on: rig.emulation, net: rig.net, int1: int1, int2: int2, trigger: line, motion: motion, coefficients: .round,
      seed: seed)
    bus.attach(chip)
    if isReady { rig.run(until: KX022.powerUpTime) }
  }

  @discardableResult
  func write(_ bytes: UInt8...) -> Bool {
    guard let target = bus.target(at: 0x1F), target.i2cStart(isRead: false) else { return false }
    defer { target.i2cStop() }
    return bytes.allSatisfy { target.i2cWrite($0) }
  }

  func read(_ register: UInt8, count: Int = 1) -> [UInt8] {
    guard let target = bus.target(at: 0x1F), target.i2cStart(isRead: false), target.i2cWrite(register),
      target.i2cStart(isRead: true)
    else { return [] }
    defer { target.i2cStop() }
    return (1...count).map { target.i2cRead(acknowledged: $0 < count) }
  }

  func read(_ register: UInt8) -> UInt8 { read(register, count: 1).first ?? 0 }

  /// x, y and z in counts.
  var sample: [Int16] {
    let bytes = read(0x06, count: 6)
    return stride(from: 0, to: bytes.count, by: 2).map {
      Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
  }

  /// Latched interrupts on INT1, active high, from the sources of INC4.
  func route(_ sources: UInt8) {
    write(0x1C, 0x30)
    write(0x1F, sources)
  }

  /// Runs until INT1 rises; `nil` where it does not before `end`.
  func interrupt(before end: Tick) -> Tick? {
    var risen: Tick?
    let watching = int1.watch { [unowned self] level in if level, risen == nil { risen = rig.now } }
    defer { watching.end() }
    rig.run(until: end)
    return risen
  }
}
