import CortexM0
import Testing

@Suite struct ModeAccountTests {
  @Test func timeGoesToTheModeThatItWasSpentIn() {
    var account = ModeAccount(since: 100)
    account.enter(.run, at: 130)
    account.enter(.wfi, at: 200)
    account.enter(.run, at: 1_000)
    #expect(account.mode == .run && account.since == 1_000)
    #expect(account.ticks(until: 1_007) == [.off: 30, .run: 77, .wfi: 800, .extendedSleep: 0, .hibernation: 0])
    let restored = ModeAccount(account.mode, since: account.since, spent: account.spent)
    #expect(restored.ticks(until: 1_007) == account.ticks(until: 1_007))
  }
}
