import Testing

@testable import Formats

@Suite struct XMLTextTests {
  @Test func xmlHoldsAnyText() {
    #expect(XMLText.escaped("a < b & \"c\" > \u{1B}[2J\u{FFFE}ü\n") == "a &lt; b &amp; &quot;c&quot; &gt; ?[2J?ü\n")
  }
}
