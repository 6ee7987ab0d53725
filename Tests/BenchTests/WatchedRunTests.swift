import Foundation
import Machine
import Session
import Testing

@testable import Bench

/// One at a time: a process has one thread for machines.
@Suite(.serialized) struct WatchedRunTests {
  private static func number(_ value: JSON?) -> Double? {
    if case .number(let number)? = value { return number }
    return nil
  }

  @Test func aWatchedRunIsTheRunThatItWouldHaveBeen() async throws {
    var options = WatchedRun.options()
    options.wear = .day
    func digest(isWatched: Bool) async throws -> String? {
      let run = try WatchedRun(options)
      if isWatched {
        await run.ask("OPEN", "live")
        await run.ask("OPEN", "transfers")
      }
      for _ in 0..<50 {
        await run.run(for: "100ms")
        if isWatched {
          await run.ask("LOOK", "live", ["console": .number(0)])
          await run.ask("GET", "energy")
          await run.ask("GET", "current")
          await run.ask("LOOK", "transfers", ["since": .number(0)])
          await run.ask("GET", "report")
          await run.ask("GET", "recording")
          await run.ask("GET", "screenshot")
        }
      }
      if isWatched {
        await run.ask("POST", "checkpoints", ["name": "x"])
        await run.ask("POST", "inputs", ["what": "touch"])
        await run.ask("POST", "run", ["until": "wake-up"])
        await run.ask("POST", "run", ["for": "3s"])
        await run.ask("POST", "back", ["checkpoint": "x"])
      }
      await run.ask("POST", "inputs", ["what": "touch"])
      await run.run(for: "2s")
      return try await run.end().report.digest
    }
    let plain = try await digest(isWatched: false)
    #expect(plain != nil)
    #expect(try await digest(isWatched: true) == plain)
  }

  /// LEDs have names and colours in the state, and a picture where there is no display.
  @Test func lightsAreSeen() async throws {
    var options = WatchedRun.options()
    options.imagePath = "\(WatchedRun.root)/firmware-images/band1/band1.elf"
    options.board = "band1"
    let run = try WatchedRun(options)
    await run.run(for: "1s")
    func colors() async -> [String] {
      guard case .array(let lights)? = await run.ask("GET", "state").answer["lights"] else { return [] }
      return lights.map { light in
        guard case .text(let name)? = light["name"], case .text(let color)? = light["color"] else { return "" }
        return "\(name): \(color)"
      }
    }
    #expect(await colors() == ["LED 1: off", "LED 2: off", "LED 3: off"])
    let dark = await run.bytes("GET", "screenshot")
    await run.ask("POST", "inputs", ["what": "touch"])
    await run.run(for: "1s")
    #expect(await colors() == ["LED 1: blue", "LED 2: off", "LED 3: off"])
    let lit = await run.bytes("GET", "screenshot")
    // PNG: 144 x 48 pixels in 8-bit colour.
    #expect(Array(lit[16..<26]) == [0, 0, 0, 144, 0, 0, 0, 48, 8, 2] && Array(dark[16..<26]) == Array(lit[16..<26]))
    #expect(dark != lit)
    _ = try await run.end()
  }

  @Test func whatAClientDoesIsRecordedAndRepeated() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/bench-\(UUID().uuidString).rec"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = WatchedRun.options()
    options.recordPath = path
    let run = try WatchedRun(options)
    await run.run(for: "1500ms")
    for (what, value) in [
      ("touch", "300ms"), ("charger", "in"), ("walk", "110"), ("temperature", "-5.5"), ("P1_6", "high"),
    ] {
      let reply = await run.ask("POST", "inputs", ["what": .text(what), "value": .text(value)])
      #expect(reply.status == 200, "\(reply)")
      await run.run(for: "700ms")
    }
    #expect(await run.ask("POST", "console", ["text": "hello\n"]).status == 200)
    await run.run(for: "1s")
    #expect(await run.ask("POST", "back", ["by": .number(1)]).status == 409)
    let recorded = try await run.end()
    let replayed = try Runner(RunOptions(replaying: path))
    replayed.start()
    let outcome = try replayed.join().get()
    #expect(outcome.report.digest == recorded.report.digest)
    #expect(outcome.replay?.divergence == nil)
    #expect(outcome.replay?.events == 7)
  }

  @Test func aRecordingCanBeMadeAtAnyTime() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/bench-\(UUID().uuidString).rec"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let run = try WatchedRun()
    await run.run(for: "2s")
    await run.ask("POST", "inputs", ["what": "touch"])
    await run.ask("POST", "inputs", ["what": "charger", "value": "in"])
    await run.run(for: "1s")
    await run.ask("POST", "inputs", ["what": "walk", "value": "110"])
    await run.run(for: "1s")
    // The walk has not been.
    await run.ask("POST", "back", ["to": "2500ms"])
    await run.ask("POST", "inputs", ["what": "mains", "value": "down"])
    await run.run(for: "1s")
    let text = try #require(String(bytes: await run.bytes("GET", "recording"), encoding: .utf8))
    #expect(text.contains(" touch 150ms\n") && text.contains("+1 charger in\n") && !text.contains("walk"))
    let digest = try #require(text.split(separator: "\n").last { $0.hasPrefix("digest ") }?.dropFirst(7))
    _ = try await run.end()
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let replayed = try Runner(RunOptions(replaying: path))
    replayed.start()
    let outcome = try replayed.join().get()
    #expect(outcome.report.digest == String(digest))
    #expect(outcome.replay?.divergence == nil && outcome.replay?.events == 3)
  }

  @Test func transfersAreWatchedOnlyWhileSomebodyLooks() async throws {
    let run = try WatchedRun()
    func transfers(_ query: [(String, String)] = []) async -> [JSON] {
      guard case .array(let all)? = await run.ask("GET", "transfers", query: query).answer["transfers"] else {
        return []
      }
      return all
    }
    await run.run(for: "1s")
    await run.ask("POST", "inputs", ["what": "touch"])
    await run.run(for: "1s")
    #expect(await transfers() == [])
    await run.ask("PUT", "transfers", ["running": .bool(true)])
    await run.ask("POST", "checkpoints", ["name": "x"])
    await run.run(for: "6s")
    await run.ask("POST", "inputs", ["what": "touch"])
    await run.run(for: "1s")
    let seen = await transfers()
    let shown = seen.filter { $0["part"] == "display" }
    #expect(
      shown.count > 3 && shown.allSatisfy { $0["kind"] == "SPI" && $0["direction"] == "both" && $0["sent"] != "" })
    #expect(await transfers([("last", "2")]) == Array(seen.suffix(2)))
    #expect(await transfers([("bus", "cable")]).allSatisfy { $0["kind"] == "UART" })
    #expect(await run.ask("GET", "transfers", query: [("bus", "SPY")]).answer["nearest"] == "SPI")
    await run.ask("PUT", "transfers", ["running": .bool(false)])
    await run.ask("POST", "inputs", ["what": "touch"])
    await run.run(for: "1s")
    #expect(await transfers() == seen)
    // What was gone back over has not been.
    await run.ask("POST", "back", ["checkpoint": "x"])
    #expect(await transfers() == [])
    _ = try await run.end()
  }

  @Test func aSocketWithoutPowerDoesNotCharge() async throws {
    let run = try WatchedRun()
    func chargeCurrent() async -> Double {
      Self.number(await run.ask("GET", "state").answer["battery"]?["charge_ua"]) ?? 0
    }
    await run.run(for: "1s")
    await run.ask("POST", "inputs", ["what": "mains", "value": "down"])
    await run.ask("POST", "inputs", ["what": "charger", "value": "in"])
    await run.run(for: "10s")
    #expect(await chargeCurrent() == 0)
    #expect(await run.ask("GET", "state").answer["mains"] == .bool(false))
    #expect(await run.ask("POST", "inputs", ["what": "mains", "value": "off"]).status == 400)
    await run.ask("POST", "inputs", ["what": "mains", "value": "up"])
    await run.run(for: "10s")
    #expect(await chargeCurrent() > 1_000)
    _ = try await run.end()
  }

  @Test func twoRunsStandSideBySide() async throws {
    let run = try WatchedRun()
    await run.run(for: "10s")
    #expect(await run.ask("GET", "comparison").answer == .null)
    #expect(await run.ask("PUT", "comparison", ["report": ["a": .number(1)]]).status == 400)
    let report = await run.ask("GET", "report").answer
    let same = await run.ask("PUT", "comparison", ["report": report, "name": "a"]).answer
    #expect(same["runs"] == ["a", "this run"])
    // Sums of the same numbers in another order.
    #expect(abs(Self.number(same["total"]?["change"]?["typical"]) ?? 1) < 1e-9)
    await run.ask("POST", "inputs", ["what": "touch"])
    await run.run(for: "3s")
    let answer = await run.ask("GET", "comparison").answer
    guard case .array(let components)? = answer["components"] else { return #expect(Bool(false)) }
    #expect(components.first?["name"] == "OLED")
    #expect(Self.number(components.first?["change"]?["typical"]) ?? 0 > 100)
    _ = try await run.end()
  }

  @Test func timeThatIsGoneBackOverComesAgainAsItWas() async throws {
    let run = try WatchedRun()
    await run.run(for: "2s")
    await run.ask("POST", "inputs", ["what": "touch"])
    await run.run(for: "1s")
    await run.ask("POST", "inputs", ["what": "charger", "value": "in"])
    await run.run(for: "3s")
    let first = await run.ask("GET", "energy").answer
    let state = await run.ask("GET", "state").answer
    // To before the second input, which is forgotten, and to after the first, which is not.
    let back = await run.ask("POST", "back", ["to": "2500ms"])
    #expect(Self.number(back.answer["seconds"]) == 2.5)
    #expect(await run.ask("GET", "state").answer["battery"]?["charger"] == .bool(false))
    await run.run(for: "500ms")
    await run.ask("POST", "inputs", ["what": "charger", "value": "in"])
    await run.run(for: "3s")
    #expect(await run.ask("GET", "energy").answer == first)
    #expect(await run.ask("GET", "state").answer == state)
    #expect(await run.ask("POST", "back", ["to": "1h"]).status == 409)
    _ = try await run.end()
  }

  @Test func runsStopWhereTheyWereAskedTo() async throws {
    let run = try WatchedRun()
    let met = await run.ask("POST", "run", ["until": "after 1536000000", "every": "250ms"]).answer
    let first = Self.number(met["time"]?["ticks"]) ?? 0
    // In sleep, conditions are looked at once a second; the processor ends its instruction.
    #expect(met["met"] == .bool(true) && (1_536_000_000..<3_072_000_000).contains(first))
    let never = await run.ask("POST", "run", ["until": "after 153600000000", "within": "500ms"]).answer
    let length = (Self.number(never["time"]?["ticks"]) ?? 0) - first
    #expect(never["reason"] == "within" && (768_000_000..<768_010_000).contains(length))
    #expect(await run.ask("POST", "run", ["until": "nonsense"]).status == 400)
    #expect(await run.ask("POST", "run", [:]).status == 400)
    #expect(await run.ask("POST", "run", ["for": "1s", "within": "1s"]).status == 400)
    // Holding ends a run that is under way.
    async let long = run.ask("POST", "run", ["for": "20000d"])
    while await run.ask("GET", "time").answer["running"] != .bool(true) { await Task.yield() }
    #expect(await run.ask("POST", "run", ["for": "1s"]).status == 409)
    await run.ask("PUT", "time", ["held": .bool(true)])
    #expect(await long.answer["reason"] == "held")
    _ = try await run.end()
  }

  @Test func chargeIsCountedFromAMark() async throws {
    let run = try WatchedRun()
    await run.run(for: "1s")
    await run.ask("POST", "marks", ["name": "a"])
    let nothing = await run.ask("GET", "energy", query: [("since", "a")]).answer
    #expect(Self.number(nothing["seconds"]) == 0 && nothing["average_ua"] == .null)
    let before = Self.number(await run.ask("GET", "energy").answer["nanocoulombs"]?["typical"]) ?? 0
    await run.run(for: "10s")
    let since =
      Self.number(await run.ask("GET", "energy", query: [("since", "a")]).answer["nanocoulombs"]?["typical"]) ?? 0
    let after = Self.number(await run.ask("GET", "energy").answer["nanocoulombs"]?["typical"]) ?? 0
    // Each is rounded by itself.
    #expect(abs(before + since - after) <= 2 && since > 0)
    let curve = await run.ask("GET", "current", query: [("component", "OLDE")])
    #expect(curve.status == 404 && curve.answer["nearest"] == "OLED")
    #expect(await run.ask("GET", "energy", query: [("since", "b")]).status == 404)
    #expect(await run.ask("DELETE", "marks/a").status == 204)
    #expect(await run.ask("DELETE", "marks/a").status == 404)
    _ = try await run.end()
    #expect(await run.ask("GET", "state").status == 410)
  }
}
