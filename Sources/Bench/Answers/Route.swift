/// What a path and a method mean.
struct Route: Sendable {
  /// What a request may bring, and what is done with it. `nil` is answered later.
  typealias Action = @Sendable (BenchController, Given) throws(APIError) -> APIReply?

  /// A request that a route was found for.
  struct Given {
    var call: Desk.Call
    var fields: Fields
    /// What stands in the path for `*`.
    var name: String
  }

  var method: String
  /// Its parts; `*` stands for any.
  var path: [String]
  /// The fields that it takes, of the query or of the body.
  var fields: [String]
  var action: Action

  init(_ method: String, _ path: String, _ fields: [String] = [], _ action: @escaping Action) {
    self.method = method
    self.path = path.split(separator: "/").map(String.init)
    self.fields = fields
    self.action = action
  }

  /// Whether it has a request's path.
  func matches(_ path: [String]) -> Bool {
    path.count == self.path.count && zip(path, self.path).allSatisfy { $0 == $1 || $1 == "*" && !$0.isEmpty }
  }

  /// The API, as `docs/api.yaml` describes it.
  static let all: [Route] =
    looking + [
      Route("POST", "inputs", ["what", "value"]) { (bench, given) throws(APIError) in try bench.input(given.fields) },
      Route("PUT", "time", ["held", "speed"]) { (bench, given) throws(APIError) in try bench.setTime(given.fields) },
      Route("POST", "run", ["for", "until", "within", "every", "speed", "after_bytes"]) {
        (bench, given) throws(APIError) in
        try bench.start(given.fields, for: given.call)
      },
      Route("POST", "back", ["to", "by", "checkpoint"]) { (bench, given) throws(APIError) in
        try bench.goBack(given.fields)
      },
      Route("POST", "checkpoints", ["name"]) { (bench, given) throws(APIError) in try bench.addCheckpoint(given.fields)
      },
      Route("DELETE", "checkpoints/*") { (bench, given) throws(APIError) in try bench.removeCheckpoint(given.name) },
      Route("POST", "marks", ["name"]) { (bench, given) throws(APIError) in try bench.addMark(given.fields) },
      Route("DELETE", "marks/*") { (bench, given) throws(APIError) in try bench.removeMark(given.name) },
      Route("PUT", "profile", ["running"]) { (bench, given) throws(APIError) in try bench.setProfile(given.fields) },
      Route("PUT", "transfers", ["running"]) { (bench, given) throws(APIError) in try bench.setTransfers(given.fields)
      },
      Route("PUT", "comparison", ["report", "name"]) { (bench, given) throws(APIError) in
        try bench.setComparison(given.fields)
      },
      Route("DELETE", "comparison") { bench, _ in
        bench.before = nil
        return .done
      },
      Route("PUT", "memory", ["at", "hex"]) { (bench, given) throws(APIError) in try bench.setMemory(given.fields) },
      Route("POST", "console", ["text", "hex"]) { (bench, given) throws(APIError) in try bench.send(given.fields) },
      Route("POST", "end") { bench, _ in
        bench.run.end()
        // It may stand still, and sleep.
        bench.run.wakeup.signal()
        return .done
      },
      Route("OPEN", "live") { bench, _ in
        bench.open()
        return .done
      },
      Route("LOOK", "live", ["console", "smp"]) { (bench, given) throws(APIError) in try bench.live(given.fields) },
      Route("CLOSE", "live") { bench, _ in
        bench.viewers -= 1
        return .done
      },
      Route("OPEN", "transfers") { bench, _ in
        bench.transfers.viewers += 1
        return .done
      },
      Route("LOOK", "transfers", ["since", "last", "bus"]) { (bench, given) throws(APIError) in
        try bench.transfers(given.fields)
      },
      Route("CLOSE", "transfers") { bench, _ in
        bench.transfers.viewers -= 1
        return .done
      },
    ]

  private static let looking: [Route] = [
    Route("GET", "state") { bench, _ in APIReply(bench.state) },
    Route("GET", "board") { bench, _ in APIReply(bench.board) },
    Route("GET", "inputs") { bench, _ in APIReply(.array(bench.inputs)) },
    Route("GET", "time") { bench, _ in APIReply(bench.time) },
    Route("GET", "checkpoints") { bench, _ in
      APIReply(.array(bench.timeline.checkpoints.map { BenchController.moment($0.time, name: $0.name) }))
    },
    Route("GET", "marks") { bench, _ in
      APIReply(.array(bench.marks.marks.map { BenchController.moment($0.time, name: $0.name) }))
    },
    Route("GET", "energy", ["since"]) { (bench, given) throws(APIError) in try bench.energy(given.fields) },
    Route("GET", "current", ["from", "to", "points", "component"]) { (bench, given) throws(APIError) in
      try bench.currents(given.fields)
    },
    Route("GET", "screenshot", ["scale"]) { (bench, given) throws(APIError) in try bench.screenshot(given.fields) },
    Route("GET", "memory", ["at", "length"]) { (bench, given) throws(APIError) in try bench.memory(given.fields) },
    Route("GET", "symbols", ["like", "limit"]) { (bench, given) throws(APIError) in try bench.symbols(given.fields) },
    Route("GET", "console", ["since"]) { (bench, given) throws(APIError) in
      APIReply(bench.console.answer(since: try BenchController.since(given.fields, "since")))
    },
    Route("GET", "smp", ["since"]) { (bench, given) throws(APIError) in
      APIReply(bench.smp.answer(since: try BenchController.since(given.fields, "since")))
    },
    Route("GET", "ports") { bench, _ in APIReply(bench.portList) },
    Route("GET", "profile") { bench, _ in APIReply(bench.profile) },
    Route("GET", "report") { (bench, _) throws(APIError) in try bench.report() },
    Route("GET", "recording") { (bench, _) throws(APIError) in try bench.recording() },
    Route("GET", "comparison") { (bench, _) throws(APIError) in try bench.comparison() },
    Route("GET", "transfers", ["since", "last", "bus"]) { (bench, given) throws(APIError) in
      try bench.transfers(given.fields)
    },
    Route("GET", "live") { (_, _) throws(APIError) in throw APIError(400, "expected a WebSocket's upgrade") },
  ]
}
