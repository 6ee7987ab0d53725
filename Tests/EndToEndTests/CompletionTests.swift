import Foundation
import Programs
import Testing

/// What a shell offers where Tab is pressed.
@Suite struct CompletionTests {
  private static let offer = """
    . <("$BB" --generate-completion-script bash)
    cd "$2"
    COMP_LINE=$1 COMP_POINT=${#1}
    read -ra COMP_WORDS <<<"$1"
    COMP_WORDS[0]=$BB COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _bandbox "$BB" "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
    printf '%s\\n' "${COMPREPLY[@]}"
    """

  @Test(
    arguments: [
      ("bandbox test scenarios/dr", ["scenarios/drawer.yaml"]),
      ("bandbox run firmware-images/boot-t", ["firmware-images/boot-tracker"]),
      ("bandbox run --events scenarios/dr", ["scenarios/drawer.yaml"]),
      ("bandbox run --board m", ["miband2", "microbit"]),
      ("bandbox run --board Sources/Boards/Shipped/tr", ["Sources/Boards/Shipped/tracker.yaml"]),
    ])
  func bash(line: String, offered: [String]) throws {
    let finished = try Bandbox.shell(CompletionTests.offer, line, Bandbox.root)
    #expect(finished.output.split(separator: "\n").sorted() == offered.map { Substring($0) }, "\(finished)")
  }
}
