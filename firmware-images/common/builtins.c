// What the compiler expects of its run-time library on an ARMv6-M core, which has no division and no bit scan.
// The names and register contracts are those of the ARM run-time ABI (public document, ARM IHI 0043).
#include <stddef.h>
#include <stdint.h>

void *memcpy(void *restrict to, const void *restrict from, size_t n) {
  uint8_t *d = to;
  const uint8_t *s = from;
  if ((((uintptr_t)d | (uintptr_t)s) & 3) == 0)
    for (; n >= 4; n -= 4, d += 4, s += 4) *(uint32_t *)(void *)d = *(const uint32_t *)(const void *)s;
  while (n--) *d++ = *s++;
  return to;
}
void *memmove(void *to, const void *from, size_t n) {
  uint8_t *d = to;
  const uint8_t *s = from;
  if (d <= s || d >= s + n) return memcpy(to, from, n);
  while (n--) d[n] = s[n];
  return to;
}
void *memset(void *to, int value, size_t n) {
  uint8_t *d = to;
  while (n && ((uintptr_t)d & 3)) *d++ = (uint8_t)value, n--;
  for (uint32_t word = (uint8_t)value * 0x01010101u; n >= 4; n -= 4, d += 4) *(uint32_t *)(void *)d = word;
  while (n--) *d++ = (uint8_t)value;
  return to;
}
int memcmp(const void *a, const void *b, size_t n) {
  for (const uint8_t *p = a, *q = b; n--; p++, q++)
    if (*p != *q) return *p - *q;
  return 0;
}
void __aeabi_memcpy(void *to, const void *from, size_t n) { memcpy(to, from, n); }
void __aeabi_memcpy4(void *to, const void *from, size_t n) { memcpy(to, from, n); }
void __aeabi_memcpy8(void *to, const void *from, size_t n) { memcpy(to, from, n); }
void __aeabi_memmove(void *to, const void *from, size_t n) { memmove(to, from, n); }
void __aeabi_memmove4(void *to, const void *from, size_t n) { memmove(to, from, n); }
void __aeabi_memmove8(void *to, const void *from, size_t n) { memmove(to, from, n); }
void __aeabi_memset(void *to, size_t n, int value) { memset(to, value, n); }
void __aeabi_memset4(void *to, size_t n, int value) { memset(to, value, n); }
void __aeabi_memset8(void *to, size_t n, int value) { memset(to, value, n); }
void __aeabi_memclr(void *to, size_t n) { memset(to, 0, n); }
void __aeabi_memclr4(void *to, size_t n) { memset(to, 0, n); }
void __aeabi_memclr8(void *to, size_t n) { memset(to, 0, n); }

typedef struct { uint32_t quotient, remainder; } Division;

// Shift and subtract from the first place where the divisor fits. A division by zero gives zero, as ABI hooks may.
static Division divide(uint32_t n, uint32_t d) {
  Division result = {0, n};
  if (d == 0) return result;
  uint32_t bit = 1;
  while (d <= (n >> 1)) d <<= 1, bit <<= 1;
  for (; bit; bit >>= 1, d >>= 1)
    if (result.remainder >= d) result.remainder -= d, result.quotient |= bit;
  return result;
}
static uint64_t packed(Division v) { return (uint64_t)v.remainder << 32 | v.quotient; }
static Division divide_signed(int32_t n, int32_t d) {
  Division v = divide(n < 0 ? 0u - (uint32_t)n : (uint32_t)n, d < 0 ? 0u - (uint32_t)d : (uint32_t)d);
  if ((n < 0) != (d < 0)) v.quotient = 0u - v.quotient;
  if (n < 0) v.remainder = 0u - v.remainder;
  return v;
}
uint32_t __aeabi_uidiv(uint32_t n, uint32_t d) { return divide(n, d).quotient; }
int32_t __aeabi_idiv(int32_t n, int32_t d) { return (int32_t)divide_signed(n, d).quotient; }
// The quotient goes back in r0 and the remainder in r1, as the halves of a 64-bit result do.
uint64_t __aeabi_uidivmod(uint32_t n, uint32_t d) { return packed(divide(n, d)); }
uint64_t __aeabi_idivmod(int32_t n, int32_t d) { return packed(divide_signed(n, d)); }

// The 64-bit divisions return the quotient in r0:r1 and the remainder in r2:r3: thumb glue below calls this.
__attribute__((used)) uint64_t divide_wide(uint64_t n, uint64_t d, uint64_t *remainder) {
  uint64_t quotient = 0, bit = 1;
  if (d != 0) {
    while (d <= (n >> 1)) d <<= 1, bit <<= 1;
    for (; bit; bit >>= 1, d >>= 1)
      if (n >= d) n -= d, quotient |= bit;
  }
  *remainder = n;
  return quotient;
}
__attribute__((used)) int64_t divide_wide_signed(int64_t n, int64_t d, int64_t *remainder) {
  uint64_t rest;
  uint64_t quotient = divide_wide(n < 0 ? 0u - (uint64_t)n : (uint64_t)n, d < 0 ? 0u - (uint64_t)d : (uint64_t)d, &rest);
  *remainder = (int64_t)(n < 0 ? 0u - rest : rest);
  return (int64_t)((n < 0) != (d < 0) ? 0u - quotient : quotient);
}
#define WIDE_DIVISION(name, target)                                                                     \
  __attribute__((naked)) void name(void) {                                                              \
    __asm__("push {r4, lr}\n sub sp, #16\n add r4, sp, #8\n str r4, [sp]\n bl " #target                 \
            "\n ldr r2, [sp, #8]\n ldr r3, [sp, #12]\n add sp, #16\n pop {r4, pc}");                    \
  }
WIDE_DIVISION(__aeabi_uldivmod, divide_wide)
WIDE_DIVISION(__aeabi_ldivmod, divide_wide_signed)

int64_t __aeabi_lmul(int64_t a, int64_t b) {
  uint32_t a0 = (uint32_t)a & 0xFFFF, a1 = (uint32_t)a >> 16, b0 = (uint32_t)b & 0xFFFF, b1 = (uint32_t)b >> 16;
  uint32_t low = a0 * b0, high = a1 * b1;
  uint32_t middle = a1 * b0, carry = middle + (low >> 16);
  uint32_t sum = a0 * b1 + (carry & 0xFFFF);
  high += (carry >> 16) + (sum >> 16) + (uint32_t)a * (uint32_t)(b >> 32) + (uint32_t)(a >> 32) * (uint32_t)b;
  return (int64_t)((uint64_t)high << 32 | (sum << 16 | (low & 0xFFFF)));
}
// Shifts by 0...63 on the two halves; the compiler lowers its own 64-bit shifts to these, so they must not use any.
typedef union { uint64_t whole; struct { uint32_t low, high; } half; } Wide;
uint64_t __aeabi_llsl(uint64_t value, int n) {
  Wide v = {value};
  if (n >= 32) v.half.high = v.half.low << (n - 32), v.half.low = 0;
  else if (n) v.half.high = v.half.high << n | v.half.low >> (32 - n), v.half.low <<= n;
  return v.whole;
}
uint64_t __aeabi_llsr(uint64_t value, int n) {
  Wide v = {value};
  if (n >= 32) v.half.low = v.half.high >> (n - 32), v.half.high = 0;
  else if (n) v.half.low = v.half.low >> n | v.half.high << (32 - n), v.half.high >>= n;
  return v.whole;
}
int64_t __aeabi_lasr(int64_t value, int n) {
  Wide v = {(uint64_t)value};
  int32_t high = (int32_t)v.half.high;
  if (n >= 32) v.half.low = (uint32_t)(high >> (n - 32)), v.half.high = (uint32_t)(high >> 31);
  else if (n) v.half.low = v.half.low >> n | v.half.high << (32 - n), v.half.high = (uint32_t)(high >> n);
  return (int64_t)v.whole;
}
// The compiler's tables for jumps in Thumb-1 code: an index into offsets, in halfwords, that follow the call.
__attribute__((naked)) void __gnu_thumb1_case_uqi(void) {
  __asm__("push {r1}\n mov r1, lr\n lsrs r1, r1, #1\n lsls r1, r1, #1\n ldrb r1, [r1, r0]\n lsls r1, r1, #1\n"
          "add lr, r1\n pop {r1}\n bx lr");
}
// Not as a loop over single bits: the compiler would see what that is, and call this function.
int __clzsi2(uint32_t value) {
  if (value == 0) return 32;
  int zeros = 0;
  if (!(value >> 16)) zeros += 16, value <<= 16;
  if (!(value >> 24)) zeros += 8, value <<= 8;
  if (!(value >> 28)) zeros += 4, value <<= 4;
  if (!(value >> 30)) zeros += 2, value <<= 2;
  return zeros + !(value >> 31);
}
