import Machine
import Testing
@testable import Watchers

@Suite struct SampleWindowTests {
  @Test func samplesHoldWhatFlowedInThem() {
    var window = SampleWindow(period: 10)
    var samples: [CurrentSample] = []
    window.add(3, 0b01, for: 4) { samples.append($0) }
    window.add(5, 0b10, for: 18) { samples.append($0) }
    window.add(0, 0b00, for: 7) { samples.append($0) }
    #expect(
      samples == [
        CurrentSample(charge: 42, highs: 0b11, lows: 0xFF), CurrentSample(charge: 50, highs: 0b10, lows: ~0b10),
      ])
    #expect(window.begun == 9)
    window.add(1, 0b00, for: 1) { samples.append($0) }
    #expect(samples.last == CurrentSample(charge: 11, highs: 0b10, lows: 0xFF))
  }

  @Test func theFirstSampleMayBeginLater() {
    var window = SampleWindow(period: 10, delay: 7)
    var samples: [CurrentSample] = []
    window.add(1, 0, for: 5) { samples.append($0) }
    window.add(2, 0, for: 12) { samples.append($0) }
    #expect(samples == [CurrentSample(charge: 20, highs: 0, lows: 0xFF)])
  }
}
