import Boards
import DA14681
import Machine
import Testing
@testable import Formats
@testable import Session

@Suite struct EventFileTests {
  @Test func readsEveryKindInOrderOfTime() throws {
    let text = """
      # a comment
      time,what,value
      2h,heart_rate,140
      10s,touch,150ms
      8s , charger , in   # plugged
      9s,charger,out
      1h,temperature,-4.5
      1h,cable,in
      3h,walk,110
      4h,P1_6,low
      5h,P1_6,open
      6h,P4_7,high
      7h,supply,capacitor:1F,3V
      8h,notification, Mum: where are you,  dear? # 25 bytes
      9h,gesture,
      9h30m,gesture,5s
      10h,ship

      11s,touch,
      """
    #expect(
      try EventFile.parse(text, name: "e.csv", pads: BoardCatalogue.standard.pads) == [
        TimedInput(.seconds(8), .charger(true)), TimedInput(.seconds(9), .charger(false)),
        TimedInput(.seconds(10), .touch(milliseconds: 150)),
        TimedInput(.seconds(11), .touch(milliseconds: Wearer.touchMilliseconds)),
        TimedInput(.seconds(3_600), .temperature(milliCelsius: -4_500)), TimedInput(.seconds(3_600), .cable(true)),
        TimedInput(.seconds(7_200), .heartRate(140)), TimedInput(.seconds(10_800), .walk(stepsPerMinute: 110)),
        TimedInput(.seconds(14_400), .pin("P1_6", level: false)),
        TimedInput(.seconds(18_000), .pin("P1_6", level: nil)),
        TimedInput(.seconds(21_600), .pin("P4_7", level: true)),
        TimedInput(
          .seconds(25_200), .supply(.capacitor(CapacitorSupply(nanofarads: 1_000_000_000, microvolts: 3_000_000)))),
        TimedInput(.seconds(28_800), .notification("Mum: where are you,  dear?")),
        TimedInput(.seconds(32_400), .gesture(milliseconds: Wearer.gestureMilliseconds)),
        TimedInput(.seconds(34_200), .gesture(milliseconds: 5_000)), TimedInput(.seconds(36_000), .ship),
      ])
  }

  @Test(arguments: [
    ("", "e.csv: expected the header 'time,what,value', found an empty file"),
    ("10s,touch,1s", "e.csv:1: expected the header 'time,what,value', found '10s,touch,1s'"),
    ("time,what,value\nsoon,touch,1s", "e.csv:2: expected a time such as 30s, 2h, 1h30m or 20d, found 'soon'"),
    (
      "time,what,value\n\n1s,tuch,1s",
      "e.csv:3: expected touch, charger, mains, cable, temperature, heart_rate, supply, harvest, walk, gesture, notification, ship, reset or a pad such as P1_6, found 'tuch'"
    ),
    (
      "time,what,value\n1s,P2_5,low",
      "e.csv:2: expected touch, charger, mains, cable, temperature, heart_rate, supply, harvest, walk, gesture, notification, ship, reset or a pad such as P1_6, found 'P2_5' (did you mean 'P0_5'?)"
    ),
    ("time,what,value\n1s,P1_6,up", "e.csv:2: P1_6: expected high, low or open, found 'up'"),
    ("time,what,value\n1s,charger,maybe", "e.csv:2: charger: expected in or out, found 'maybe'"),
    (
      "time,what,value\n1s,temperature,900",
      "e.csv:2: temperature: expected degrees Celsius, -40 ... 85, found '900'"
    ),
    (
      "time,what,value\n1s,notification,",
      "e.csv:2: notification: expected a text of 1 ... 40 bytes on one line, found ''"
    ),
    ("time,what,value\n1s,ship,now", "e.csv:2: ship: expected nothing after it, found 'now'"),
    ("time,what,value\n1s,touch,1s,4", "e.csv:2: expected time,what,value; found 4 columns"),
  ])
  func namesFileLineAndWhatWasExpected(text: String, message: String) {
    #expect(throws: InputError(message)) {
      try EventFile.parse(text, name: "e.csv", pads: BoardCatalogue.standard.pads)
    }
  }
}
