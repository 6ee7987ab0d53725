import Formats
import Machine
import Session

/// How time goes.
extension BenchController {
  /// Holds time, or lets it go on; sets its speed.
  func setTime(_ fields: Fields) throws(APIError) -> APIReply {
    let held = try fields.flag("held")
    if let speed = try speed(fields) { freeSpeed = speed }
    if let held {
      if held, let goal { finish(goal, isMet: false, reason: "held") }
      if !held, goal != nil { throw APIError(409, "a run is under way; hold time first") }
      isHeld = held
    }
    return APIReply(time)
  }

  private func speed(_ fields: Fields) throws(APIError) -> Speed? {
    guard let text = try fields.word("speed") else { return nil }
    guard let speed = Speed(text) else { throw APIError(400, "speed: expected \(Speed.expected), found '\(text)'") }
    return speed
  }

  /// Starts a run; its answer comes when it is over.
  func start(_ fields: Fields, for call: Desk.Call) throws(APIError) -> APIReply? {
    guard goal == nil else { throw APIError(409, "a run is under way") }
    guard (fields["for"] == nil) != (fields["until"] == nil) else {
      throw APIError(400, "expected either 'for' or 'until'")
    }
    for name in ["within", "every"] where fields[name] != nil && fields["until"] == nil {
      throw APIError(400, "'\(name)' goes with 'until'")
    }
    let (whole, within) = (try fields.time("for"), try fields.time("within"))
    let length = whole ?? within ?? Tick.seconds(86_400)
    let speed = try speed(fields)
    let end = try end(fields)
    if let bytes = try fields.whole("after_bytes", in: 0...(1 << 53 - 1)) {
      guard let (counters, waiting) = run.portCounters() else {
        throw APIError(409, "the run has no port for host tools")
      }
      guard counters.bytesIn + waiting >= bytes else { return .notYet }
    }
    goal = RunGoal(end, from: now, limit: now.adding(length), speed: speed, call: call)
    isHeld = true
    timeline.keep()
    return nil
  }

  private func end(_ fields: Fields) throws(APIError) -> RunGoal.End {
    guard let sentence = try fields.text("until", upTo: 500) else { return .time }
    let every = try fields.time("every") ?? .milliseconds(10)
    guard every >= .milliseconds(1) else { throw APIError(400, "every: expected at least 1ms") }
    if sentence == "wake-up" { return .wakeup }
    if sentence == "answer" { return .answer }
    if sentence.hasPrefix("console has ") {
      let text = Array(sentence.dropFirst("console has ".count).utf8)
      guard !text.isEmpty else { throw APIError(400, "until: expected a text behind 'console has'") }
      return .console(text)
    }
    do {
      return .condition(try options.condition(sentence, run.studied), every: every)
    } catch {
      throw APIError(400, "until: \(error); or wake-up, answer, console has TEXT")
    }
  }

  /// Goes back, and holds time there.
  func goBack(_ fields: Fields) throws(APIError) -> APIReply {
    guard fields.count == 1 else { throw APIError(400, "expected one of 'to', 'by' and 'checkpoint'") }
    guard goal == nil else { throw APIError(409, "a run is under way; hold time first") }
    guard !run.isRecorded else {
      throw APIError(409, "the past cannot be changed where --record, --replay or a PPK2 has the run")
    }
    let isThere: Bool
    if let name = try fields.name("checkpoint") {
      let names = timeline.checkpoints.map(\.name)
      guard names.contains(name) else { throw APIError(unknown: "checkpoint", name, among: names) }
      isThere = goBack { timeline.goBack(to: name) }
    } else {
      let by = try fields.time("by").map { now - min($0, now - timeline.earliest) }
      let to = try fields.time("to")
      let time = by ?? to ?? now
      guard time >= timeline.earliest, time <= now else {
        throw APIError(
          409, "expected a time from \(timeline.earliest.inSeconds) s to \(now.inSeconds) s, found \(time.inSeconds) s")
      }
      isThere = goBack { timeline.goBack(to: time) }
    }
    guard isThere else { throw APIError(410, "the run has ended") }
    return APIReply(time)
  }

  private func goBack(_ move: () -> Bool) -> Bool {
    isHeld = true
    current?.isMuted = true
    transfers.setRepeating(true)
    // What is repeated has been counted.
    let isProfiling = functions?.isRunning == true
    if isProfiling { functions = nil }
    let isThere = move()
    if isProfiling { functions = FunctionWatch(run) }
    current?.isMuted = false
    current?.followBack()
    transfers.setRepeating(false)
    transfers.followBack()
    marks.cut(after: now)
    return isThere
  }

  // MARK: Names

  /// Keeps the present state under a name.
  func addCheckpoint(_ fields: Fields) throws(APIError) -> APIReply {
    guard let name = try fields.name("name") else { throw fields.missing("name") }
    let names = timeline.checkpoints.map(\.name)
    guard names.contains(name) || names.count < BenchController.nameLimit else { throw BenchController.tooMany }
    timeline.keep(as: name)
    return APIReply(BenchController.moment(now, name: name))
  }

  /// Lets go of one.
  func removeCheckpoint(_ name: String) throws(APIError) -> APIReply {
    guard timeline.forget(name) else {
      throw APIError(unknown: "checkpoint", name, among: timeline.checkpoints.map(\.name))
    }
    return .done
  }

  /// Marks and checkpoints that there may be.
  static let nameLimit = 256
  static let tooMany = APIError(409, "expected at most \(nameLimit) names; remove some")
}
