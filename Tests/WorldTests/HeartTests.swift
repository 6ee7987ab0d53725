import Machine
import Testing

@testable import World

@Suite struct HeartGeneratorTests {
  @Test func followsTheWearer() throws {
    var timeline = ActivityTimeline(.rest)
    timeline.begin(.walk(cadence: 110), at: 600 * Tick.perSecond)
    timeline.begin(.rest, at: 1_200 * Tick.perSecond)
    timeline.begin(.sleep, at: 1_800 * Tick.perSecond)
    timeline.begin(.still, at: 2_400 * Tick.perSecond)
    let emulation = Emulation()
    for seed in 1...20 as ClosedRange<UInt64> {
      let wearer = GaitGenerator("wearer \(seed)", on: emulation, seed: seed, timeline: timeline)
      let heart = HeartGenerator("heart \(seed)", on: emulation, seed: seed, wearer: wearer)
      let rates = try [300, 645, 900, 1_150, 1_600, 2_200].map {
        try #require(heart.beatsPerMinute(at: $0 * Tick.perSecond))
      }
      #expect((57...68).contains(rates[0]))
      #expect((77...88).contains(rates[1]), "half way up")
      #expect((97...108).contains(rates[2]) && (97...108).contains(rates[3]))
      #expect((57...68).contains(rates[4]))
      #expect((49...55).contains(rates[5]))
      #expect(heart.beatsPerMinute(at: 2_500 * Tick.perSecond) == nil)
      #expect(heart.disturbance(at: 900 * Tick.perSecond) > heart.disturbance(at: 300 * Tick.perSecond))
      heart.override = 140
      #expect(heart.beatsPerMinute(at: 0) == 140)
    }
  }
}

@Suite struct HeartRateTraceTests {
  @Test func otherUnitsOfTimeAreRecognisedAndSaid() throws {
    let trace = try HeartRateTrace("Time (ms);Heart Rate (bpm)\n0;70\n60000;71,5\n", name: "hr.csv")
    #expect(trace.samples.map(\.time) == [0, 60 * Tick.perSecond])
    #expect(trace.samples.map(\.rate) == [70, 72])
    #expect(trace.notes == ["hr.csv: time read as milliseconds"])
    let dates = try HeartRateTrace("timestamp,hr\n1764374400000,70\n1764374401000,71\n", name: "hr.csv")
    #expect(dates.samples.map(\.time) == [0, Tick.perSecond])
    #expect(dates.notes == ["hr.csv: time read as milliseconds", "hr.csv: times are dates: the first is taken as 0"])
    let message =
      "hr.csv:1: the unit of the times is not clear, they are 1000 apart: expected the title 'seconds', 'ms', 'us' or 'ns'"
    #expect(throws: RecordingError(message)) { try HeartRateTrace("time,bpm\n0,70\n1000,71\n", name: "hr.csv") }
  }

  @Test func holdsEachValue() throws {
    let trace = try HeartRateTrace("seconds,bpm\n10,70\n20,0\n30,120.4\n", name: "hr.csv")
    #expect(
      [0, 10, 19, 20, 30, 99].map { trace.beatsPerMinute(at: $0 * Tick.perSecond) } == [70, 70, 70, nil, 120, 120])
  }

  @Test func aGeneratorFollowsIt() throws {
    let trace = try HeartRateTrace("seconds,bpm\n0,150\n20,0\n", name: "hr.csv")
    let heart = HeartGenerator(on: Emulation(), seed: 1, wearer: nil, trace: trace)
    #expect(heart.beatsPerMinute(at: 10 * Tick.perSecond) == 150)
    #expect(heart.beatsPerMinute(at: 20 * Tick.perSecond) == nil)
    heart.override = 99
    #expect(heart.beatsPerMinute(at: 20 * Tick.perSecond) == 99)
  }

  @Test func wrongFilesGetOneClearLine() {
    #expect(throws: RecordingError("hr.csv:2: expected beats a minute, 0 or 20 to 250, found 300.0")) {
      try HeartRateTrace("seconds,bpm\n10,300\n", name: "hr.csv")
    }
    #expect(throws: RecordingError("hr.csv:1: expected the header 'seconds,bpm', found 'a,b'")) {
      try HeartRateTrace("a,b\n10,300\n", name: "hr.csv")
    }
  }
}
