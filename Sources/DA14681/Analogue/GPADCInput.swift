/// What GP_ADC_SEL selects in single-ended mode. Source: the input enumeration of the public driver header
/// (`hw_gpadc.h`); codes that are not listed are connected to ground.
enum GPADCInput: UInt32 {
  case p12 = 0
  case p14 = 1
  case p13 = 2
  case p07 = 3
  case ground = 4
  case vdd = 5
  case vdcdc = 6
  case v33 = 7
  case vbat = 9
  case temperature = 14
  case p06 = 16
  case p10 = 17
  case p15 = 18
  case p24 = 19

  /// The pad, where it is one.
  var pin: Pin? {
    switch self {
    case .p06: Pin(0, 6)
    case .p07: Pin(0, 7)
    case .p10: Pin(1, 0)
    case .p12: Pin(1, 2)
    case .p13: Pin(1, 3)
    case .p14: Pin(1, 4)
    case .p15: Pin(1, 5)
    case .p24: Pin(2, 4)
    case .ground, .vdd, .vdcdc, .v33, .vbat, .temperature: nil
    }
  }
}
