import DA14681
import Machine
import Testing
@testable import Formats
@testable import Session

@Suite struct SessionRecordingTests {
  @Test func readsEveryKindOfLine() throws {
    let text = """
      # saved by hand
      bandbox recording 1
      seed 7
      coefficient DA14681.run 20.0 25.0 30.0 c.yaml:3
      input 2s touch 150ms

        1536000+1 send "b"
      1536000 attach
      1.5s baud 9600
      1.75s flush
      2s P1_6 low
      3000000 band "ok\\n" over 4000
      3s band "more"
      4s check 17 -5
      digest \(String(repeating: "a", count: 64))
      5s end 130 interrupted by a person
      """
    let recording = try SessionRecording(text, name: "s.rec")
    #expect(
      recording.events.map(\.value) == [
        .attach, .bytes([0x62]), .baud(9_600), .flush, .input(.pin("P1_6", level: false)),
      ])
    #expect(
      recording.events.map(\.stamp.time) == [
        1_536_000, 1_536_000, .milliseconds(1_500), .milliseconds(1_750), .seconds(2),
      ])
    #expect(
      recording.answers.map(\.value) == [
        .init(bytes: Array("ok\n".utf8), span: 4_000), .init(bytes: Array("more".utf8)),
      ])
    #expect(recording.checks.map(\.value) == [.init(cycles: 17, charge: -5)])
    #expect(recording.end?.value == .init(status: 130, reason: "interrupted by a person"))
    #expect(recording.lastTime == .seconds(5))
    var options = RunOptions(imagePath: nil)
    try recording.facts.apply(to: &options, file: "s.rec")
    #expect(options.seed == 7)
    #expect(options.givenInputs == [TimedInput(.seconds(2), .touch(milliseconds: 150))])
    #expect(options.coefficients["DA14681.run"]?.typical == 25)
  }

  /// Of one tick: what comes before a fault, then what comes behind it, whatever the lines' order.
  @Test func faultsStandBetweenTheEventsOfOneTick() throws {
    let recording = try SessionRecording(
      "bandbox recording 1\n15!2+1 detach\n15!10 flush\n15 attach\n", name: "s.rec")
    #expect(recording.events.map(\.value) == [.attach, .detach, .flush])
    #expect(recording.events.map(\.stamp.faults) == [0, 2, 10])
    for stamp in ["15!", "15!x", "15!1!2", "15!-1"] {
      #expect(throws: InputError.self) { try SessionRecordingReader.stamp(stamp) }
    }
  }

  @Test(arguments: [
    ("", "s.rec:1: expected 'bandbox recording 1', found an empty file"),
    ("time,what,value", "s.rec:1: expected 'bandbox recording 1', found 'time,what,value'"),
    (
      "bandbox recording 1\nsed 1",
      "s.rec:2: expected a time and what happens, or a fact such as image or seed, found 'sed', did you mean 'seed'?"
    ),
    ("bandbox recording 1\nseed 1\n#\nseed 2", "s.rec:4: seed: expected it once, another is in line 2"),
    (
      "bandbox recording 1\n1x attach",
      "s.rec:2: expected a time in ticks or such as 1.5s, with +1 for the second event of a tick, found '1x'"
    ),
    ("bandbox recording 1\n15", "s.rec:2: expected what happens at 15, such as attach, send, touch or end"),
    (
      "bandbox recording 1\n15 atach",
      "s.rec:2: expected attach, detach, baud, send, flush, rtt, debugger, band, check, end, touch, charger, mains, cable, temperature, heart_rate, supply, harvest, walk, gesture, notification, ship, reset or a pad such as P1_6, found 'atach'"
    ),
    ("bandbox recording 1\n15 attach now", "s.rec:2: attach: expected nothing after it, found 'now'"),
    (
      "bandbox recording 1\n15 send hello",
      #"s.rec:2: send: expected bytes in quotes, such as "os\r\n\x06\t", found 'hello'"#
    ),
    ("bandbox recording 1\n15 baud 0", "s.rec:2: baud: expected a rate, 1 ... 4000000, found '0'"),
    ("bandbox recording 1\n15 walk 3", "s.rec:2: walk: expected steps a minute, 30 ... 240, or 0 to stop, found '3'"),
    (
      "bandbox recording 1\n15 band \"a\" for 3",
      "s.rec:2: band: expected 'over' and a number of ticks after the bytes, or nothing, found ' for 3'"
    ),
    (
      "bandbox recording 1\n15 check 3",
      "s.rec:2: check: expected CPU cycles and the cell's charge in pA·ticks, found '3'"
    ),
    (
      "bandbox recording 1\n15 end now",
      "s.rec:2: end: expected an exit status and a reason, such as '130 interrupted', found 'now'"
    ),
    ("bandbox recording 1\n15 end 0 a\n16 end 0 b", "s.rec:3: end: expected one end, another is in line 2"),
    ("bandbox recording 1\ndigest 12", "s.rec:2: digest: expected 64 hexadecimal digits, found '12'"),
  ])
  func namesTheLineThatIsWrong(text: String, message: String) {
    #expect(throws: InputError(message)) { try SessionRecording(text, name: "s.rec") }
  }

  @Test(arguments: [
    (
      "wear dance", "s.rec:2: wear: expected day, rest, walk:CADENCE (30 ... 240 steps a minute) or none, found 'dance'"
    ),
    ("charge 101", "s.rec:2: charge: expected 0 ... 100, found '101'"),
    ("image band.elf", "s.rec:2: image: expected sha256:DIGITS and a path, found 'band.elf'"),
    ("flash-sector 1 AAAA", "s.rec:2: flash-sector: expected an offset and a packed sector, found '1 AAAA'"),
  ])
  func namesTheFactThatIsWrong(fact: String, message: String) throws {
    let recording = try SessionRecording("bandbox recording 1\n\(fact)\n", name: "s.rec")
    var options = RunOptions(imagePath: nil)
    #expect(throws: InputError(message)) { try recording.facts.apply(to: &options, file: "s.rec") }
  }

  @Test func inputsAreWrittenAsTheyAreRead() throws {
    let inputs: [InputEvent] = [
      .touch(milliseconds: 150), .raise(milliseconds: 2_000), .gesture(milliseconds: 3_000), .ship, .charger(true),
      .charger(false), .mains(true),
      .mains(false), .cable(true),
      .temperature(milliCelsius: -4_005), .temperature(milliCelsius: 250), .temperature(milliCelsius: -250),
      .heartRate(140), .noSkin, .supply(.cell), .supply(.open), .supply(.bench(microvolts: 3_700_000)),
      .supply(.capacitor(CapacitorSupply(nanofarads: 47_001_000, microvolts: 2_987_654))),
      .harvest(.off), .harvest(.current(20_000_000)), .harvest(.light(millilux: 300_500)),
      .harvest(.power(nanowatts: 50_000, openCircuit: 300_000)), .harvest(.power(nanowatts: 7, openCircuit: 1_000_000)),
      .walk(stepsPerMinute: 110), .reset, .pin("P4_7", level: true), .pin("P4_7", level: nil),
      .notification("Mum: where are you,  dear? #2"),
    ]
    for input in inputs {
      let words = InputText.describe(input).split(separator: " ", maxSplits: 1).map(String.init)
      #expect(try InputText.parse(words[0], words.count > 1 ? words[1] : "") == input)
    }
  }
}
