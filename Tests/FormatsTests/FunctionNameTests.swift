import Testing

@testable import Formats

@Suite struct FunctionNameTests {
  @Test(arguments: [
    ("main", "main"), ("a;b\nc", "a_b_c"), ("$e4main5SleepO4deepyyFZ", "Sleep.deep"),
    (
      "$e4band12HeartMonitorV4step7isReady_S2b_AA6MotionVtFs5Int16V_A2Its5UInt8VXEfU_TA", "HeartMonitor.step closure"
    ),
    (
      "$e4band9SMPServerVAARi_zrlE6handle_5replyAA10SMPOutcomeOSRys5UInt8VG_SryAIGtFAA10BandDeviceV_Tg5",
      "SMPServer.handle"
    ), ("$not a symbol", "$not a symbol"), ("_ZN6Sensor4readEi", "Sensor::read(int)"),
    ("_ZNK3ble4Host7isAwakeEv", "ble::Host::isAwake() const"), ("_Znot a symbol", "_Znot a symbol"),
    ("_ZN4core3fmt9Formatter3pad17h0123456789abcdefE", "core::fmt::Formatter::pad::h0123456789abcdef"),
  ])
  func namesAreReadable(symbol: String, name: String) { #expect(FunctionName.readable(symbol) == name) }
}
