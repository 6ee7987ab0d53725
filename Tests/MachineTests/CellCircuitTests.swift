import Testing

@testable import Machine

/// A source that answers what it likes.
private final class Wild: VoltageSource {
  let capacity: Int128
  let cutOffMicrovolts: Int64 = 0
  let volts: Int64
  let ohms: Int64
  init(capacity: Int128, volts: Int64, ohms: Int64) {
    self.capacity = capacity
    self.volts = volts
    self.ohms = ohms
  }
  func openCircuitMicrovolts(charge: Int128) -> Int64 { volts }
  func milliohms(charge: Int128) -> Int64 { ohms }
}

@Suite struct CellCircuitTests {
  @Test func chargeIsHeldToTheCapacityAtTheStart() {
    let cell = StraightCell()
    #expect(CellCircuit(cell, charge: nil).charge == cell.capacity)
    #expect(CellCircuit(cell, charge: -1).charge == 0)
    #expect(CellCircuit(cell, charge: .max).charge == cell.capacity)
    #expect(!CellCircuit(cell, charge: 0).isEmpty)
  }

  @Test func readsAgainAfterAQuantumEitherWay() {
    let cell = StraightCell()
    var circuit = CellCircuit(cell, charge: cell.capacity / 2)
    #expect(circuit.openCircuit == 3_600_000)
    let ticks = Tick(circuit.quantum / Int128(milliampere))
    circuit.flow(inward: 0, outward: milliampere, for: ticks - 1)
    circuit.readIfMoved(now: 0)
    #expect(circuit.openCircuit == 3_600_000)
    circuit.flow(inward: 0, outward: milliampere, for: 2)
    circuit.readIfMoved(now: 0)
    #expect(circuit.openCircuit == 3_599_939)
    circuit.flow(inward: 3 * milliampere, outward: milliampere, for: ticks + 1)
    circuit.readIfMoved(now: 0)
    #expect(circuit.openCircuit == 3_600_060)
    #expect(circuit.wear.chargedIn == Int128(3 * milliampere) * Int128(ticks + 1))
  }

  @Test func theTimeToAQuantumIsTheFirstTickPastIt() {
    let cell = StraightCell()
    var circuit = CellCircuit(cell, charge: cell.capacity / 2)
    #expect(circuit.timeToQuantum(-milliampere) == Tick(circuit.quantum / Int128(milliampere)) + 1)
    circuit.flow(inward: 0, outward: milliampere, for: 1_000)
    #expect(circuit.timeToQuantum(-milliampere) == Tick(circuit.quantum / Int128(milliampere)) - 999)
    #expect(circuit.timeToQuantum(milliampere) == Tick(circuit.quantum / Int128(milliampere)) + 1_001)
    // 12.6 mC at 2^63 pA.
    #expect(circuit.timeToQuantum(.min) == Tick((circuit.quantum - Int128(1_000 * milliampere)) >> 63) + 1)
    #expect(CellCircuit(BenchSupply(millivolts: 1), charge: nil).timeToQuantum(-1) == 1 << 62)
  }

  @Test func terminalAndCurrentAreEachOthersInverse() {
    let circuit = CellCircuit(StraightCell(milliohms: 400), charge: StraightCell().capacity / 2)
    #expect(circuit.terminal(0) == 3_600_000)
    #expect(circuit.terminal(50 * milliampere) == 3_620_000)
    #expect(circuit.terminal(-50 * milliampere) == 3_580_000)
    #expect(circuit.current(at: 3_620_000) == 50 * milliampere)
    #expect(circuit.current(at: 3_580_000) == -50 * milliampere)
  }

  @Test func hostileSourcesDoNotTrap() {
    let extremes: [Int64] = [.min, -1, 0, 1, .max]
    for volts in extremes {
      for ohms in extremes {
        for capacity: Int128 in [-1, 0, 1, Int128(1) << 100] {
          let circuit = CellCircuit(Wild(capacity: capacity, volts: volts, ohms: ohms), charge: nil)
          for current in extremes {
            #expect(circuit.terminal(current) >= 0)
            _ = circuit.current(at: 100_000_000)
            if current != 0 { #expect(circuit.timeToQuantum(current) >= 1) }
          }
        }
      }
    }
  }
}
