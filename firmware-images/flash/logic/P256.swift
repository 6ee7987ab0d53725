/// The elliptic curve P-256 (FIPS 186-4, appendix D.1.2.3; SEC 2, secp256r1): verification of ECDSA signatures. Points are
/// in Jacobian coordinates, numbers in Montgomery's form.
struct P256: CurveGroup {
  /// A public key: a point on the curve, not in Montgomery's form.
  struct PublicKey {
    var x: Integer256
    var y: Integer256
  }

  struct Point {
    var x: Integer256
    var y: Integer256
    /// 0 for the point at infinity.
    var z: Integer256
  }

  private let field = Modulus256(
    modulus: Integer256([
      0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF, 0x0000_0000, 0x0000_0000, 0x0000_0000, 0x0000_0001, 0xFFFF_FFFF,
    ]), negativeInverse: 1,
    square: Integer256([
      0x0000_0003, 0x0000_0000, 0xFFFF_FFFF, 0xFFFF_FFFB, 0xFFFF_FFFE, 0xFFFF_FFFF, 0xFFFF_FFFD, 0x0000_0004,
    ]))
  private let order = Modulus256(
    modulus: Integer256([
      0xFC63_2551, 0xF3B9_CAC2, 0xA717_9E84, 0xBCE6_FAAD, 0xFFFF_FFFF, 0xFFFF_FFFF, 0x0000_0000, 0xFFFF_FFFF,
    ]), negativeInverse: 0xEE00_BC4F,
    square: Integer256([
      0xBE79_EEA2, 0x8324_4C95, 0x49BD_6FA6, 0x4699_799C, 0x2B6B_EC59, 0x2845_B239, 0xF3D9_5620, 0x66E1_2D94,
    ]))
  private let base = PublicKey(
    x: Integer256([
      0xD898_C296, 0xF4A1_3945, 0x2DEB_33A0, 0x7703_7D81, 0x63A4_40F2, 0xF8BC_E6E5, 0xE12C_4247, 0x6B17_D1F2,
    ]),
    y: Integer256([
      0x37BF_51F5, 0xCBB6_4068, 0x6B31_5ECE, 0x2BCE_3357, 0x7C0F_9E16, 0x8EE7_EB4A, 0xFE1A_7F9B, 0x4FE3_42E2,
    ]))

  /// Whether (r, s) is the key's signature of `digest` (FIPS 186-4, section 6.4.2). `key` must lie on the curve. It takes
  /// long on a small core: `breathe` is called now and then, for a watchdog.
  func verifies(
    r: Integer256, s: Integer256, of digest: SHA256Digest, by key: PublicKey, breathe: () -> Void = {}
  ) -> Bool {
    guard !r.isZero, !s.isZero, r.isLess(than: order.modulus), s.isLess(than: order.modulus) else { return false }
    let w = order.inverse(order.encode(s))
    let u1 = order.decode(order.multiply(order.encode(Integer256(digest)), w))
    let u2 = order.decode(order.multiply(order.encode(r), w))
    let point = sum(u1, u2, key, breathe)
    guard !point.z.isZero else { return false }
    // x / z² modulo the order is r, without a division: x is r * z², or (r + order) * z² where that is a number of the field.
    let zz = field.squared(point.z)
    if field.multiply(field.encode(r), zz) == point.x { return true }
    var other = r
    guard !other.add(order.modulus), other.isLess(than: field.modulus) else { return false }
    return field.multiply(field.encode(other), zz) == point.x
  }

  /// u1 * base + u2 * key.
  private func sum(_ u1: Integer256, _ u2: Integer256, _ key: PublicKey, _ breathe: () -> Void) -> Point {
    var one = Integer256()
    one.words[0] = 1
    let unit = field.encode(one)
    let g = Point(x: field.encode(base.x), y: field.encode(base.y), z: unit)
    let q = Point(x: field.encode(key.x), y: field.encode(key.y), z: unit)
    let both = affine(add(g, q), unit)
    let zero = Point(x: unit, y: unit, z: Integer256())
    return sum(u1, g, u2, q, both: both, zero: zero, top: 255, breathe)
  }

  private func affine(_ point: Point, _ unit: Integer256) -> Point {
    guard !point.z.isZero else { return point }
    let inverse = field.inverse(point.z)
    let square = field.squared(inverse)
    return Point(
      x: field.multiply(point.x, square), y: field.multiply(point.y, field.multiply(square, inverse)), z: unit)
  }

  /// 2 * a, for a curve whose coefficient a is -3. Infinity stays infinity.
  func double(_ a: Point) -> Point {
    let delta = field.squared(a.z)
    let gamma = field.squared(a.y)
    let beta = field.multiply(a.x, gamma)
    let product = field.multiply(field.subtract(a.x, delta), field.add(a.x, delta))
    let alpha = field.add(field.double(product), product)
    let fourBeta = field.double(field.double(beta))
    let x = field.subtract(field.squared(alpha), field.double(fourBeta))
    let z = field.subtract(field.subtract(field.squared(field.add(a.y, a.z)), gamma), delta)
    let eightGammaSquared = field.double(field.double(field.double(field.squared(gamma))))
    let y = field.subtract(field.multiply(alpha, field.subtract(fourBeta, x)), eightGammaSquared)
    return Point(x: x, y: y, z: z)
  }

  /// a + b, where b's z is 1 or b is infinity.
  func add(_ a: Point, _ b: Point) -> Point {
    if b.z.isZero { return a }
    if a.z.isZero { return b }
    let zz = field.squared(a.z)
    let h = field.subtract(field.multiply(b.x, zz), a.x)
    let r = field.subtract(field.multiply(b.y, field.multiply(zz, a.z)), a.y)
    if h.isZero { return r.isZero ? double(a) : Point(x: a.x, y: a.y, z: Integer256()) }
    let hh = field.squared(h)
    let hhh = field.multiply(h, hh)
    let v = field.multiply(a.x, hh)
    let x = field.subtract(field.subtract(field.squared(r), hhh), field.double(v))
    let y = field.subtract(field.multiply(r, field.subtract(v, x)), field.multiply(a.y, hhh))
    return Point(x: x, y: y, z: field.multiply(a.z, h))
  }
}
