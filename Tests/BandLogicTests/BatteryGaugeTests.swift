import Testing

@testable import BandLogic

@Suite struct BatteryGaugeTests {
  private func reading(
    _ millivolts: UInt32, count: Int32 = 0, seconds: UInt32 = 0, celsius: Int32 = 25, isPlugged: Bool = false
  ) -> GaugeReading {
    GaugeReading(
      millivolts: millivolts, count: UInt32(bitPattern: count) & 0xFF_FFFF, time: seconds * 1024, celsius: celsius,
      isPlugged: isPlugged, isQuiet: true)
  }
  /// A hundredth of the cell, in steps of the counter.
  private let point = BatteryGauge.designCapacity / 100

  @Test("the curve: ends, knees, monotone, and back")
  func curve() {
    #expect(CellProfile.permille(at: 0) == 0)
    #expect(CellProfile.permille(at: 3000) == 0)
    #expect(CellProfile.permille(at: 3692) == 50)
    #expect(CellProfile.permille(at: 3896) == 516)
    #expect(CellProfile.permille(at: 4200) == 1000)
    #expect(CellProfile.permille(at: 5000) == 1000)
    var last: Int32 = 0
    for millivolts in 2900...4300 as ClosedRange<Int32> {
      let permille = CellProfile.permille(at: millivolts)
      #expect(permille >= last)
      if (1...999).contains(permille) {
        #expect(abs(CellProfile.millivolts(at: permille) - millivolts) <= 31)
      }
      last = permille
    }
  }

  @Test("the cold makes the resistance grow, and warmth shrink")
  func cold() {
    #expect(CellProfile.coldFactor(25) == 1000)
    #expect(CellProfile.coldFactor(10) == 2000)
    #expect(CellProfile.coldFactor(-5) == 4000)
    var last: Int32 = 20_000
    for celsius in -40...60 as ClosedRange<Int32> {
      #expect(CellProfile.coldFactor(celsius) <= last)
      last = CellProfile.coldFactor(celsius)
    }
    #expect((300...600).contains(last))
  }

  @Test("the first reading decides by the voltage")
  func first() {
    var gauge = BatteryGauge()
    #expect(!gauge.hasValue && gauge.percent == 0)
    gauge.take(reading(3896))
    #expect(gauge.percent == 52)
    #expect(gauge.period == 600)
  }

  @Test("the count moves it, and what is shown by a point in 40 s at most")
  func count() {
    var gauge = BatteryGauge()
    gauge.take(reading(3896))
    for second in 1...120 as ClosedRange<UInt32> {
      gauge.takeCharge(reading(3000, count: Int32(-10) * point, seconds: second))
      #expect(gauge.percent == 52 - second / 40)
    }
    #expect(abs(gauge.permille - 416) <= 1)
    #expect(gauge.isCatchingUp && gauge.period == 45)
  }

  @Test("the counter's 24 bits wrap")
  func wrap() {
    var gauge = BatteryGauge()
    gauge.take(reading(3896, count: 0x7F_FFFF))
    gauge.takeCharge(reading(3896, count: 0x7F_FFFF + 5 * point, seconds: 100))
    #expect(abs(gauge.permille - 566) <= 1)
    #expect(!gauge.isDue(count: UInt32(bitPattern: 0x7F_FFFF + 5 * point + point / 3) & 0xFF_FFFF))
    #expect(gauge.isDue(count: UInt32(bitPattern: 0x7F_FFFF + 5 * point - point / 2 - 1) & 0xFF_FFFF))
  }

  @Test("a point against the current is not shown, two are")
  func direction() {
    var gauge = BatteryGauge()
    gauge.take(reading(3896))
    gauge.takeCharge(reading(3896, count: point, seconds: 100))
    #expect(gauge.percent == 52)
    gauge.takeCharge(reading(3896, count: 2 * point, seconds: 200))
    #expect(gauge.percent == 53)
  }

  @Test("at rest the voltage draws it in; soon after charging it does not")
  func rest() {
    var gauge = BatteryGauge()
    gauge.take(reading(3896))
    // Six hours at a voltage that says 61 %.
    for minute in 1...36 as ClosedRange<UInt32> { gauge.take(reading(3940, seconds: minute * 600)) }
    #expect(abs(gauge.permille - 609) < 12, "\(gauge.permille)")

    var charged = BatteryGauge()
    charged.take(reading(3896))
    charged.takeCharge(reading(3896, seconds: 10, isPlugged: true))
    for tick in 1...60 as ClosedRange<UInt32> {
      charged.take(reading(4020, count: Int32(tick) * 505, seconds: 10 + tick * 10, isPlugged: true))
    }
    charged.takeCharge(reading(4020, count: 60 * 505, seconds: 611))
    let counted = charged.permille
    charged.take(reading(4000, count: 60 * 505, seconds: 621))
    #expect(abs(charged.permille - counted) < 10 && charged.percent < 65)
  }

  @Test("two marks a quarter of the cell apart tell the capacity")
  func learning() {
    var gauge = BatteryGauge()
    gauge.take(reading(4098))
    // An old cell: 56 mAh. Six days at rest from 89 to 33 %, by the voltage.
    let whole = Double(BatteryGauge.designCapacity) * 0.8
    for step in 1...560 {
      let permille = 889 - Double(step)
      let millivolts = UInt32(CellProfile.millivolts(at: Int32(permille)))
      gauge.take(reading(millivolts, count: -Int32(whole * Double(step) / 1000), seconds: UInt32(step) * 900))
    }
    #expect(gauge.isLearned)
    #expect(abs(Double(gauge.capacity) / whole - 1) < 0.08, "\(gauge.capacity)")
    #expect(abs(gauge.permille - 329) < 15)
    // It is kept within what a cell can be.
    #expect(BatteryGauge(capacity: 1).capacity == BatteryGauge.designCapacity / 2)
    #expect(BatteryGauge(capacity: .max).capacity == BatteryGauge.designCapacity / 10 * 11)
  }

  @Test("a reset keeps what is known, with the charge counted meanwhile")
  func reset() {
    var gauge = BatteryGauge()
    gauge.take(reading(3896))
    gauge.takeCharge(reading(3896, count: 5 * point, seconds: 500, isPlugged: true))
    let again = BatteryGauge(
      kept: gauge.kept, at: reading(4100, count: 7 * point, seconds: 1, isPlugged: true), isCounterKept: true)
    #expect(abs(again.permille - 586) <= 1 && again.percent == gauge.percent)
    let reset = BatteryGauge(
      kept: gauge.kept, at: reading(4100, count: 0, seconds: 1, isPlugged: true), isCounterKept: false)
    #expect(reset.permille == gauge.permille)
    // Nonsense is clamped to what can be.
    let words = InlineArray<12, Int32>(repeating: .max)
    let odd = BatteryGauge(kept: words, at: reading(3896), isCounterKept: true)
    #expect(odd.percent <= 100 && odd.permille <= 1000)
  }
}
