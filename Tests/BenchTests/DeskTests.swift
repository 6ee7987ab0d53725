import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Bench

@Suite struct DeskTests {
  @Test func whoWaitsWhenTheRunEndsIsTold() {
    let desk = Desk()
    let statuses = Mutex<[Int]>([])
    let isDone = DispatchSemaphore(value: 0)
    for _ in 0..<8 {
      Thread.detachNewThread { [desk] in
        let reply = desk.ask(APIRequest(method: "GET", path: ["time"]))
        statuses.withLock { $0.append(reply.status) }
        isDone.signal()
      }
    }
    // Some come before and some after.
    desk.close()
    for _ in 0..<8 { isDone.wait() }
    #expect(statuses.withLock { $0 } == [Int](repeating: 410, count: 8))
    #expect(desk.ask(APIRequest(method: "GET", path: ["time"])).status == 410)
  }
}
