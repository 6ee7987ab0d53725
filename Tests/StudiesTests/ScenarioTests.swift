import Foundation
import Machine
import Testing
@testable import Session
@testable import Studies

@Suite struct ScenarioTests {
  private let hour: Tick = .seconds(3_600)

  @Test func everyKeyIsTakenOver() throws {
    let scenario = try ScenarioSupport.scenario(
      """
      name: all keys
      description: d
      board: miband2
      seed: 7
      cell: {capacity: 100, charge: 33}
      temperature: -4.5
      wear: walk:100
      """)
    #expect(scenario.name == "all keys")
    #expect(scenario.options.seed == 7)
    #expect(scenario.options.duration == 48 * hour)
    #expect(scenario.options.coefficients["cell.capacity"]?.typical == 100)
    #expect(scenario.options.startPercent == 33)
    #expect(scenario.options.milliCelsius == -4_500)
    #expect(scenario.options.wear == .walk(stepsPerMinute: 100))
    #expect(scenario.options.imagePath?.hasSuffix("/scenarios/../firmware-images/band/band.elf") == true)
    #expect(try ScenarioSupport.scenario("").name == "t")
    #expect(try ScenarioSupport.scenario("").options.wear == .rest)
  }

  /// What lasts for a time ends in what was there before.
  @Test func lightComesAndGoes() throws {
    let scenario = try ScenarioSupport.scenario(
      """
      harvest: 5uA
      timeline:
        - {harvest: 300lux, at: 1h, for: 1h}
        - {harvest: off, at: 3h}
        - {harvest: 50uW, at: 4h, for: 1h}
      """)
    let power = HarvestSource.power(nanowatts: 50_000, openCircuit: 1_000_000)
    #expect(
      scenario.inputs == [
        TimedInput(1 * hour, .harvest(.light(millilux: 300_000))), TimedInput(2 * hour, .harvest(.current(5_000_000))),
        TimedInput(3 * hour, .harvest(.off)), TimedInput(4 * hour, .harvest(power)),
        TimedInput(5 * hour, .harvest(.off)),
      ])
  }

  @Test func powerKeysAreTakenOver() throws {
    let scenario = try ScenarioSupport.scenario(
      """
      radio: advertising:1s
      charge_source: bank,loose:5m/2s
      supply: capacitor:100mF,3.0V
      harvest: 50uW
      cell: {cycles: 300}
      variables: {idle: 4}
      coefficients:
        touch key.idle: ${idle}
        cell.entropy: -0.3
        OLED.on: {low: 200, typical: 350, high: 600}
      settings:
        band/goal: 65538
        band/name: "7"
      """)
    let options = scenario.options
    #expect(options.radio == .advertising(interval: .seconds(1)))
    #expect(options.chargeSource.map(ChargeSourceText.describe) == "bank,loose:300s/2s")
    #expect(
      options.supply == .capacitor(CapacitorSupply(nanofarads: 100_000_000, microvolts: 3_000_000)))
    #expect(options.harvest == .power(nanowatts: 50_000, openCircuit: 1_000_000))
    #expect(options.cellCycles == 300)
    let idle = options.coefficients["touch key.idle"]
    #expect([idle?.low, idle?.typical, idle?.high] == [4, 4, 4])
    #expect(options.coefficients["cell.entropy"]?.typical == -0.3)
    let on = options.coefficients["OLED.on"]
    #expect([on?.low, on?.typical, on?.high] == [200, 350, 600])
    #expect(options.coefficients.count == 3)
    // Numbers travel as four bytes, what stands in quotes as text.
    #expect(options.settings.map(\.name) == ["band/goal", "band/name"])
    #expect(options.settings.map(\.value) == [[2, 0, 1, 0], [0x37]])
  }

  @Test func actionsBecomeInputs() throws {
    let scenario = try ScenarioSupport.scenario(
      """
      timeline:
      - walk: 100
        at: 1h
        for: 1h
      - run:
        at: 2h
        for: 30m
      - {sleep: , at: day 1, for: 8h}
      - touch:
        at: [10m, 08:00]
      - touch: 2s
        at: 20m
      - raise:
        at: 3h
      - heart_rate: 120
        at: 4h
        for: 10m
      - temperature: 5
        at: 5h
      - temperature: -5
        at: 6h
        for: 1h
      - charger: in
        at: 7h
        for: 1h
      - cable: in
        at: 7h
      - cable: out
        at: 8h
      """)
    #expect(
      scenario.inputs == [
        TimedInput(hour / 6, .touch(milliseconds: 150)), TimedInput(hour / 3, .touch(milliseconds: 2_000)),
        TimedInput(hour, .activity(.walk(cadence: 100))), TimedInput(hour, .touch(milliseconds: 150)),
        TimedInput(2 * hour, .activity(nil)), TimedInput(2 * hour, .activity(.run(cadence: 165))),
        TimedInput(5 * hour / 2, .activity(nil)), TimedInput(3 * hour, .raise(milliseconds: 4_000)),
        TimedInput(4 * hour, .heartRate(120)), TimedInput(4 * hour + hour / 6, .heartRate(0)),
        TimedInput(5 * hour, .temperature(milliCelsius: 5_000)),
        TimedInput(6 * hour, .temperature(milliCelsius: -5_000)),
        TimedInput(7 * hour, .temperature(milliCelsius: 5_000)), TimedInput(7 * hour, .charger(true)),
        TimedInput(7 * hour, .cable(true)), TimedInput(8 * hour, .charger(false)), TimedInput(8 * hour, .cable(false)),
        TimedInput(24 * hour, .activity(.sleep)), TimedInput(32 * hour, .activity(nil)),
      ])
  }

  /// A hand may reach for something while its wearer walks, and a notification come, whatever else goes on.
  @Test func whatMerelyInterruptsLiesOverAnything() throws {
    let scenario = try ScenarioSupport.scenario(
      """
      timeline:
      - {walk: 100, every: 1h, for: 20m, until: 2h30m}
      - {gesture: , every: 65m, until: 2h30m}
      - {gesture: 8s, at: 61m}
      - {notification: " Mum, call  me ", at: 62m}
      - {ship: , at: 3h}
      """)
    let (minute, walk) = (hour / 60, InputEvent.activity(.walk(cadence: 100)))
    #expect(
      scenario.inputs == [
        TimedInput(hour, walk), TimedInput(61 * minute, .gesture(milliseconds: 8_000)),
        TimedInput(62 * minute, .notification("Mum, call  me")),
        TimedInput(65 * minute, .gesture(milliseconds: 3_000)), TimedInput(80 * minute, .activity(nil)),
        TimedInput(2 * hour, walk), TimedInput(130 * minute, .gesture(milliseconds: 3_000)),
        TimedInput(140 * minute, .activity(nil)), TimedInput(3 * hour, .ship),
      ])
    let random = try ScenarioSupport.scenario(
      """
      timeline:
      - {walk: 100, daily: 09:00, for: 20m}
      - {gesture: , every: 5m, between: [08:00, "09:00"], jitter: 1m}
      - {gesture: , between: [08:00, "22:00"], times: 40}
      - {notification: Hello, between: [08:00, "22:00"], times: 15}
      """)
    // Two days of twelve and of forty.
    #expect(random.inputs.count { $0.event == .gesture(milliseconds: 3_000) } == 2 * (12 + 40))
    #expect(random.inputs.count { $0.event == .notification("Hello") } == 30)
  }

  @Test func whatRepeatsIsCutOffAtTheEnd() throws {
    let scenario = try ScenarioSupport.scenario("timeline:\n- {sleep: , daily: \"23:00\", for: 9h}\n")
    #expect(scenario.inputs.map(\.time) == [16, 25, 40, 48].map { $0 * hour })
  }

  @Test func variablesStandForValuesEverywhere() throws {
    let lines = """
      variables: {cadence: 90, when: 09:00, limit: 20}
      timeline:
      - walk: ${cadence}
        at: "day 1 ${when}"
        for: 1h
      expect:
      - battery above ${limit} % at day 1 ${when}
      """
    let scenario = try ScenarioSupport.scenario(lines)
    #expect(scenario.inputs.first == TimedInput(26 * hour, .activity(.walk(cadence: 90))))
    #expect(scenario.expectations.map(\.text) == ["battery above 20 % at day 1 09:00"])
    #expect(scenario.expectations.map(\.line) == [9])
    let other = try ScenarioSupport.scenario(lines, variables: ["cadence": "120"])
    #expect(other.inputs.first?.event == .activity(.walk(cadence: 120)))
    #expect(throws: ScenarioError.self) { try ScenarioSupport.scenario(lines, variables: ["cadenc": "120"]) }
  }

  @Test func anchorsOfYAMLWorkToo() throws {
    let scenario = try ScenarioSupport.scenario(
      "timeline:\n- {walk: &steps 90, at: 1h, for: 1h}\n- {walk: *steps, at: 3h, for: 1h}\n")
    let walk = InputEvent.activity(.walk(cadence: 90))
    #expect(scenario.inputs.count { $0.event == walk } == 2)
  }

  @Test func recordingsAndTracesLastAsLongAsTheyAre() throws {
    let folder = NSTemporaryDirectory() + "scenario-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let motion = folder + "/motion.csv"
    let pulse = folder + "/pulse.csv"
    try "seconds,x,y,z\n0,0,0,1\n60,0,0,1\n".write(toFile: motion, atomically: true, encoding: .utf8)
    try "seconds,bpm\n0,70\n10,0\n20,80\n".write(toFile: pulse, atomically: true, encoding: .utf8)
    let scenario = try ScenarioSupport.scenario(
      "timeline:\n- recording: \(motion)\n  at: 1h\n- heart_rate: \(pulse)\n  at: 2h\n")
    #expect(scenario.recordings.count == 1)
    #expect(
      scenario.inputs == [
        TimedInput(hour, .activity(.recorded(0))), TimedInput(hour + .seconds(60), .activity(nil)),
        TimedInput(2 * hour, .heartRate(70)), TimedInput(2 * hour + .seconds(10), .noSkin),
        TimedInput(2 * hour + .seconds(20), .heartRate(0)),
      ])
    let raised = "timeline:\n- {recording: \(motion), at: 1h}\n- {raise: , at: 60m30s}\n"
    #expect(
      ScenarioSupport.problems(raised) == [
        "3:3: raise: falls into a recording at day 0 08:00:30; expected it elsewhere"
      ])
    #expect(
      ScenarioSupport.problems(raised.replacingOccurrences(of: "raise", with: "gesture")) == [
        "3:3: gesture: falls into a recording at day 0 08:00:30; expected it elsewhere"
      ])
  }
}
