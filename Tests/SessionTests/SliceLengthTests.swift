import Machine
import Testing
@testable import Session

@Suite struct SliceLengthTests {
  @Test func followsWhatTheHostNeeds() {
    var slice = SliceLength()
    for _ in 0..<20 { slice.note(.microseconds(10)) }
    #expect(slice.ticks == .seconds(2))
    for _ in 0..<5 { slice.note(.milliseconds(20)) }
    #expect(slice.ticks == .seconds(2) / 32)
    slice.note(.milliseconds(4))
    #expect(slice.ticks == .seconds(2) / 32)
    for _ in 0..<20 { slice.note(.seconds(1)) }
    #expect(slice.ticks == .milliseconds(1))
  }
}
