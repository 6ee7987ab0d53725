import Machine
import Testing
@testable import Session
@testable import Watchers

/// What `--radio` and `--charge-source` take.
@Suite struct PowerTextTests {
  @Test(arguments: ["off", "advertising:1000ms", "advertising:152500us", "connected:7500us", "connected:4000ms"])
  func radio(text: String) throws {
    #expect(RadioText.describe(try #require(RadioText.parse(text))) == text)
  }

  @Test func radioIntervals() {
    #expect(RadioText.parse("advertising:1s") == .advertising(interval: .seconds(1)))
    for text in [
      "", "on", "advertising", "advertising:", "advertising:1ms", "advertising:11s", "connected:5s", "off:1s",
    ] {
      #expect(RadioText.parse(text) == nil)
    }
  }

  @Test(arguments: [
    "usb", "wall", "bank", "mains:21600s/7200s", "mains:06:00-08:30+18:00-22:30", "mains:23:00-01:00",
    "usb,loose:600s/1500ms", "bank,loose:60s/2s", "mains:21600s/7200s,loose:60s/2s",
  ])
  func chargeSource(text: String) throws {
    #expect(ChargeSourceText.describe(try #require(ChargeSourceText.parse(text))) == text)
  }

  @Test func wrongChargeSources() {
    let wrong = [
      "", "mains", "mains:", "mains:6h", "mains:6h/0s", "mains:24:00-01:00", "mains:06:60-07:00", "mains:06:00-06:00",
      "mains:06:00", "usb:1", "usb,", "usb,loose", "usb,loose:06:00-07:00", "usb,loose:1s/1s,loose:1s/1s", "solar",
    ]
    for text in wrong { #expect(ChargeSourceText.parse(text) == nil, "\(text)") }
  }
}
