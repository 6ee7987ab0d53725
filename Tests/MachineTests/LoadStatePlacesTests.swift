import Testing

@testable import Machine

@Suite struct LoadStatePlacesTests {
  @Test func placesAreThoseOfTheCases() {
    let places = LoadStatePlaces(Mode.allCases)
    #expect(Mode.allCases.map { places[$0] } == [0, 1, 2])
    let reversed = LoadStatePlaces(Array(Mode.allCases.reversed()))
    #expect(Mode.allCases.map { reversed[$0] } == [2, 1, 0])
  }
}
