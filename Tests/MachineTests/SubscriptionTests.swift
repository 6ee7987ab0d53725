import Machine
import Testing

@Suite struct SubscriptionTests {
  @Test func endsOnce() {
    var ended = 0
    let watching = Subscription { ended += 1 }
    watching.end()
    watching.end()
    #expect(ended == 1)
  }

  @Test func endsWhenLetGo() {
    var ended = 0
    var watching: Subscription? = Subscription { ended += 1 }
    #expect(ended == 0 && watching != nil)
    watching = nil
    #expect(ended == 1)
  }

  @Test func doesNotKeepTheMachineAndOutlivesIt() {
    weak var gone: Emulation?
    var watching: [Subscription] = []
    do {
      let emulation = Emulation()
      gone = emulation
      watching.append(emulation.line("P0_0").watch { _ in })
      watching.append(SerialWire("wire", on: emulation).watch { _ in })
    }
    #expect(gone == nil)
    for subscription in watching { subscription.end() }
    watching = []
  }
}
