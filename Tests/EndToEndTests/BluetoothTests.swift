import Foundation
import Programs
import Testing

/// `bandbox air`, with an unmodified host on the pty of the controller, as docs/bluetooth.md shows it.
@Suite struct BluetoothTests {
  /// The text between a line of three backticks with `kind` behind them and the next, in docs/bluetooth.md.
  private static func blocks(_ kind: String) throws -> [String] {
    let page = try String(contentsOfFile: Bandbox.root + "/docs/bluetooth.md", encoding: .utf8)
    return page.components(separatedBy: "\n```\(kind)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  private static func image(_ name: String) -> String { "\(Bandbox.root)/firmware-images/\(name)/\(name).elf" }

  /// Bands on one air, in real time, each with a pty in `folder`; ended by `stop`.
  private static func start(_ bands: [(name: String, image: String)], _ options: [String], in folder: String) throws
    -> ChildProcess
  {
    let process = try ChildProcess(
      try Programs.environment("BANDBOX_BIN"),
      ["air"] + bands.map { "\($0.name)=\(image($0.image))" }
        + bands.flatMap { ["--link", "\($0.name)=\(folder)/\($0.name)"] } + options)
    try process.waitFor("the announcement of every port") { [process] in
      process.output.components(separatedBy: "\"event\":\"link\"").count > bands.count ? () : nil
    }
    return process
  }

  /// Ends them as Ctrl-C does; returns what each band's radio counted.
  private static func stop(_ process: ChildProcess, _ report: String) throws -> [String: [String: Int]] {
    process.send(SIGINT)
    let finished = try process.finish()
    #expect(finished.status == 130, "\(finished.text)")
    let json = try JSONSerialization.jsonObject(with: FileManager.default.contents(atPath: report) ?? Data())
    let bands = try #require((json as? [String: Any])?["bands"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: bands.map {
        ($0["name"] as? String ?? "", $0["packets"] as? [String: Int] ?? [:])
      })
  }

  /// How many packets of each kind a capture has, as a reader of its own sees it.
  private static func counts(_ capture: String, _ key: String...) throws -> [String: Int] {
    let read = try Programs.run(
      try Programs.client("python"), [Bandbox.root + "/Tests/EndToEndTests/Clients/ble_capture.py", capture] + key)
    #expect(read.status == 0, "\(read.text)")
    return Dictionary(
      uniqueKeysWithValues: read.output.split(separator: "\n").compactMap { line -> (String, Int)? in
        let words = line.split(separator: " ")
        return words.last.flatMap { Int($0) }.map { (words.dropLast().joined(separator: " "), $0) }
      })
  }

  @Test func theHostOfThePageFindsTheBand() throws {
    try Programs.inFolder { folder in
      let (capture, report, host) = (folder + "/air.pcapng", folder + "/report.json", folder + "/host.py")
      try #require(try Self.blocks("python").first).write(toFile: host, atomically: true, encoding: .utf8)
      let process = try Self.start(
        [("phone", "hci-nrf51"), ("band", "ble-tracker")], ["--pcap", capture, "--report", report], in: folder)
      let finished = try Programs.run(try Programs.client("python"), [host, folder + "/phone"])
      #expect(finished.status == 0, "\(finished.text)")
      let lines = finished.output.split(separator: "\n").map(String.init)
      // As the page has it, up to what is measured.
      let shown = try #require(try Self.blocks("").first { $0.hasPrefix("controller:") })
      let constant = shown.split(separator: "\n").map(String.init).prefix { !$0.hasPrefix("battery") }
      #expect(constant.count > 8 && Array(lines.prefix(constant.count)) == Array(constant), "\(finished.text)")
      let measured = lines.dropFirst(constant.count)
      #expect(measured.first.map { try! #/battery: (79|80) %/#.wholeMatch(in: $0) != nil } == true, "\(lines)")
      let pulses = measured.compactMap { try? #/pulse: (\d+) contact/#.wholeMatch(in: $0) }.compactMap { Int($0.1) }
      #expect(pulses.count == 8 && pulses.suffix(2).allSatisfy { (40...130).contains($0) }, "\(lines)")
      #expect(lines.last == "disconnected")
      let packets = try Self.stop(process, report)
      #expect(packets["band"]?["damaged"] == 0 && packets["phone"]?["damaged"] == 0)
      #expect((packets["band"]?["received"] ?? 0) > 100 && (packets["phone"]?["received"] ?? 0) > 100)
      let counts = try Self.counts(capture)
      #expect(counts["CONNECT_IND"] == 1 && (counts["SCAN_RSP"] ?? 0) >= 1 && (counts["ADV_IND"] ?? 0) >= 3)
      let sent = (packets["band"]?["sent"] ?? 0) + (packets["phone"]?["sent"] ?? 0)
      #expect(counts.values.reduce(0, +) == sent)
      #expect((counts["from the central"] ?? 0) > 100)
    }
  }

  /// What docs/bluetooth.md says of an advertising event, in nC: current by time, exactly, between two runs of whole minutes.
  @Test func anAdvertisingEventCostsWhatThePageSays() throws {
    func run(_ seconds: Int) throws -> (events: Int, rows: [String: Int], average: Double) {
      try Programs.inFolder { folder in
        let capture = folder + "/run.pcapng"
        let report = try Bandbox.report(
          ["--board", "tracker", "--wear", "none", "--for", "\(seconds)s", "--pcap", capture],
          of: Self.image("ble-tracker"))
        let packets = try #require(try Self.counts(capture)["ADV_IND"])
        let rows = try #require(report.json["charge_uah"] as? [[String: Any]])
        var charges: [String: Int] = [:]
        for row in rows {
          let name = "\(row["component"] as? String ?? "") \(row["state"] as? String ?? "")"
          charges[name, default: 0] += row["nanocoulombs"] as? Int ?? 0
        }
        let average = (report.json["average_current_ua"] as? [String: Any])?["typical"] as? Double
        return (packets / 3, charges, average ?? 0)
      }
    }
    let (short, long) = (try run(20), try run(80))
    let events = long.events - short.events
    #expect((58...60).contains(events))
    func cost(_ name: String) -> Double {
      Double((long.rows[name] ?? 0) - (short.rows[name] ?? 0)) / Double(events)
    }
    // 25 bytes at 8 us on three channels, at 10.5 mA: rows are whole nanocoulombs.
    #expect(abs(cost("NRF51 RADIO tx") - 6_300) < 0.1)
    let all = [
      "RADIO tx ramp-up", "RADIO rx ramp-up", "RADIO tx", "RADIO rx", "run", "HFCLK rc", "HFCLK starting",
      "HFCLK crystal", "HFCLK standby",
    ].reduce(0) { $0 + cost("NRF51 \($1)") }
    let page = try String(contentsOfFile: Bandbox.root + "/docs/bluetooth.md", encoding: .utf8)
    let stated = try #require(try #/\| all \| ([0-9.]+) \|/#.firstMatch(in: page).flatMap { Double($0.1) })
    #expect(abs(all / 1_000 - stated) < 0.06, "\(all) nC")
    #expect((37...43).contains(long.average), "\(long.average)")
  }

  /// What is encrypted is decrypted by another implementation; a tenth of all packets is lost.
  @Test func twoHostsOnOneAir() throws {
    try Programs.inFolder { folder in
      let (capture, report) = (folder + "/air.pcapng", folder + "/report.json")
      let process = try Self.start(
        [("near", "hci-nrf51"), ("far", "hci-nrf51")], ["--loss", "0.1", "--pcap", capture, "--report", report],
        in: folder)
      let finished = try Programs.run(
        try Programs.client("python"),
        [Bandbox.root + "/Tests/EndToEndTests/Clients/ble_pair.py", folder + "/near", folder + "/far"])
      #expect(finished.status == 0, "\(finished.text)")
      let lines = finished.output.split(separator: "\n").map(String.init)
      #expect(
        lines.filter { !$0.hasPrefix("key ") } == [
          "data in both directions", "encrypted", "new times", "new channels", "ended by either", "lost",
        ], "\(finished.text)")
      let key = try #require(lines.first { $0.hasPrefix("key ") }?.dropFirst(4))
      let packets = try Self.stop(process, report)
      #expect((packets["near"]?["received"] ?? 0) > 100)
      let counts = try Self.counts(capture, String(key))
      // Three reads and a notification of 200 bytes are eight packets each.
      #expect((counts["decrypted"] ?? 0) >= 32 && counts["CONNECT_IND"] ?? 0 >= 3, "\(counts)")
    }
  }

  @Test func theSameSeedIsTheSameRun() throws {
    try Programs.inFolder { folder in
      func digest(_ options: String...) throws -> String {
        let finished = try Bandbox.run(
          ["air", "a=\(Self.image("ble-tracker"))", "b=\(Self.image("ble-tracker"))", "--for", "5s"] + options)
        #expect(finished.status == 0, "\(finished.errors)")
        #expect(finished.output.contains("a: 15 packets sent, 0 heard, 0 damaged"), "\(finished.output)")
        return try #require(finished.output.split(separator: "\n").last { $0.hasPrefix("digest") }.map(String.init))
      }
      let first = try digest()
      #expect(try digest("--pcap", "a=\(folder)/a.pcapng", "--pcap", folder + "/all.pcapng") == first)
      #expect(try digest("--seed", "2") != first)
      #expect(try Self.counts(folder + "/all.pcapng") == ["ADV_IND": 30])
      // A single band's radio is heard by nobody, and has the same capture.
      let alone = try Bandbox.run([
        "run", Self.image("ble-tracker"), "--board", "tracker", "--for", "5s", "--quiet", "--pcap",
        folder + "/run.pcapng",
      ])
      #expect(alone.status == 0, "\(alone.errors)")
      let captures = ["run", "a"].map { FileManager.default.contents(atPath: "\(folder)/\($0).pcapng")?.suffix(500) }
      #expect(captures[0] != nil && captures[0] == captures[1])
    }
  }

  @Test(
    arguments: [
      (["a"], "expected NAME=IMAGE, found 'a'"),
      (["a=IMAGE", "a=IMAGE"], "'a' is the name of two bands"),
      (["a=IMAGE", "--board", "miband2", "--for", "1s"], "an image for another chip"),
      (["a=IMAGE", "--link", "b=/tmp/x"], "--link: there is no band 'b'"),
      (["a=IMAGE", "--link", "/tmp/x"], "--link: expected NAME=LINK, found '/tmp/x'"),
      (["a=IMAGE", "--loss", "2"], "--loss: expected a part of all packets, 0 ... 1, found '2'"),
      (["a=IMAGE", "--pcap", "c=/tmp/x", "--for", "1s"], "--pcap: there is no band 'c'"),
      (["a=IMAGE", "--pcap", "/nowhere/x", "--for", "1s"], "--pcap: "),
    ])
  func whatIsWrongIsSaid(_ arguments: [String], _ expected: String) throws {
    let words = arguments.map { $0.replacing("IMAGE", with: Self.image("ble-tracker")) }
    let finished = try Bandbox.run(["air"] + words)
    #expect(finished.status == 2)
    #expect(finished.errors.contains("error: ") && finished.errors.contains(expected), "\(finished.errors)")
  }

  @Test func aBoardWithoutSuchARadioIsRefused() throws {
    let finished = try Bandbox.run(["air", "a=\(Bandbox.band)", "--board", "miband2", "--for", "1s"])
    #expect(finished.status == 2)
    #expect(finished.errors.contains("has no radio that sends packets"), "\(finished.errors)")
  }
}
