import Testing

@testable import BandLogic

@Suite struct PulseSessionTests {
  @Test("an excellent result counts at once")
  func excellent() {
    var session = PulseSession()
    let first = session.take(heartRate: 0, quality: 255)
    #expect(first == .running)
    let second = session.take(heartRate: 72, quality: 2)
    #expect(second == .value(72))
  }

  @Test("an acceptable one counts when the next agrees")
  func acceptable() {
    var session = PulseSession()
    let outcomes = [
      session.take(heartRate: 72, quality: 8), session.take(heartRate: 80, quality: 8),
      session.take(heartRate: 76, quality: 8),
    ]
    #expect(outcomes == [.running, .running, .value(76)])
  }

  @Test("no contact and implausible rates fail after 15 s")
  func failure() {
    var session = PulseSession()
    for _ in 0..<14 {
      let outcome = session.take(heartRate: 250, quality: 0)
      #expect(outcome == .running)
    }
    let last = session.miss()
    #expect(last == .failed)
  }

  @Test("a lone acceptable result is better than none")
  func best() {
    var session = PulseSession()
    _ = session.take(heartRate: 66, quality: 9)
    for _ in 0..<13 { _ = session.take(heartRate: 0, quality: 20) }
    let last = session.take(heartRate: 0, quality: 20)
    #expect(last == .value(66))
  }

  @Test("a band that lies on a table is not measured for long")
  func noContact() {
    var session = PulseSession()
    _ = session.take(heartRate: 0, quality: 254)
    _ = session.take(heartRate: 0, quality: 255)
    var outcomes: [PulseSession.Outcome] = []
    for _ in 0..<3 { outcomes.append(session.take(heartRate: 0, quality: 254)) }
    #expect(outcomes == [.running, .running, .failed])
  }
}
