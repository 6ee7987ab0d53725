import Foundation
import Link
import Machine
import Session

@testable import Bench

/// A run whose page is the test: it asks as a client does, without a port.
final class WatchedRun: Sendable {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The sentences of these tests: `true`, and `after TICK`.
  private struct Condition: RunCondition {
    let run: StudiedRun
    let time: Tick
    func judge() -> (isMet: Bool, found: String) { (run.band.emulation.now >= time, "\(run.band.emulation.now)") }
  }

  private let desk = Desk()
  private let runner: Runner

  /// Starts the band's firmware with time held.
  init(_ options: RunOptions = WatchedRun.options()) throws {
    var inputs = try RunInputs(options)
    var place = PagePort.Options(TCPAddress("0")!) { sentence, run in
      guard sentence.hasPrefix("after "), let time = Tick(sentence.dropFirst(6)) else {
        throw APIError(400, "expected after TICK")
      }
      return Condition(run: run, time: time)
    }
    place.isHeld = true
    inputs.controller = { [desk, place] run in
      desk.open(run.wakeup)
      return BenchController(run, options: place, desk: desk, ports: PortTable())
    }
    runner = Runner(inputs)
    runner.start()
  }

  static func options() -> RunOptions {
    var options = RunOptions(imagePath: "\(root)/firmware-images/band/band.elf")
    options.wear = .none
    return options
  }

  /// Asks, with a body or a query.
  @discardableResult
  func ask(_ method: String, _ path: String, _ body: JSON? = nil, query: [(String, String)] = []) async -> (
    status: Int, answer: JSON
  ) {
    let reply = await reply(method, path, body, query)
    return (reply.status, JSON(reply.body) ?? .null)
  }

  /// Asks for what is no JSON.
  func bytes(_ method: String, _ path: String) async -> [UInt8] { await reply(method, path, nil, []).body }

  private func reply(_ method: String, _ path: String, _ body: JSON?, _ query: [(String, String)]) async -> APIReply {
    desk.ask(
      APIRequest(
        method: method, path: path.split(separator: "/").map(String.init),
        query: query.map { (name: $0.0, value: $0.1) },
        body: body?.bytes ?? []))
  }

  /// Runs on for a time.
  func run(for length: String) async { await ask("POST", "run", ["for": .text(length)]) }

  /// Ends the run.
  func end() async throws -> RunOutcome {
    await ask("POST", "end")
    return try runner.join().get()
  }
}
