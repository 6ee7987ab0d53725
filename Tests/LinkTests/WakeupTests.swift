import Foundation
import Testing

@testable import Link

@Suite struct WakeupTests {
  @Test func remembersASignal() {
    let wakeup = Wakeup()
    wakeup.signal()
    wakeup.signal()
    #expect(wakeup.wait())
    #expect(!wakeup.wait(until: .now))
  }

  @Test func endsAtTheDeadlineAndNotBefore() {
    let wakeup = Wakeup()
    let deadline = ContinuousClock.now + .milliseconds(20)
    #expect(!wakeup.wait(until: deadline))
    #expect(ContinuousClock.now >= deadline)
    #expect(!wakeup.wait(until: .now - .seconds(5)))
  }

  @Test func endsTheWaitOfAnotherThread() {
    let wakeup = Wakeup()
    let answer = Wakeup()
    Thread.detachNewThread {
      for _ in 0..<1000 {
        wakeup.wait()
        answer.signal()
      }
    }
    for _ in 0..<1000 {
      wakeup.signal()
      #expect(answer.wait(until: .now + patience))
    }
  }
}
