import Testing

@testable import Formats

@Suite struct SuggestionTests {
  @Test(arguments: [("wlak", "walk"), ("chargr", "charger"), ("Seed", "seed"), ("temprature", "temperature")])
  func findsTheNearest(word: String, name: String) {
    #expect(Suggestion.nearest(to: word, among: ["walk", "charger", "seed", "temperature"]) == name)
  }

  @Test func isSilentWhereNothingIsNear() {
    #expect(Suggestion.nearest(to: "dance", among: ["walk", "charger"]) == nil)
    #expect(Suggestion.nearest(to: "", among: ["walk"]) == nil)
    #expect(Suggestion.hint("wlk", among: ["walk"]) == " (did you mean 'walk'?)")
  }

  @Test func aChoiceIsTheNearestOrAll() {
    #expect(Suggestion.choice("wlk", among: ["walk", "charger"]) == " (did you mean 'walk'?)")
    #expect(Suggestion.choice("dance", among: ["walk", "charger"]) == ", expected one of walk, charger")
  }
}
