import Testing

@testable import BandLogic

@Suite struct BatteryGaugeTests {
  @Test("the curve: ends, knees, monotone")
  func curve() {
    #expect(BatteryGauge.percent(at: 0) == 0)
    #expect(BatteryGauge.percent(at: 3000) == 0)
    #expect(BatteryGauge.percent(at: 3691) == 4)
    #expect(BatteryGauge.percent(at: 3895) == 52)
    #expect(BatteryGauge.percent(at: 4183) == 100)
    #expect(BatteryGauge.percent(at: 5000) == 100)
    var last: UInt32 = 0
    for millivolts in 2900...4300 as ClosedRange<UInt32> {
      let percent = BatteryGauge.percent(at: millivolts)
      #expect(percent >= last)
      last = percent
    }
  }

  @Test("it does not rise while nothing charges, nor fall while something does")
  func oneWay() {
    var gauge = BatteryGauge()
    gauge.take(millivolts: 3895, chargeCurrent: 0)
    #expect(gauge.percent == 52)
    gauge.take(millivolts: 3910, chargeCurrent: 0)
    #expect(gauge.percent == 52)
    gauge.take(millivolts: 3880, chargeCurrent: 0)
    #expect(gauge.percent < 52)
    let low = gauge.percent
    gauge.take(millivolts: 3950, chargeCurrent: 45)
    #expect(gauge.percent == low)
    gauge.take(millivolts: 4195, chargeCurrent: 45)
    #expect(gauge.percent > low)
    gauge.setFull()
    #expect(gauge.percent == 100)
  }

  @Test("a cell that jumped up was changed")
  func jump() {
    var gauge = BatteryGauge()
    gauge.take(millivolts: 3600, chargeCurrent: 0)
    gauge.take(millivolts: 4183, chargeCurrent: 0)
    #expect(gauge.percent == 100)
  }
}
