import Foundation
import Programs
import Testing

/// What `bandbox power SCENARIO` leaves behind, read by the tools that it is for.
@Suite struct PowerOutputTests {
  /// Reads the trace with perfetto's own protobuf classes: `perfetto.protos` of the PyPI package.
  private static let traceReader = """
    import sys
    from perfetto.protos.perfetto.trace import perfetto_trace_pb2 as p
    trace = p.Trace()
    trace.ParseFromString(open(sys.argv[1], "rb").read())
    E = p.TrackEvent
    tracks, names, depth, last, counters, slices, texts = {}, {}, {}, 0, {}, {}, []
    first = trace.packet[0]
    assert first.sequence_flags & 1
    for packet in trace.packet:
        assert packet.trusted_packet_sequence_id == 1
        for event in packet.interned_data.event_names: names[event.iid] = event.name
        if packet.HasField("track_descriptor"):
            d = packet.track_descriptor
            assert d.uuid not in tracks and (not d.parent_uuid or d.parent_uuid in tracks)
            tracks[d.uuid] = d
        if packet.HasField("track_event"):
            event = packet.track_event
            assert packet.timestamp >= last and event.track_uuid in tracks
            last = packet.timestamp
            track = tracks[event.track_uuid].name
            if event.type == E.TYPE_COUNTER:
                assert tracks[event.track_uuid].HasField("counter")
                counters.setdefault(track, []).append(event.double_counter_value)
            elif event.type == E.TYPE_SLICE_BEGIN:
                depth[track] = depth.get(track, 0) + 1
                assert depth[track] == 1
                slices.setdefault(track, set()).add(names[event.name_iid])
            elif event.type == E.TYPE_SLICE_END:
                depth[track] -= 1
                assert depth[track] == 0
            else:
                assert event.type == E.TYPE_INSTANT
                texts.append(event.name)
    assert all(d == 0 for d in depth.values())
    units = {d.name: d.counter.unit_name for d in tracks.values() if d.HasField("counter")}
    print(last, units["current from the cell"], units["cell voltage"], sorted(slices["DA14681"]))
    print(min(counters["current from the cell"]) >= 0, 3000 < min(counters["cell voltage"]) < 4300, max(counters["current from VBUS"]) > 0)
    print({"heart rate", "charging"} <= slices["firmware activity"], "on" in slices["OLED"])
    """

  private static let vcdReader = """
    import sys
    from vcdvcd import VCDVCD
    vcd = VCDVCD(sys.argv[1])
    key = [n for n in vcd.references_to_ids if "P1_0_touch_key" in n]
    pads = [n for n in vcd.references_to_ids if n.startswith("pads.")]
    changes = vcd[key[0]].tv
    print(float(vcd.timescale["timescale"]), vcd.endtime, len(key), len(pads), [v for t, v in changes])
    print((changes[2][0] - changes[1][0]) // 1000000)
    """

  private static let pictureReader = """
    import struct, sys, zlib
    import xml.etree.ElementTree as xml
    data = open(sys.argv[1] + "/plot.png", "rb").read()
    place, body = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place:place + 8])
        if kind == b"IHDR": print(struct.unpack(">IIBB", data[place + 8:place + 18]))
        if kind == b"IDAT": body += data[place + 8:place + 8 + length]
        place += 12 + length
    rows = zlib.decompress(body)
    print(len(rows) == 1240 * (3 * 1240 + 1), len(set(rows)) > 50)
    root = xml.parse(sys.argv[1] + "/plot.svg").getroot()
    texts = {t.text for t in root.iter("{http://www.w3.org/2000/svg}text")}
    print({"current", "cell, V", "charge, %", "virtual time since power-on", "100 µA", "charger", "firmware"} <= texts)
    """

  private func python(_ script: String, _ arguments: String...) throws -> String {
    let finished = try Programs.run(try Programs.client("python"), ["-c", script] + arguments)
    #expect(finished.status == 0, "\(finished.errors)")
    return finished.output.trimmingCharacters(in: .newlines)
  }

  private func json(_ path: String) throws -> [String: Any] {
    let data = FileManager.default.contents(atPath: path) ?? Data()
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func everyFileOpensInTheToolItIsFor() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try """
    image: \(Bandbox.band)
    duration: 100s
    timeline:
    - {touch: , at: 20s}
    - {charger: in, at: 60s}
    """.write(toFile: folder + "/short.yaml", atomically: true, encoding: .utf8)
    let out = folder + "/out"
    let finished = try Bandbox.run(["power", folder + "/short.yaml", "--out", out])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.output.contains("cover the whole run"))

    let trace = try python(Self.traceReader, out + "/trace.perfetto-trace").split(separator: "\n")
    #expect(trace == ["100000000000 µA mV ['extended_sleep', 'run', 'wfi']", "True True True", "True True"])
    let lines = try python(Self.vcdReader, out + "/lines.vcd").split(separator: "\n")
    #expect(lines == ["1e-09 100000000000 1 37 ['0', '1', '0']", "150"])
    let pictures = try python(Self.pictureReader, out).split(separator: "\n")
    #expect(pictures == ["(1240, 1240, 8, 2)", "True True", "True"])
    try check(out)
  }

  /// The numbers of the files agree with each other.
  private func check(_ out: String) throws {
    let report = try json(out + "/report.json")
    let run = try #require(report["report"] as? [String: Any])
    let total = try #require(run["total_nanocoulombs"] as? Int)
    let functions = try json(out + "/functions.json")
    let rows = try #require(functions["functions"] as? [[String: Any]])
    let charge = rows.reduce(Int128(0)) { $0 + (Int128($1["charge"] as? String ?? "") ?? 0) }
    #expect(String(charge) == functions["charge"] as? String)
    #expect(abs(Int(charge / 1_536_000_000_000) - total) < 100)
    let wakeups = try #require(report["wakeups"] as? [[String: Any]])
    #expect(abs(wakeups.reduce(0) { $0 + ($1["nanocoulombs"] as? Int ?? 0) } - total) < 100)
    #expect(wakeups.contains { $0["reason"] as? String == "WAKEUP touch key" })

    // Folded stacks: frames, a space, a count; together all charge but what rounds to nothing.
    let folded = try String(contentsOfFile: out + "/functions.folded", encoding: .utf8).split(separator: "\n")
    var sum = 0
    for line in folded {
      let parts = line.split(separator: " ")
      sum += try #require(Int(parts.last ?? ""), "\(line)")
      #expect(parts.count > 1)
    }
    #expect(abs(sum - total) < folded.count + rows.count)
    #expect(folded.contains { $0.hasPrefix("thread;") && $0.contains(";[OLED on] ") })

    let currents = try String(contentsOfFile: out + "/currents.csv", encoding: .utf8).split(separator: "\n")
    let header = currents[0].split(separator: ",")
    #expect(header.starts(with: ["start_s", "end_s", "cell_min_ua", "cell_mean_ua", "cell_max_ua"]))
    #expect(
      currents.dropFirst().allSatisfy {
        $0.split(separator: ",", omittingEmptySubsequences: false).count == header.count
      })
    var mean = 0.0
    for line in currents.dropFirst() {
      let row = line.split(separator: ",").map { Double($0) ?? 0 }
      mean += (row[3] + row[5] - row[7]) * (row[1] - row[0])
    }
    #expect(abs(mean * 1_000 - Double(total)) < 1e-3 * Double(total))
  }

  @Test func aWindowAndNoFunctions() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "image: \(Bandbox.band)\nduration: 60s\n".write(
      toFile: folder + "/quiet.yaml", atomically: true, encoding: .utf8)
    let arguments = ["power", folder + "/quiet.yaml", "--out", folder]
    let finished = try Bandbox.run(arguments + ["--window", "10s..20s", "--no-functions"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.output.contains("cover 00:00:10 to 00:00:20 of the run"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/functions.json"))
    let wrong = try Bandbox.run(arguments + ["--window", "20s..10s"])
    #expect(wrong.status == 2 && wrong.errors.contains("--window: expected FROM..TO"))
    let missing = try Bandbox.run(["power", folder + "/quiet.yaml"])
    #expect(missing.status == 2 && missing.errors.contains("--out"))
  }
}
